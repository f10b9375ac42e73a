#include <set>

#include "office.hpp"
#include "server/api/routes.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

// The route's pattern with something in place of {…}.
std::string example_of(std::string_view pattern) {
  std::string target;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      target += pattern[at];
      continue;
    }
    target += "example";
    at = pattern.find('}', at);
  }
  return target;
}

bool may(api::Access access, const std::string& caller) {
  if (access == api::Access::anyone) return true;
  if (access == api::Access::product_key || access == api::Access::sdk_key) return caller == "product";
  const auto role = staff_role_from(caller);
  if (!role) return false;
  switch (access) {
    case api::Access::support:
      return *role >= StaffRole::support;
    case api::Access::finance:
      return *role >= StaffRole::finance;
    case api::Access::admin:
      return *role >= StaffRole::admin;
    default:
      return true;
  }
}

}  // namespace

TEST_CASE("Each route of the table lets in whom it names and nobody else") {
  Office office;
  for (const api::Route& route : api::routes())
    for (const std::string caller :
         {"viewer", "support", "finance", "admin", "product", "nobody", "gg_person_guessed"}) {
      const std::string target = example_of(route.pattern);
      INFO(route.method << " " << target << " by " << caller);
      // An empty object passes no handler's checks where one takes a body: nothing is done by this test.
      const Answer answer = office.ask(caller, std::string(route.method), target,
                                       route.method == "GET" ? Json() : Json::object());
      const bool is_known = caller != "nobody" && caller != "gg_person_guessed";
      if (may(route.access, caller))
        CHECK((answer.status != 401 && answer.status != 403));
      else
        CHECK(answer.status == (is_known ? 403 : 401));
      if (answer.status == 401 && route.pattern != "/v1/login")
        CHECK(answer.header("WWW-Authenticate") == "Bearer");
    }
}

TEST_CASE("Two things need a higher role than their route: a short countdown, and undoing what finance did") {
  Office office;
  office.account();
  office.put("/v1/policies/short", {{"countdown_days", 13}, {"why", "w"}});
  const auto post_as = [&](const std::string& caller, const std::string& target, Json body) {
    body["why"] = "w";
    return office.ask(caller, "POST", target, body).status;
  };
  const Json in_short = {{"account", "acme"}, {"reason", "other"}, {"policy", "short"}};
  CHECK(post_as("finance", "/v1/cases", in_short) == 403);
  CHECK(post_as("admin", "/v1/cases", in_short) == 201);

  const std::string one = "/v1/cases/" + office.open_case("acme");
  for (const std::string end : {"/waive", "/release"}) {
    REQUIRE(post_as("finance", one + end, {}) == 200);
    CHECK(post_as("support", one + "/reopen", {}) == 403);
    CHECK(post_as("finance", one + "/reopen", {}) == 200);
  }
  REQUIRE(post_as("support", one + "/settle", {}) == 200);
  CHECK(post_as("support", one + "/reopen", {}) == 200);
}

TEST_CASE("The body of a request is read only for who may call, and for signing in") {
  Office office;
  for (const api::Route& route : api::routes())
    for (const std::string caller : {"viewer", "support", "finance", "admin", "product", "nobody"}) {
      if (route.method == "GET") continue;
      INFO(route.method << " " << route.pattern << " by " << caller);
      CHECK(office.wants_body(caller, std::string(route.method), example_of(route.pattern)) ==
            may(route.access, caller));
    }
  CHECK(office.wants_body("nobody", "POST", "/v1/login"));
  CHECK_FALSE(office.wants_body("nobody", "POST", "/v1/nothing"));
}

TEST_CASE(
    "An SDK key reads notices, tells of banners and asks for help, and an account key does so for its "
    "account alone") {
  Office office;
  office.account("acme");
  office.account("other");
  const Answer made =
      office.post("/v1/tokens", {{"kind", "account"}, {"name", "k"}, {"account", "acme"}, {"why", "w"}});
  REQUIRE(made.status == 201);
  const std::string key = made.body["token"];
  CHECK(office.ask(key, "GET", "/v1/notices/acme").status == 200);
  CHECK(office.ask(key, "GET", "/v1/notices/other").status == 403);
  CHECK(office.ask(key, "GET", "/v1/notices/unknown").status == 403);
  CHECK(office.ask(key, "GET", "/v1/feed?after=0").status == 403);
  CHECK(office.ask(key, "GET", "/v1/accounts/acme").status == 403);
  CHECK(office.ask("product", "GET", "/v1/accounts/acme").status == 403);
  CHECK(office.ask("product", "GET", "/v1/notices/other").status == 200);
  const std::string theirs = office.open_case("acme");
  const std::string foreign = office.open_case("other");
  const auto tell = [&](const std::string& account, const std::string& id) {
    const Json sighting = {{"account", account}, {"case", id}};
    return office.ask(key, "POST", "/v1/sightings", {{"sightings", {sighting}}}).status;
  };
  CHECK(tell("acme", theirs) == 200);
  CHECK(tell("other", foreign) == 403);
  const auto ask_help = [&](const std::string& account, const std::string& id) {
    return office
        .ask(key, "POST", "/v1/help",
             {{"id", "h_" + account},
              {"account", account},
              {"case", id},
              {"topic", "stuck"},
              {"role", "member"},
              {"text", "t"}})
        .status;
  };
  CHECK(ask_help("acme", theirs) == 200);
  CHECK(ask_help("other", foreign) == 403);
}

TEST_CASE("What is no route is told apart from a wrong method") {
  Office office;
  CHECK(office.get("/").status == 404);
  CHECK(office.get("/v1").status == 404);
  CHECK(office.get("/v1/cases/").status == 404);
  CHECK(office.get("/v1/cases/a/b").status == 404);
  CHECK(office.get("/V1/cases").status == 404);
  const Answer wrong = office.ask("admin", "DELETE", "/v1/cases");
  CHECK(wrong.status == 405);
  CHECK(wrong.header("Allow") == "GET, POST");
}

TEST_CASE("No route is in the table twice") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const api::Route& route : api::routes()) CHECK(seen.insert({route.method, route.pattern}).second);
}
