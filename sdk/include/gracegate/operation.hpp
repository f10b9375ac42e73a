// Operations of a product, and whether a standing allows them.
#ifndef GRACEGATE_OPERATION_HPP
#define GRACEGATE_OPERATION_HPP

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/export.h"
#include "gracegate/standing.hpp"

namespace gracegate {

enum class Operation : std::uint8_t {
  read,
  write,
  export_data,  // taking one's data out
  essential,    // sign in and out, single sign-on callbacks, token refresh, pay, get help
};
GRACEGATE_API std::string_view to_string(Operation operation);  // "export"

// Allow or deny of one operation, with the standing behind it.
struct Decision {
  bool allowed = true;
  bool would_deny = false;  // with enforcement = observe: what enforcing would have denied
  Operation operation = Operation::read;
  Standing standing;
};

// The whole table: read_only denies writes; shutdown denies reads and writes; export and essential are
// allowed in every mode, so that the cure is never locked out. Pure.
GRACEGATE_API bool mode_allows(Mode mode, Operation operation);

// Which operation an HTTP request is. Order: the product's own rule; essential paths; export paths; then the
// method (RFC 9110 §9.2.1: GET, HEAD, OPTIONS, TRACE are safe and read, all others write).
// A path rule matches whole segments: "/billing" covers "/billing" and "/billing/pay", not "/billings", nor
// "/Billing" (paths are case-sensitive, RFC 3986 §6.2.2.1); escapes are decoded once before. "/" covers all.
// A path that could mean another one ("..", "//", "%2f", "\\", ";", bad escapes) matches no path rule.
// Methods are case-sensitive as well: "get" is none that we know, and writes. Headers and queries that name
// another method (X-HTTP-Method-Override, "?_method=") don't matter here; a product that honours them says so
// in `rule`.
struct HttpRules {
  std::vector<std::string> essential_paths = {
      "/gracegate", "/login", "/logout", "/signin", "/signout", "/sign-in", "/sign-out",   "/oauth",
      "/sso",       "/saml",  "/auth",   "/token",  "/billing", "/support", "/.well-known"};
  std::vector<std::string> export_paths = {"/export"};
  // For what paths and methods cannot tell, for example a search by POST; nullopt: decide by the rest. Asked
  // for every request; `path` is as it was sent, neither decoded nor checked, without the query.
  // Threads: called on the thread of the request, at the same time from several.
  std::function<std::optional<Operation>(std::string_view method, std::string_view path)> rule;
};

// `target` is the request target as it was sent (path and query, not decoded; also in absolute form, RFC 9112
// §3.2.2). Never throws: a rule that throws counts as nullopt. Does not allocate.
GRACEGATE_API Operation classify(const HttpRules& rules, std::string_view method, std::string_view target);

}  // namespace gracegate

#endif
