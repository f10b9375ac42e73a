// From the request to the answer, in each mode, with the rules that a product has if it sets none.
#include "gracegate/operation.hpp"
#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

struct Request {
  const char *method, *target;
};

bool allowed(Mode mode, const Request& request) {
  return mode_allows(mode, classify(HttpRules{}, request.method, request.target));
}

constexpr Mode kModes[] = {Mode::open, Mode::countdown, Mode::read_only, Mode::shutdown};

}  // namespace

TEST_CASE("Read-only never locks out the cure, and neither does shutdown") {
  for (const Mode mode : kModes)
    for (const Request& request : {
             // sign in
             Request{"GET", "/login"},
             Request{"POST", "/login"},
             Request{"POST", "/login?next=/notes"},
             Request{"POST", "/signin/password"},
             Request{"POST", "/sign-in"},
             Request{"POST", "/login/webauthn"},
             // single sign-on
             Request{"GET", "/oauth/callback?code=x&state=y"},
             Request{"POST", "/oauth/callback"},
             Request{"POST", "/saml/acs"},
             Request{"POST", "/sso/acme/callback"},
             Request{"POST", "/auth/oidc/cb"},
             Request{"GET", "/.well-known/openid-configuration"},
             // token refresh
             Request{"POST", "/oauth/token"},
             Request{"POST", "/token"},
             Request{"POST", "/token/refresh"},
             // sign out
             Request{"POST", "/logout"},
             Request{"GET", "/signout"},
             Request{"DELETE", "/sign-out"},
             // pay
             Request{"GET", "/billing"},
             Request{"POST", "/billing/pay"},
             Request{"PUT", "/billing/card"},
             // get help
             Request{"GET", "/support"},
             Request{"POST", "/support/requests"},
             Request{"POST", "/gracegate/help"},
             // take one's data out
             Request{"GET", "/export"},
             Request{"POST", "/export"},
             Request{"GET", "/export/notes.zip"},
             // the banner itself
             Request{"GET", "/gracegate/banner.js"},
             Request{"GET", "/gracegate/gracegate.js"},
             Request{"GET", "/gracegate/standing"},
             Request{"HEAD", "/billing"},
             Request{"OPTIONS", "/login"},
         }) {
      INFO(request.method << ' ' << request.target);
      CHECK(allowed(mode, request));
    }
}

TEST_CASE("Everything else that writes is denied in read-only and in shutdown, and before that in neither") {
  for (const Request& request :
       {Request{"POST", "/notes"}, Request{"PUT", "/notes/1"}, Request{"PATCH", "/notes/1"},
        Request{"DELETE", "/notes/1"}, Request{"POST", "/"}, Request{"POST", "/api/v1/notes"},
        Request{"PUT", "/users"}, Request{"POST", "/loginx"}, Request{"POST", "/notes/login"},
        Request{"POST", "/exports"}, Request{"POST", "/notes/export"}, Request{"POST", "/login/../notes"},
        Request{"POST", "/notes?_method=GET"}, Request{"POST", "/Billing"}, Request{"MOVE", "/notes/1"},
        Request{"post", "/notes"}}) {
    INFO(request.method << ' ' << request.target);
    CHECK(allowed(Mode::open, request));
    CHECK(allowed(Mode::countdown, request));
    CHECK_FALSE(allowed(Mode::read_only, request));
    CHECK_FALSE(allowed(Mode::shutdown, request));
  }
}

TEST_CASE("Everything else that reads is denied in shutdown alone") {
  for (const Request& request :
       {Request{"GET", "/"}, Request{"GET", "/notes"}, Request{"HEAD", "/notes/1"}, Request{"OPTIONS", "*"},
        Request{"GET", "/login/../notes"}, Request{"GET", "/api/v1/notes?_method=POST"},
        Request{"GET", "/exports"}, Request{"GET", "/billing//"}, Request{"TRACE", "/"}}) {
    INFO(request.method << ' ' << request.target);
    CHECK(allowed(Mode::open, request));
    CHECK(allowed(Mode::countdown, request));
    CHECK(allowed(Mode::read_only, request));
    CHECK_FALSE(allowed(Mode::shutdown, request));
  }
}

}  // namespace gracegate
