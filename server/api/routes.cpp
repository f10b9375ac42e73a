#include "server/api/routes.hpp"

#include <algorithm>
#include <charconv>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/reply.hpp"
#include "server/http/pattern.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::string_view kBearer = "Bearer ";

// Of a body. 8192 strangers, each on a connection, take half of the listener's budget at the most; so does a
// caller on all 512 connections of an address.
constexpr std::size_t kMostOfAnyone = 4 * 1024;
constexpr std::size_t kMostOfCaller = 64 * 1024;
constexpr std::size_t kMostOfHelp = 7 * 1024 * 1024;  // a file of 5 MiB in base64, and some text

StaffRole least_role(Access access) {
  switch (access) {
    case Access::support:
      return StaffRole::support;
    case Access::finance:
      return StaffRole::finance;
    case Access::admin:
      return StaffRole::admin;
    default:
      return StaffRole::viewer;
  }
}

// Null, and counted, where nobody may act with what the request says.
std::shared_ptr<const Token> authenticate(const Call& call) {
  using Why = RefusedCallers::Why;
  const auto refuse = [&](Why why, const Token* token) {
    call.app.refused_callers.add(why, token);
    return nullptr;
  };
  const std::string* header = call.request.header("Authorization");
  if (header == nullptr || header->compare(0, kBearer.size(), kBearer) != 0)
    return refuse(Why::no_token, nullptr);
  auto token = call.app.tokens.find(std::string_view(*header).substr(kBearer.size()));
  if (!token) return refuse(Why::unknown_token, nullptr);
  if (token->revoked_at) return refuse(Why::revoked, token.get());
  if (token->expires_at && *token->expires_at <= call.now) return refuse(Why::expired, token.get());
  return token;
}

http::Reply unauthorized() {
  http::Reply reply =
      problem(401, "unauthorized", "Who are you?",
              "send a valid key or token as Authorization: Bearer …; it may have expired or been revoked");
  reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

Result<void> authorize(const Route& route, const Call& call) {
  const Token& caller = *call.caller;
  const auto forbidden = [](std::string message) {
    return Error{ErrorCode::forbidden, std::move(message), ""};
  };
  if (route.access == Access::product_key || route.access == Access::sdk_key) {
    if (caller.kind == Token::Kind::product) return {};
    if (route.access == Access::product_key) return forbidden("this needs a product key");
    if (caller.kind == Token::Kind::account && (call.ids.empty() || caller.account == call.ids.front()))
      return {};
    return forbidden("this needs a product key, or an account key of this account");
  }
  if (caller.kind != Token::Kind::person) return forbidden("this needs a person's token, not an SDK key");
  const StaffRole least = least_role(route.access);
  if (caller.role >= least) return {};
  return forbidden("this needs the role " + std::string(to_string(least)));
}

http::Reply not_json() {
  http::Reply reply = problem(415, "unsupported-media-type", "The body is not JSON",
                              "send a body with Content-Type: application/json");
  reply.headers.emplace_back("Accept", "application/json");
  return reply;
}

http::Reply carry_out(const Route& route, const Call& call) {
  auto reply = route.act(call);
  if (reply) return std::move(*reply);
  call.app.failures.add(std::string(route.method).append(" ").append(route.pattern), reply.error());
  return problem_of(reply.error());
}

std::size_t most_of_body(const Route& route) {
  if (route.access == Access::anyone) return kMostOfAnyone;
  return std::max(route.most_body, kMostOfCaller);
}

// The listener has seen that it is a number.
std::size_t announced_body(const http::Request& request) {
  const std::string* length = request.header("Content-Length");
  std::size_t bytes = 0;
  if (length != nullptr) std::from_chars(length->data(), length->data() + length->size(), bytes);
  return bytes;
}

http::Reply too_many_bodies() {
  http::Reply reply = problem(503, "too-many-bodies", "Too many large requests at the same time",
                              "try again in a few seconds");
  reply.headers.emplace_back("Retry-After", "5");
  return reply;
}

// What the caller is told where they may not call.
std::optional<http::Reply> refusal_of(const Route& route, const Call& call) {
  if (route.access == Access::anyone) return std::nullopt;
  if (!call.caller) return unauthorized();
  const auto allowed = authorize(route, call);
  if (allowed) return std::nullopt;
  call.app.refused_callers.add(RefusedCallers::Why::forbidden, call.caller.get());
  return problem_of(allowed.error());
}

http::Answer enter(const Route& route, Call& call) {
  if (route.access != Access::anyone) call.caller = authenticate(call);
  if (auto refused = refusal_of(route, call)) return *std::move(refused);
  if (route.method == "GET") return carry_out(route, call);
  if (!has_json_type(call.request)) return not_json();
  const std::size_t most = most_of_body(route);
  const auto share = std::make_shared<http::BodyBudget::Share>(call.app.large_bodies);
  const std::size_t announced = announced_body(call.request);
  if (announced > kMostOfCaller && announced <= most && !share->take(announced)) return too_many_bodies();
  return http::BodyWanted{most, [&route, &app = call.app, ids = std::move(call.ids),
                                 caller = std::move(call.caller), share](const http::Request& request) {
                            return carry_out(route, {app, request, ids, caller, app.now()});
                          }};
}

// Null, with the methods that there are, where the path is none or takes another method. Fills in the ids.
const Route* route_of(Call& call, std::string& allowed) {
  for (const Route& route : routes()) {
    if (!http::matches(route.pattern, call.request.path, call.ids)) continue;
    if (route.method == call.request.method) return &route;
    allowed.append(allowed.empty() ? "" : ", ").append(route.method);
  }
  return nullptr;
}

http::Reply no_route(const std::string& allowed) {
  if (allowed.empty())
    return problem(404, "no-such-route", "There is nothing here",
                   "check the path; docs/openapi.yaml lists them all");
  http::Reply reply =
      problem(405, "method-not-allowed", "This method does nothing here", "use one of: " + allowed);
  reply.headers.emplace_back("Allow", allowed);
  return reply;
}

}  // namespace

