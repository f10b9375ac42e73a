// What needs somebody today.
#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 10;

Result<Json> wanting(const Call& call, Attention attention) {
  CaseQuery query;
  query.wanting = Wanting{attention, call.now};
  query.limit = kShown;
  const auto count = call.app.store.count_cases(query);
  if (!count) return count.error();
  const auto cases = call.app.store.cases(query);
  if (!cases) return cases.error();
  Json list = Json::array();
  for (const Case& one : *cases) list.push_back(render(one, call.now));
  return Json{{"count", *count}, {"cases", list}};
}

Result<Json> waiting_help(const Call& call) {
  HelpQuery query;
  query.state = HelpState::waiting;
  query.limit = kShown;
  const auto count = call.app.store.count_help_waiting();
  if (!count) return count.error();
  const auto found = call.app.store.help_requests(query);
  if (!found) return found.error();
  Json list = Json::array();
  for (const HelpRequest& request : *found) list.push_back(render(request));
  return Json{{"count", *count}, {"help", list}};
}

Result<Json> tally(const Call& call) {
  Json out = Json::object();
  for (const CaseState state :
       {CaseState::open, CaseState::settled, CaseState::waived, CaseState::released}) {
    CaseQuery query;
    query.state = state;
    const auto count = call.app.store.count_cases(query);
    if (!count) return count.error();
    out[std::string(to_string(state))] = *count;
  }
  return out;
}

}  // namespace

Result<http::Reply> get_overview(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto cases = tally(call);
  if (!cases) return cases.error();
  const auto help = waiting_help(call);
  if (!help) return help.error();
  Json out = {{"at", render(call.now)}, {"cases", *cases}, {"help", *help}};
  for (const std::string& word : words_to(Attention::unseen)) {
    const auto part = wanting(call, *attention_from(word));
    if (!part) return part.error();
    out[word] = *part;
  }
  return json_reply(200, to_text(out));
}

}  // namespace gracegate::server::api
