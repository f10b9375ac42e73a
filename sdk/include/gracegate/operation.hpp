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
// A path rule matches whole segments: "/billing" covers "/billing" and "/billing/pay", not "/billings".
// A path that could mean another one ("..", "//", "%2f", "\\", ";", bad escapes) matches no rule.
struct HttpRules {
  std::vector<std::string> essential_paths = {
      "/gracegate", "/login", "/logout", "/signin", "/signout", "/sign-in", "/sign-out",   "/oauth",
      "/sso",       "/saml",  "/auth",   "/token",  "/billing", "/support", "/.well-known"};
  std::vector<std::string> export_paths = {"/export"};
  // For what paths and methods cannot tell, for example a search by POST; nullopt: decide by the rest.
  // Threads: called on the thread of the request, at the same time from several.
  std::function<std::optional<Operation>(std::string_view method, std::string_view path)> rule;
};

// `target` is the request target as it was sent (path and query, not decoded). Never throws: a rule that
// throws counts as nullopt.
GRACEGATE_API Operation classify(const HttpRules& rules, std::string_view method, std::string_view target);

}  // namespace gracegate

#endif
