#include "office.hpp"

using namespace gracegate;

namespace {

Answer sign_in(Office& office, const std::string& name, const std::string& password) {
  return office.ask("nobody", "POST", "/v1/login", {{"user", name}, {"password", password}});
}

}  // namespace

TEST_CASE("An admin adds somebody, who signs in with the password that was shown once") {
  Office office;
  const Answer added =
      office.post("/v1/people", {{"name", "Bea Ünal"}, {"role", "finance"}, {"why", "new in the team"}});
  REQUIRE(added.status == 201);
  CHECK(added.body["role"] == "finance");
  CHECK(added.body["disabled"] == false);
  const std::string password = added.body["password"];
  CHECK(office.everything().find(password) == std::string::npos);
  const Answer in = sign_in(office, "Bea Ünal", password);
  REQUIRE(in.status == 200);
  CHECK(office.ask(in.body["token"], "GET", "/v1/me").body["role"] == "finance");
  CHECK(office.post("/v1/people", {{"name", "Bea Ünal"}, {"role", "viewer"}, {"why", "w"}}).status == 409);
  CHECK(office.get("/v1/people").text.find(password) == std::string::npos);
}

TEST_CASE("Who is disabled is out at once, with every token, and comes back when enabled") {
  Office office;
  const std::string token = sign_in(office, "ada", "correct horse battery").body["token"];
  REQUIRE(office.post("/v1/people/ada/disable", {{"why", "left"}}).status == 200);
  CHECK(office.ask(token, "GET", "/v1/me").status == 401);
  CHECK(sign_in(office, "ada", "correct horse battery").status == 401);
  REQUIRE(office.post("/v1/people/ada/enable", {{"why", "came back"}}).status == 200);
  CHECK(office.ask(token, "GET", "/v1/me").status == 401);
  CHECK(sign_in(office, "ada", "correct horse battery").status == 200);
}

TEST_CASE("A smaller role counts at once, for tokens that somebody has already") {
  Office office;
  const std::string token = sign_in(office, "ada", "correct horse battery").body["token"];
  REQUIRE(office.post("/v1/people/ada/role", {{"role", "viewer"}, {"why", "w"}}).status == 200);
  CHECK(office.ask(token, "GET", "/v1/me").body["role"] == "viewer");
  REQUIRE(office.post("/v1/people/ada/role", {{"role", "admin"}, {"why", "w"}}).status == 200);
  CHECK(office.ask(token, "GET", "/v1/me").body["role"] == "viewer");  // a larger one with the next sign-in
}

TEST_CASE("There is always an admin left") {
  Office office;
  REQUIRE(office.post("/v1/people/ada/role", {{"role", "admin"}, {"why", "w"}}).status == 200);
  CHECK(office.post("/v1/people/ada/role", {{"role", "finance"}, {"why", "w"}}).status == 409);
  CHECK(office.post("/v1/people/ada/disable", {{"why", "w"}}).status == 409);
  office.post("/v1/people", {{"name", "bea"}, {"role", "admin"}, {"why", "w"}});
  CHECK(office.post("/v1/people/ada/disable", {{"why", "w"}}).status == 200);
}

TEST_CASE("Somebody changes their own password, knowing the old one, and is signed out elsewhere") {
  Office office;
  const std::string here = sign_in(office, "ada", "correct horse battery").body["token"];
  const std::string there = sign_in(office, "ada", "correct horse battery").body["token"];
  const auto change = [&](const std::string& old_one, const std::string& new_one) {
    return office.ask(here, "POST", "/v1/me/password", {{"password", old_one}, {"new_password", new_one}});
  };
  CHECK(change("wrong horse battery", "a new password").body["pointer"] == "/password");
  CHECK(change("correct horse battery", "short").body["pointer"] == "/new_password");
  REQUIRE(change("correct horse battery", "a new password").status == 200);
  CHECK(office.ask(here, "GET", "/v1/me").status == 200);
  CHECK(office.ask(there, "GET", "/v1/me").status == 401);
  CHECK(sign_in(office, "ada", "correct horse battery").status == 401);
  CHECK(sign_in(office, "ada", "a new password").status == 200);
  CHECK(office.everything().find("a new password") == std::string::npos);
}

TEST_CASE("Guessing the old password is slowed down like guessing at the door") {
  Office office;
  const std::string token = sign_in(office, "ada", "correct horse battery").body["token"];
  for (int i = 0; i < 5; ++i)
    CHECK(office
              .ask(token, "POST", "/v1/me/password",
                   {{"password", "guess"}, {"new_password", "a new password"}})
              .status == 422);
  CHECK(
      office
          .ask(token, "POST", "/v1/me/password", {{"password", "guess"}, {"new_password", "a new password"}})
          .status == 429);
}

TEST_CASE("A forgotten password is replaced by an admin, and the old one opens nothing") {
  Office office;
  const std::string token = sign_in(office, "ada", "correct horse battery").body["token"];
  const Answer made = office.post("/v1/people/ada/password", {{"why", "forgot it"}});
  REQUIRE(made.status == 200);
  CHECK(office.ask(token, "GET", "/v1/me").status == 401);
  CHECK(sign_in(office, "ada", "correct horse battery").status == 401);
  CHECK(sign_in(office, "ada", made.body["password"]).status == 200);
}

TEST_CASE("Somebody says in which zone they read dates") {
  Office office;
  const std::string token = sign_in(office, "ada", "correct horse battery").body["token"];
  CHECK(office.ask(token, "GET", "/v1/me").body["zone"] == "UTC");
  CHECK(office.ask(token, "PUT", "/v1/me", {{"zone", "Mars/Base"}}).status == 422);
  REQUIRE(office.ask(token, "PUT", "/v1/me", {{"zone", "Europe/Berlin"}}).status == 200);
  CHECK(office.ask(token, "GET", "/v1/me").body["zone"] == "Europe/Berlin");
  CHECK(office.ask("admin", "PUT", "/v1/me", {{"zone", "UTC"}}).status ==
        404);  // of a token whose person is gone
}

TEST_CASE("What is done to people is in the log, without a password") {
  Office office;
  office.post("/v1/people", {{"name", "bea"}, {"role", "viewer"}, {"why", "new here"}});
  office.post("/v1/people/bea/role", {{"role", "support"}, {"why", "trained"}});
  office.post("/v1/people/bea/password", {{"why", "forgot it"}});
  const Json entries = office.get("/v1/audit").body["entries"];
  REQUIRE(entries.size() == 3);
  const std::size_t last = entries.size() - 1;
  CHECK(entries[last - 2]["action"] == "person.add");
  CHECK(entries[last - 1]["action"] == "person.role");
  CHECK(entries[last - 1]["detail"]["role"] == "support");
  CHECK(entries[last - 1]["why"] == "trained");
  CHECK(entries[last]["action"] == "person.password");
  CHECK(entries[last]["detail"].count("password") == 0);
}

TEST_CASE("Sessions are for their owner and for admins") {
  Office office;
  CHECK(office.ask("support", "GET", "/v1/people/ada/sessions").status == 403);
  const std::string token = sign_in(office, "ada", "correct horse battery").body["token"];
  CHECK(office.ask(token, "GET", "/v1/me/sessions").body["sessions"] == Json::array());
  CHECK(office.ask("admin", "GET", "/v1/people/ada/sessions").body["sessions"] == Json::array());
  CHECK(office.ask("admin", "GET", "/v1/people/nobody/sessions").status == 404);
  CHECK(office.ask("admin", "POST", "/v1/people/ada/sessions/s_none/end", {{"why", "w"}}).status == 404);
}
