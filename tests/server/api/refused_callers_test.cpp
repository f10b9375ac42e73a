#include "office.hpp"

using namespace gracegate;

namespace {

// The count of a reason and a kind of caller, as Prometheus reads it.
int refused(Office& office, const std::string& reason, const std::string& caller) {
  const std::string line =
      "\ngracegate_callers_refused_total{reason=\"" + reason + "\",caller=\"" + caller + "\"} ";
  const std::string text = office.ask("nobody", "GET", "/metrics").text;
  const std::size_t at = text.find(line);
  INFO(line);
  REQUIRE(at != std::string::npos);
  return std::stoi(text.substr(at + line.size()));
}

struct Key {
  std::string id, secret;
};

Key make_key(Office& office, Json body) {
  body.update({{"name", "n"}, {"why", "w"}});
  const Answer made = office.post("/v1/tokens", body);
  REQUIRE(made.status == 201);
  return {made.body["id"], made.body["token"]};
}

}  // namespace

TEST_CASE("Who is refused for who they are is counted by reason and kind, from zero on") {
  Office office;
  office.account();
  const Key expiring =
      make_key(office, {{"kind", "product"}, {"expires_at", format_rfc3339(office.now + kDay)}});
  const Key revoked = make_key(office, {{"kind", "account"}, {"account", "acme"}});
  REQUIRE(office.ask("admin", "DELETE", "/v1/tokens/" + revoked.id, {{"why", "w"}}).status == 200);
  office.now += kDay;
  struct Row {
    std::string caller, target, reason, kind;
    int status;
  };
  const Row rows[] = {
      {"nobody", "/v1/feed", "no-token", "unknown", 401},
      {"gg_product_guessed", "/v1/feed", "unknown-token", "unknown", 401},
      {expiring.secret, "/v1/feed", "expired", "product", 401},
      {revoked.secret, "/v1/notices/acme", "revoked", "account", 401},
      {"product", "/v1/accounts", "forbidden", "product", 403},
      {"viewer", "/v1/tokens", "forbidden", "person", 403},
  };
  for (const Row& row : rows) {
    INFO(row.caller << " " << row.reason);
    CHECK(refused(office, row.reason, row.kind) == 0);
    CHECK(office.ask(row.caller, "GET", row.target).status == row.status);
    CHECK(refused(office, row.reason, row.kind) == 1);
  }
}

TEST_CASE("An SDK key that is refused is named in the log, once for each reason, and its secret is not") {
  Office office;
  const Key key = make_key(office, {{"kind", "product"}});
  for (int i = 0; i < 3; ++i) CHECK(office.ask(key.secret, "GET", "/v1/accounts").status == 403);
  REQUIRE(office.told().size() == 1);
  REQUIRE(office.ask("admin", "DELETE", "/v1/tokens/" + key.id, {{"why", "w"}}).status == 200);
  for (int i = 0; i < 3; ++i) CHECK(office.ask(key.secret, "GET", "/v1/feed").status == 401);
  REQUIRE(office.told().size() == 2);
  CHECK(office.told()[1] ==
        "SDK key " + key.id + " is refused: it was revoked. What uses it hears of no change");
  CHECK(office.ask("viewer", "GET", "/v1/tokens").status == 403);  // of people nothing is told
  CHECK(office.ask("gg_product_guessed", "GET", "/v1/feed").status == 401);
  CHECK(office.told().size() == 2);
}

TEST_CASE("A sign-in with a wrong password is counted among those who were refused") {
  Office office;
  CHECK(refused(office, "wrong-login", "unknown") == 0);
  REQUIRE(office.ask("nobody", "POST", "/v1/login", {{"user", "ada"}, {"password", "wrong"}}).status == 401);
  CHECK(refused(office, "wrong-login", "unknown") == 1);
}
