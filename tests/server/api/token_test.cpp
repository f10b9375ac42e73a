#include "office.hpp"

using namespace gracegate;

TEST_CASE("A token is shown once, works, expires and can be revoked") {
  Office office;
  const Answer made = office.post("/v1/tokens", {{"kind", "person"},
                                                 {"name", "billing robot"},
                                                 {"role", "finance"},
                                                 {"expires_at", format_rfc3339(office.now + kDay)},
                                                 {"why", "webhook"}});
  REQUIRE(made.status == 201);
  const std::string secret = made.body["token"];
  CHECK(office.everything().find(secret) == std::string::npos);
  CHECK(office.ask(secret, "GET", "/v1/me").body["role"] == "finance");
  office.now += kDay - Seconds{1};
  CHECK(office.ask(secret, "GET", "/v1/me").status == 200);
  office.now += Seconds{1};
  CHECK(office.ask(secret, "GET", "/v1/me").status == 401);
}

TEST_CASE("A revoked token is out at once") {
  Office office;
  const Answer made = office.post("/v1/tokens", {{"kind", "product"}, {"name", "n"}, {"why", "w"}});
  const std::string secret = made.body["token"];
  CHECK(office.ask(secret, "GET", "/v1/feed").status == 200);
  const std::string id = made.body["id"];
  CHECK(office.ask("admin", "DELETE", "/v1/tokens/" + id, {{"why", "leaked"}}).status == 200);
  CHECK(office.ask(secret, "GET", "/v1/feed").status == 401);
  CHECK(office.ask("admin", "DELETE", "/v1/tokens/t_none", {{"why", "w"}}).status == 404);
}
