// What SDKs read: keys, notices, the feed.
#include "core/receipt.hpp"
#include "server/api/account_id.hpp"
#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::int64_t kMaxWait = 60;
constexpr std::string_view kJose = "application/jose";

// A notice that says nothing: kept in the store, signed on the spot if its time runs out
// or nobody has told us of the account. Dated to the start of the day: the same bytes and tag all day, so
// that a reader who waits for another tag waits.
Result<Posted> quiet_notice(const Call& call, const std::string& account) {
  const auto stored = call.app.store.notice(account);
  if (!stored) return stored.error();
  if (*stored && (*stored)->expires_at > call.now + call.app.notary.terms().validity / 2 &&
      call.app.notary.is_up_to_date(**stored))
    return posted(**stored);
  const auto settings = call.app.store.settings();
  if (!settings) return settings.error();
  const auto known = call.app.store.account(account);
  if (!known) return known.error();
  const TimePoint today =
      std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<86400>>>(call.now);
  const auto issued = *known ? call.app.notary.issue(**known, {}, *settings, today)
                             : call.app.notary.issue_unknown(account, *settings, today);
  if (!issued) return issued.error();
  return posted(*issued);
}

Result<Posted> current_notice(const Call& call, const std::string& account) {
  Posted found = call.app.board.notice(account);
  if (found.jws) return found;
  return quiet_notice(call, account);
}

// Empty: no receipt is asked for.
Result<std::string> nonce_of(const http::Request& request) {
  const std::string* nonce = request.header("Gracegate-Nonce");
  if (nonce == nullptr) return std::string();
  if (is_nonce(*nonce)) return *nonce;
  return Error{ErrorCode::malformed, "Gracegate-Nonce must be 22 to 64 characters of base64url", {}};
}

// The time of the receipt is that of the answer, not of the question: there may have been a wait between.
http::Reply with_receipt(const Call& call, const std::string& nonce, std::string_view body,
                         http::Reply reply) {
  if (!nonce.empty())
    reply.headers.emplace_back("Gracegate-Receipt", call.app.notary.receipt(nonce, body, call.app.now()));
  return reply;
}

}  // namespace

Result<http::Reply> get_keys(const Call& call) {
  if (const auto fault = Query(call.request).finish()) return *fault;
  const auto nonce = nonce_of(call.request);
  if (!nonce) return nonce.error();
  Keyring& keyring = call.app.keyring;
  // Of a machine that has slept: its daily look comes too late. Why it could not be renewed is in the log
  // then.
  if (keyring.keyset().expires_at <= call.now) (void)keyring.renew(call.now);
  const std::string etag = '"' + std::to_string(keyring.keyset().version) + '"';
  const auto body = std::make_shared<const std::string>(keyring.keyset_jws());
  return with_receipt(call, *nonce, *body, tagged_reply(call.request, kJose, etag, body));
}

Result<http::Reply> get_notice(const Call& call) {
  Query query(call.request);
  const std::int64_t wait = query.integer("wait", 0, kMaxWait, 0);
  if (const auto fault = query.finish()) return *fault;
  const auto nonce = nonce_of(call.request);
  if (!nonce) return nonce.error();
  const std::string& account = call.ids.front();
  if (const auto valid = check_account_id(account); !valid) return valid.error();
  const std::int64_t revision = call.app.board.revision();  // before reading: no change can be missed
  auto current = current_notice(call, account);
  if (!current) return current.error();
  if (wait > 0 && has_tag(call.request, current->etag)) {
    call.app.board.wait_notice(account, revision, std::chrono::seconds{wait});
    current = current_notice(call, account);
    if (!current) return current.error();
  }
  return with_receipt(call, *nonce, *current->jws,
                      tagged_reply(call.request, kJose, current->etag, current->jws));
}

Result<http::Reply> get_feed(const Call& call) {
  Query query(call.request);
  const std::int64_t after = query.integer("after", 0, kMaxJsonInteger, 0);
  const std::int64_t wait = query.integer("wait", 0, kMaxWait, 0);
  if (const auto fault = query.finish()) return *fault;
  const auto nonce = nonce_of(call.request);
  if (!nonce) return nonce.error();
  http::Reply reply;
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.content_type = "application/json";
  reply.shared_body = call.app.board.feed(after, std::chrono::seconds{wait});
  const std::string& body = *reply.shared_body;
  return with_receipt(call, *nonce, body, std::move(reply));
}

}  // namespace gracegate::server::api
