// Requests for help, as support sees and answers them.
#include <nlohmann/json.hpp>

#include "server/api/account_id.hpp"
#include "server/api/case_policy.hpp"
#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/page.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

Error unknown_help() { return {ErrorCode::not_found, "no request for help has this id", ""}; }

Result<HelpRequest> known_help(const Reader& reader, const std::string& id) {
  auto found = reader.help_request(id);
  if (!found) return found.error();
  if (!*found) return unknown_help();
  return std::move(**found);
}

using Rule = std::function<Result<HelpRequest>(HelpRequest)>;

// The hold that there was for it ends with it.
Result<void> end_hold(const Call& call, const Reader& reader, const HelpRequest& request,
                      const Account& account, Change& change) {
  const auto about = reader.find_case(request.case_id);
  if (!about) return about.error();
  if (!*about) return Error{ErrorCode::internal, "the case of request " + request.id + " is gone", ""};
  const auto policy = policy_of(reader, **about);
  if (!policy) return policy.error();
  auto resumed = without_help_hold({call.role(), call.now, account.zone, *policy}, request, **about);
  if (!resumed) return resumed.error();
  if (!*resumed) return {};
  const auto facts = changed_members(render(**about, call.now), render(**resumed, call.now));
  change.audit.push_back(entry(call, {request.account, request.case_id}, "case.resume",
                               std::string(kHelpHoldReason), to_text(facts)));
  change.cases.push_back(std::move(**resumed));
  return {};
}

Result<Change> acted(const Call& call, const Reader& reader, const std::string& action,
                     const std::string& why, const Rule& rule) {
  const auto before = known_help(reader, call.ids.front());
  if (!before) return before.error();
  const auto account = known_account(reader, before->account);
  if (!account) return account.error();
  auto after = rule(*before);
  if (!after) return after.error();
  Change change;
  change.reply = {200, to_text(render(*after))};
  const std::size_t size = after->answer ? after->answer->text.size() : 0;
  change.audit.push_back(entry(call, {after->account, after->case_id}, "help." + action, why,
                               to_text({{"help", after->id}, {"answer_bytes", size}})));
  change.help.push_back(std::move(*after));
  if (const auto ended = end_hold(call, reader, *before, *account, change); !ended) return ended.error();
  if (const auto added = call.app.desk.add_notice(reader, *account, call.now, change); !added)
    return added.error();
  return change;
}

HelpQuery read_help_query(Query& query) {
  HelpQuery wanted;
  wanted.account = query.text("account", kMaxAccountBytes);
  wanted.case_id = query.text("case", 40);
  if (const auto text = query.text("state", 16)) {
    wanted.state = help_state_from(*text);
    if (!wanted.state) query.refuse("state", "must be " + choice_to(HelpState::closed));
  }
  wanted.after = query.text("after", 40).value_or("");
  wanted.limit = static_cast<std::size_t>(query.integer("limit", 1, 500, 50));
  return wanted;
}

// Whatever somebody has sent: no browser is to show it, or to run anything in it.
http::Reply download(std::string bytes) {
  http::Reply reply;
  reply.content_type = "application/octet-stream";
  reply.headers = {{"Cache-Control", "no-store"},
                   {"Content-Disposition", "attachment; filename=\"help-file\""},
                   {"X-Content-Type-Options", "nosniff"},
                   {"Content-Security-Policy", "default-src 'none'; sandbox"}};
  reply.body = std::move(bytes);
  return reply;
}

}  // namespace

Result<http::Reply> list_help(const Call& call) {
  Query query(call.request);
  const HelpQuery wanted = read_help_query(query);
  if (const auto fault = query.finish()) return *fault;
  const auto found = call.app.store.help_requests(wanted);
  if (!found) return found.error();
  return page_of("help", *found, found->size() == wanted.limit,
                 [](Page& page, const HelpRequest& one) { return page.add(render(one)); });
}

Result<http::Reply> get_help(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto one = known_help(call.app.store, call.ids.front());
  if (!one) return one.error();
  return json_reply(200, to_text(render(*one)));
}

Result<http::Reply> get_help_file(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  auto bytes = call.app.store.help_file(call.ids.front());
  if (!bytes) return bytes.error();
  if (!*bytes)
    return Error{ErrorCode::not_found,
                 "there is no file: none was sent, or the request ended more than 90 days ago", ""};
  return download(std::move(**bytes));
}

Result<http::Reply> post_help_answer(const Call& call) {
  const auto answer = read_body(call.request, [](Members& in) {
    HelpAnswer read;
    read.text = in.text("text", kMaxAnswerBytes, TextKind::paragraphs);
    read.by = in.optional_text("by", kMaxName);
    return read;
  });
  if (!answer) return answer.error();
  return commit(call, [&](const Reader& reader) {
    return acted(call, reader, "answer", "answered",
                 [&](HelpRequest one) { return answer_help(call.now, std::move(one), *answer); });
  });
}

Result<http::Reply> post_help_close(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return commit(call, [&](const Reader& reader) {
    return acted(call, reader, "close", *why,
                 [&](HelpRequest one) { return close_help(call.now, std::move(one)); });
  });
}

}  // namespace gracegate::server::api
