#include "office.hpp"

namespace {

bool has_line(const std::string& text, const std::string& line) {
  return text.find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("The cause of a 500 is in the log and counted, and the client does not get it") {
  Office office;
  office.damage("ALTER TABLE accounts RENAME TO lost");
  const Answer answer = office.get("/v1/accounts/gg_secret");
  CHECK(answer.status == 500);
  CHECK(answer.text.find("no such table") == std::string::npos);
  CHECK(office.failed() == std::vector<std::string>{
                               "internal: GET /v1/accounts/{account}: report this: no such table: accounts"});
  CHECK(has_line(office.get("/metrics").text, "gracegate_failures_total{cause=\"internal\"} 1"));
}

TEST_CASE("The cause of a 503 is in the log and counted too") {
  Office office;
  office.stop_sign_ins();
  const Answer answer =
      office.ask("nobody", "POST", "/v1/login", {{"user", "ada"}, {"password", "correct horse battery"}});
  REQUIRE(answer.status == 503);
  CHECK(office.failed() ==
        std::vector<std::string>{"unavailable: POST /v1/login: " + answer.body["detail"].get<std::string>()});
  CHECK(has_line(office.get("/metrics").text, "gracegate_failures_total{cause=\"unavailable\"} 1"));
}

TEST_CASE("What is the client's fault is no failure of ours") {
  Office office;
  CHECK(office.get("/v1/accounts/nobody").status == 404);
  CHECK(office.ask("viewer", "GET", "/v1/tokens").status == 403);
  CHECK(office.post("/v1/cases", {{"account", 7}}).status == 400);
  CHECK(office.failed().empty());
  CHECK(has_line(office.get("/metrics").text, "gracegate_failures_total{cause=\"internal\"} 0"));
}
