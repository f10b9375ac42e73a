#include <nlohmann/json.hpp>

#include "server/api/account_id.hpp"
#include "server/api/case_input.hpp"
#include "server/api/handlers.hpp"
#include "server/api/page.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/auth/token_secret.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

struct Opening {
  OpenRequest request;
  std::string policy;
  std::string why;
};

Opening read_opening(Members& in) {
  Opening opening;
  opening.request.account = in.text("account", kMaxAccountBytes);
  const auto reason = reason_from(in.text("reason", 40));
  if (reason)
    opening.request.reason = *reason;
  else
    in.refuse("reason", "must be " + choice_to(Reason::other));
  opening.request.debt = read_debt(in, "owed");
  opening.request.message = read_message(in, "message");
  opening.request.reference = in.optional_text("reference", kMaxReference);
  opening.policy = in.optional_text("policy", 40);
  if (opening.policy.empty()) opening.policy = "standard";
  opening.why = in.why();
  return opening;
}

Result<Change> opened(const Call& call, const Reader& reader, const Opening& opening) {
  const auto account = known_account(reader, opening.request.account);
  if (!account) return account.error();
  const auto policy = reader.policy(opening.policy);
  if (!policy) return policy.error();
  if (!*policy)
    return Error{ErrorCode::not_found, "no policy has this name; gracectl policy list shows them", "/policy"};
  OpenRequest request = opening.request;
  request.id = new_case_id();
  auto one = open_case({call.role(), call.now, account->zone, **policy}, request);
  if (!one) return one.error();
  Change change;
  const std::string text = to_text(render(*one, call.now));
  change.reply = {201, text};
  change.audit.push_back(entry(call, {one->account, one->id}, "case.open", opening.why, text));
  change.cases.push_back(std::move(*one));
  if (const auto added = call.app.desk.add_notice(reader, *account, call.now, change); !added)
    return added.error();
  return change;
}

CaseQuery read_case_query(Query& query, TimePoint now) {
  CaseQuery wanted;
  wanted.account = query.text("account", kMaxAccountBytes);
  if (const auto text = query.text("state", 16)) {
    wanted.state = case_state_from(*text);
    if (!wanted.state) query.refuse("state", "must be " + choice_to(CaseState::released));
  }
  if (const auto text = query.text("reason", 40)) {
    wanted.reason = reason_from(*text);
    if (!wanted.reason) query.refuse("reason", "is not a reason for a case");
  }
  if (const auto text = query.text("wanting", 16)) {
    const auto attention = attention_from(*text);
    if (!attention) query.refuse("wanting", "must be " + choice_to(Attention::unseen));
    wanted.wanting = Wanting{attention.value_or(Attention::due), now};
  }
  if (query.flag("unseen")) wanted.unseen_with_deadline_before = TimePoint::max();
  wanted.after = query.text("after", 40).value_or("");
  wanted.limit = static_cast<std::size_t>(query.integer("limit", 1, 500, 50));
  return wanted;
}

}  // namespace

Result<http::Reply> list_cases(const Call& call) {
  Query query(call.request);
  const CaseQuery wanted = read_case_query(query, call.now);
  std::optional<Mode> mode;
  if (const auto text = query.text("mode", 16)) {
    mode = mode_from(*text);
    if (!mode) query.refuse("mode", "must be " + choice_to(Mode::shutdown));
  }
  if (const auto fault = query.finish()) return *fault;
  const auto found = call.app.store.cases(wanted);
  if (!found) return found.error();
  const bool is_full = found->size() == wanted.limit && !wanted.wanting;
  return page_of("cases", *found, is_full, [&](Page& page, const Case& one) {
    const Mode now_in = one.state == CaseState::open ? mode_at(to_notice_case(one), call.now) : Mode::open;
    return (mode && now_in != *mode) || page.add(render(one, call.now));
  });
}

Result<http::Reply> get_case(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto one = call.app.store.find_case(call.ids.front());
  if (!one) return one.error();
  if (!*one) return Error{ErrorCode::not_found, "no case has this id; gracectl case list shows them", ""};
  http::Reply reply = json_reply(200, to_text(render(**one, call.now)));
  reply.headers.emplace_back("ETag", '"' + std::to_string((*one)->version) + '"');
  return reply;
}

Result<http::Reply> post_case(const Call& call) {
  const auto opening = read_body(call.request, read_opening);
  if (!opening) return opening.error();
  return commit(
      call, [&](const Reader& reader) { return opened(call, reader, *opening); }, Trial::possible);
}

}  // namespace gracegate::server::api