std::string_view to_string(Access access) {
  switch (access) {
    case Access::anyone:
      return "anyone";
    case Access::product_key:
      return "product_key";
    case Access::sdk_key:
      return "sdk_key";
    default:
      return to_string(least_role(access));
  }
}

const std::vector<Route>& routes() {
  static const std::vector<Route> table = {
      {"GET", "/healthz", Access::anyone, healthz},
      {"GET", "/readyz", Access::anyone, readyz},
      {"GET", "/metrics", Access::anyone, metrics},

      {"GET", "/v1/notices/{account}", Access::sdk_key, get_notice},
      {"GET", "/v1/feed", Access::product_key, get_feed},
      {"GET", "/v1/keys", Access::anyone, get_keys},
      {"POST", "/v1/sightings", Access::sdk_key, post_sightings},
      {"POST", "/v1/help", Access::sdk_key, post_help, kMostOfHelp},

      {"POST", "/v1/login", Access::anyone, log_in},
      {"GET", "/v1/me", Access::viewer, get_me},
      {"PUT", "/v1/me", Access::viewer, put_me},
      {"POST", "/v1/me/password", Access::viewer, post_own_password},
      {"GET", "/v1/me/sessions", Access::viewer, list_own_sessions},
      {"POST", "/v1/me/sessions/{session}/end", Access::viewer, end_own_session},

      {"GET", "/v1/people", Access::admin, list_people},
      {"POST", "/v1/people", Access::admin, post_person},
      {"POST", "/v1/people/{person}/role", Access::admin, post_role},
      {"POST", "/v1/people/{person}/disable", Access::admin, disable_person},
      {"POST", "/v1/people/{person}/enable", Access::admin, enable_person},
      {"POST", "/v1/people/{person}/password", Access::admin, post_new_password},
      {"GET", "/v1/people/{person}/sessions", Access::admin, list_sessions},
      {"POST", "/v1/people/{person}/sessions/{session}/end", Access::admin, end_session},

      {"GET", "/v1/overview", Access::viewer, get_overview},

      {"GET", "/v1/accounts", Access::viewer, list_accounts},
      {"GET", "/v1/accounts/{account}", Access::viewer, get_account},
      {"PUT", "/v1/accounts/{account}", Access::support, put_account},
      {"GET", "/v1/accounts/{account}/standing", Access::viewer, get_standing},
      {"GET", "/v1/accounts/{account}/banner", Access::viewer, get_banner},
      {"POST", "/v1/accounts/{account}/payments", Access::finance, post_payment},
      {"POST", "/v1/accounts/{account}/notice", Access::support, post_notice},

      {"GET", "/v1/cases", Access::viewer, list_cases},
      {"POST", "/v1/cases", Access::support, post_case},
      {"GET", "/v1/cases/{case}", Access::viewer, get_case},
      {"POST", "/v1/cases/{case}/extend", Access::support, extend_case},
      {"POST", "/v1/cases/{case}/hold", Access::support, hold_case},
      {"POST", "/v1/cases/{case}/resume", Access::support, resume_case},
      {"POST", "/v1/cases/{case}/settle", Access::support, settle_case},
      {"POST", "/v1/cases/{case}/waive", Access::finance, waive_case},
      {"POST", "/v1/cases/{case}/release", Access::finance, release_case},
      {"POST", "/v1/cases/{case}/escalate", Access::admin, escalate_case},
      {"POST", "/v1/cases/{case}/reopen", Access::support, reopen_case},

      {"GET", "/v1/help", Access::viewer, list_help},
      {"GET", "/v1/help/{help}", Access::viewer, get_help},
      {"GET", "/v1/help/{help}/file", Access::support, get_help_file},
      {"POST", "/v1/help/{help}/answer", Access::support, post_help_answer},
      {"POST", "/v1/help/{help}/close", Access::support, post_help_close},

      {"GET", "/v1/policies", Access::viewer, list_policies},
      {"GET", "/v1/policies/{name}", Access::viewer, get_policy},
      {"PUT", "/v1/policies/{name}", Access::admin, put_policy},
      {"POST", "/v1/simulate", Access::viewer, simulate},

      {"GET", "/v1/audit", Access::viewer, list_audit},
      {"GET", "/v1/audit/verify", Access::viewer, verify_audit},

      {"GET", "/v1/enforcement", Access::viewer, get_enforcement},
      {"PUT", "/v1/enforcement", Access::admin, put_enforcement},

      {"GET", "/v1/keyring", Access::viewer, get_keyring},
      {"POST", "/v1/keyring/rotate", Access::admin, rotate_key},
      {"POST", "/v1/keyring/keys/{key}/revoke", Access::admin, revoke_key},
      {"POST", "/v1/keyring/root/replace", Access::admin, replace_root},
      {"POST", "/v1/keyring/root/remove", Access::admin, remove_root},
      {"POST", "/v1/keyring/request", Access::admin, request_keyset},
      {"POST", "/v1/keyring/install", Access::admin, install_keyset},

      {"GET", "/v1/tokens", Access::admin, list_tokens},
      {"POST", "/v1/tokens", Access::admin, post_token},
      {"DELETE", "/v1/tokens/{token}", Access::admin, delete_token},

      {"POST", "/v1/backup", Access::admin, post_backup},
  };
  return table;
}

http::Answer answer(App& app, const http::Request& head) {
  Call call{app, head, {}, nullptr, app.now()};
  std::string allowed;
  const Route* route = route_of(call, allowed);
  return route == nullptr ? no_route(allowed) : enter(*route, call);
}

http::Reply reply_to(App& app, const http::Request& request, std::shared_ptr<const Token> caller) {
  Call call{app, request, {}, std::move(caller), app.now()};
  std::string allowed;
  const Route* route = route_of(call, allowed);
  if (route == nullptr) return no_route(allowed);
  if (auto refused = refusal_of(*route, call)) return *std::move(refused);
  return carry_out(*route, call);
}

}  // namespace gracegate::server::api
