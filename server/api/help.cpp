// Requests for help, as products send them.
#include <nlohmann/json.hpp>

#include "server/api/account_id.hpp"
#include "server/api/case_policy.hpp"
#include "server/api/handlers.hpp"
#include "server/api/help_input.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

constexpr const char* kTryAgainAfter = "3600";  // seconds

// For who sent it: when there is an answer, and by whom.
SavedReply receipt(const Call& call, const HelpRequest& request) {
  const std::string& by = call.app.notary.terms().contact.name;
  return {200, to_text({{"id", request.id},
                        {"received_at", render(request.received_at)},
                        {"answer_by", render(request.answer_by)},
                        {"by", by.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(by)}})};
}

http::Reply too_many() {
  http::Reply reply =
      problem(429, "too-many-help-requests", "Too many requests for help",
              "the account has sent as many, or as large files, as are kept for now; try again later");
  reply.headers.emplace_back("Retry-After", kTryAgainAfter);
  return reply;
}

// The case that it is about; an account learns nothing of another's.
Result<Case> case_of(const Reader& reader, const HelpRequest& request) {
  auto found = reader.find_case(request.case_id);
  if (!found) return found.error();
  if (!*found || (*found)->account != request.account)
    return Error{ErrorCode::not_found, "the account has no case of this id", "/case"};
  return std::move(**found);
}

About about(const HelpRequest& request) { return {request.account, request.case_id}; }

// Sizes alone: what people write stays out of a log that is kept for ever.
std::string facts_of(const HelpRequest& request) {
  return to_text({{"help", request.id},
                  {"topic", to_string(request.topic)},
                  {"role", request.is_billing ? "billing" : "member"},
                  {"text_bytes", request.text.size()},
                  {"file_bytes", request.file ? request.file->size : 0}});
}

// Nothing is written, and nothing signed, where there is no room for it: `is_too_much` then.
Result<Change> with_new(const Call& call, const Reader& reader, const HelpInput& input, bool& is_too_much) {
  const auto one = case_of(reader, input.request);
  if (!one) return one.error();
  const auto account = known_account(reader, one->account);
  if (!account) return account.error();
  const auto policy = policy_of(reader, *one);
  if (!policy) return policy.error();
  const auto had_hold = reader.was_held_for_help(one->id);
  if (!had_hold) return had_hold.error();
  auto received =
      receive_help({call.role(), call.now, account->zone, *policy}, input.request, *one, *had_hold);
  if (!received) return received.error();
  const HelpRequest& request = received->request;
  const auto tally = reader.help_tally(request.account, call.now - kDay);
  if (!tally) return tally.error();
  is_too_much = !is_room_for(request, *tally);
  if (is_too_much) return Error{ErrorCode::conflict, "there is no room for it", ""};
  Change change;
  change.reply = receipt(call, request);
  change.audit.push_back(
      entry(call, about(request), "help.receive", "somebody asks for help", facts_of(request)));
  if (received->held) {
    const auto facts = changed_members(render(*one, call.now), render(*received->held, call.now));
    change.audit.push_back(
        entry(call, about(request), "case.hold", std::string(kHelpHoldReason), to_text(facts)));
    change.cases.push_back(std::move(*received->held));
  }
  if (request.file) change.help_files.push_back({request.id, input.file});
  change.help.push_back(request);
  if (const auto added = call.app.desk.add_notice(reader, *account, call.now, change); !added)
    return added.error();
  return change;
}

// One that was received before is answered as it was then.
Result<Change> with_known(const Call& call, const HelpRequest& known, const HelpRequest& sent) {
  if (known.account != sent.account || known.case_id != sent.case_id)
    return Error{ErrorCode::conflict, "make a new id at random: this one belongs to another request", "/id"};
  Change change;
  change.reply = receipt(call, known);
  return change;
}

Result<Change> received(const Call& call, const Reader& reader, const HelpInput& input, bool& is_too_much) {
  const auto known = reader.help_request(input.request.id);
  if (!known) return known.error();
  if (*known) return with_known(call, **known, input.request);
  return with_new(call, reader, input, is_too_much);
}

}  // namespace

Result<http::Reply> post_help(const Call& call) {
  const auto input = read_body(call.request, read_help);
  if (!input) return input.error();
  if (call.caller->kind == Token::Kind::account && call.caller->account != input->request.account)
    return Error{ErrorCode::forbidden, "an account key asks for help for its own account alone", "/account"};
  bool is_too_much = false;
  auto reply =
      commit(call, [&](const Reader& reader) { return received(call, reader, *input, is_too_much); });
  if (is_too_much) return too_many();
  return reply;
}

}  // namespace gracegate::server::api
