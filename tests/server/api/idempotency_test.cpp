#include "office.hpp"

TEST_CASE("A request repeated with its key is done once and answered alike") {
  Office office;
  office.account();
  const Json body = {{"account", "acme"}, {"reason", "nonpayment"}, {"why", "w"}};
  const Answer first = office.ask("support", "POST", "/v1/cases", body, {{"Idempotency-Key", "k-1"}});
  REQUIRE(first.status == 201);
  CHECK(first.header("Idempotent-Replayed").empty());
  const Answer again = office.ask("support", "POST", "/v1/cases", body, {{"Idempotency-Key", "k-1"}});
  CHECK(again.status == 201);
  CHECK(again.text == first.text);
  CHECK(again.header("Idempotent-Replayed") == "true");
  CHECK(office.get("/v1/cases").body["cases"].size() == 1);
}

TEST_CASE("A key belongs to one request of one caller") {
  Office office;
  office.account();
  const Json body = {{"account", "acme"}, {"reason", "nonpayment"}, {"why", "w"}};
  REQUIRE(office.ask("support", "POST", "/v1/cases", body, {{"Idempotency-Key", "k"}}).status == 201);
  Json other = body;
  other["why"] = "another";
  CHECK(office.ask("support", "POST", "/v1/cases", other, {{"Idempotency-Key", "k"}}).status == 409);
  CHECK(office.ask("finance", "POST", "/v1/cases", body, {{"Idempotency-Key", "k"}}).status == 201);
  CHECK(office.get("/v1/cases").body["cases"].size() == 2);
}

TEST_CASE("A refused request uses no key up") {
  Office office;
  const Json body = {{"account", "acme"}, {"reason", "nonpayment"}, {"why", "w"}};
  CHECK(office.ask("support", "POST", "/v1/cases", body, {{"Idempotency-Key", "k"}}).status == 404);
  office.account();
  CHECK(office.ask("support", "POST", "/v1/cases", body, {{"Idempotency-Key", "k"}}).status == 201);
}

TEST_CASE("A key that is none is refused, and a secret is never kept under one") {
  Office office;
  office.account();
  const Json body = {{"account", "acme"}, {"reason", "nonpayment"}, {"why", "w"}};
  for (const std::string& key : {std::string(), std::string(129, 'k')})
    CHECK(office.ask("support", "POST", "/v1/cases", body, {{"Idempotency-Key", key}}).status == 400);
  const Json token = {{"kind", "product"}, {"name", "n"}, {"why", "w"}};
  CHECK(office.ask("admin", "POST", "/v1/tokens", token, {{"Idempotency-Key", "k"}}).status == 400);
}
