#include "server/api/call.hpp"

#include <nlohmann/json.hpp>

#include "core/base64url.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/auth/token_secret.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxIdempotencyKey = 128;

Result<std::optional<IdempotencyKey>> idempotency_key(const Call& call) {
  const std::string* key = call.request.header("Idempotency-Key");
  if (key == nullptr) return std::optional<IdempotencyKey>{};
  if (key->empty() || key->size() > kMaxIdempotencyKey)
    return Error{ErrorCode::malformed, "give an Idempotency-Key of 1 to 128 characters", ""};
  const std::string what = call.request.method + "\n" + call.request.target + "\n" + call.request.body;
  return std::optional(IdempotencyKey{call.caller ? call.caller->id : "", *key, token_hash(what), call.now});
}

// A parameter that does nothing would be taken for one that did.
Result<bool> wants_trial(const Call& call, Trial trial) {
  Query query(call.request);
  const bool wants = trial == Trial::possible && query.flag("dry_run");
  if (const auto fault = query.finish()) return *fault;
  return wants;
}

// Without its signature: what was never published must not be believed by anybody.
Json payload_of(const std::string& jws) {
  const std::size_t start = jws.find('.') + 1;
  const auto payload = base64url_decode(std::string_view(jws).substr(start, jws.rfind('.') - start));
  return payload ? Json::parse(*payload, nullptr, false) : Json();
}

// What `decide` would do. Nothing is written: the store is given an error in place of the change.
Result<http::Reply> tried(const Call& call, const std::function<Result<Change>(const Reader&)>& decide) {
  std::optional<Result<Change>> decided;
  const auto none = call.app.desk.change(std::nullopt, [&](const Reader& reader) -> Result<Change> {
    decided = decide(reader);
    return Error{ErrorCode::conflict, "only tried", ""};
  });
  if (!decided) return none.error();
  if (!*decided) return decided->error();
  const Change& change = **decided;
  return json_reply(
      200, to_text({{"would", Json::parse(change.reply.body, nullptr, false)},
                    {"notice", change.notices.empty() ? Json() : payload_of(change.notices.front().jws)}}));
}

}  // namespace

std::string Call::actor() const {
  if (!caller) return "anonymous";
  return caller->person.empty() ? caller->id : caller->person;
}

Result<http::Reply> commit(const Call& call, const std::function<Result<Change>(const Reader&)>& decide,
                           Trial trial) {
  const auto is_trial = wants_trial(call, trial);
  if (!is_trial) return is_trial.error();
  if (*is_trial) return tried(call, decide);
  const auto key = idempotency_key(call);
  if (!key) return key.error();
  auto committed = call.app.desk.change(*key, decide);
  if (!committed) return committed.error();
  SavedReply& saved = committed->change.reply;
  http::Reply reply = json_reply(saved.status, std::move(saved.body));
  if (committed->is_replay) reply.headers.emplace_back("Idempotent-Replayed", "true");
  return reply;
}

Result<void> refuse_idempotency_key(const http::Request& request) {
  if (request.header("Idempotency-Key") == nullptr) return {};
  return Error{ErrorCode::malformed,
               "leave out Idempotency-Key here: a secret is never kept to be told again", ""};
}

AuditEntry entry(const Call& call, About about, std::string action, std::string why, std::string detail) {
  AuditEntry made;
  made.at = call.now;
  made.actor = call.actor();
  made.account = std::move(about.account);
  made.case_id = std::move(about.case_id);
  made.action = std::move(action);
  made.why = std::move(why);
  made.detail = std::move(detail);
  return made;
}

}  // namespace gracegate::server::api
