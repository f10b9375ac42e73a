// What a handler is given, and the one shape that all handlers have.
#ifndef GRACEGATE_SERVER_API_CALL_HPP
#define GRACEGATE_SERVER_API_CALL_HPP

#include <memory>
#include <string>
#include <vector>

#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/api/app.hpp"
#include "server/http/exchange.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

struct Call {
  App& app;
  const http::Request& request;
  std::vector<std::string> ids;         // what stands for {…} in the route's pattern, in order
  std::shared_ptr<const Token> caller;  // nullptr on routes that anybody may call
  TimePoint now;

  StaffRole role() const { return caller ? caller->role : StaffRole::viewer; }
  // For the audit log: the person who signed in, or the token's id: a name that somebody gave it proves
  // nothing.
  std::string actor() const;
};

// An error becomes a problem; see reply.hpp.
using Act = Result<http::Reply> (*)(const Call& call);

// Whether a request may ask with ?dry_run=true what it would do.
enum class Trial { impossible, possible };

// Commits what `decide` computes, under the request's Idempotency-Key if it has one, and replies with the
// change's reply. In a dry run nothing is written, and the reply says what it would be, and what the
// customer's notice would say: {"would", "notice"}.
Result<http::Reply> commit(const Call& call, const std::function<Result<Change>(const Reader&)>& decide,
                           Trial trial = Trial::impossible);

// For requests whose answer has a secret in it. Errors: malformed (it has an Idempotency-Key).
Result<void> refuse_idempotency_key(const http::Request& request);

// What an entry of the log is about; nothing where it concerns no account.
struct About {
  std::string account{};
  std::string case_id{};
};

// One audit entry by the caller, now.
AuditEntry entry(const Call& call, About about, std::string action, std::string why,
                 std::string detail = "{}");

}  // namespace gracegate::server::api

#endif
