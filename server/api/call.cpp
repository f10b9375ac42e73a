#include "server/api/call.hpp"

#include "server/api/reply.hpp"
#include "server/auth/token_secret.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::size_t kMaxIdempotencyKey = 128;

Result<std::optional<IdempotencyKey>> idempotency_key(const Call& call) {
  const std::string* key = call.request.header("Idempotency-Key");
  if (key == nullptr) return std::optional<IdempotencyKey>{};
  if (key->empty() || key->size() > kMaxIdempotencyKey)
    return Error{ErrorCode::malformed, "give an Idempotency-Key of 1 to 128 characters", ""};
  const std::string what = call.request.method + "\n" + call.request.target + "\n" + call.request.body;
  return std::optional(IdempotencyKey{call.caller ? call.caller->id : "", *key, token_hash(what), call.now});
}

}  // namespace

std::string Call::actor() const {
  if (!caller) return "anonymous";
  return caller->person.empty() ? caller->id : caller->person;
}

Result<http::Reply> commit(const Call& call, const std::function<Result<Change>(const Reader&)>& decide) {
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

AuditEntry entry(const Call& call, std::string action, std::string why, std::string detail) {
  AuditEntry made;
  made.at = call.now;
  made.actor = call.actor();
  made.action = std::move(action);
  made.why = std::move(why);
  made.detail = std::move(detail);
  return made;
}

}  // namespace gracegate::server::api
