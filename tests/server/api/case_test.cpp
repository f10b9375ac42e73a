#include "office.hpp"

using namespace gracegate;

TEST_CASE("A case goes its way by the clock alone: countdown, read-only, shutdown, and open once settled") {
  Office office;
  office.account();
  const std::string id = office.open_case(
      "acme", {{"owed", {{"minor", 3000000}, {"currency", "USD"}, {"invoices", {"INV-1"}}}}});
  CHECK(office.mode("acme") == "countdown");
  const Json standing = office.get("/v1/accounts/acme/standing").body;
  CHECK(standing["count"] == Json({{"value", 14}, {"unit", "days"}}));
  CHECK(standing["counts_to"] == standing["deadline"]);
  office.now += 14 * kDay - Seconds{1};
  CHECK(office.mode("acme") == "countdown");
  office.now += Seconds{1};
  CHECK(office.mode("acme") == "read_only");
  const Json limited = office.get("/v1/accounts/acme/standing").body;
  CHECK(limited["count"] == Json({{"value", 7}, {"unit", "days"}}));
  CHECK(limited["counts_to"] == limited["next_change"]);
  office.now += 7 * kDay;
  CHECK(office.mode("acme") == "shutdown");
  const Answer settled = office.post("/v1/cases/" + id + "/settle", {{"why", "paid by wire"}});
  CHECK(settled.status == 200);
  CHECK(settled.body["state"] == "settled");
  CHECK(office.mode("acme") == "open");
  CHECK(office.notice("acme").cases.empty());
}

TEST_CASE("A banner is shown in the account's language, where no other is asked for") {
  Office office;
  REQUIRE(office.put("/v1/accounts/acme", {{"name", "Acme"}, {"locale", "de"}}).status == 201);
  office.open_case("acme");
  const auto language = [&](const char* query) {
    return office.get(std::string("/v1/accounts/acme/banner") + query).body["banner"]["locale"];
  };
  CHECK(language("") == "de");
  CHECK(language("?locale=ar") == "ar");
}

TEST_CASE("One reason never clears another") {
  Office office;
  office.account();
  const std::string unpaid = office.open_case("acme");
  office.now += kDay;
  const std::string seats = office.open_case("acme", {{"reason", "seat_overuse"}});
  office.now += 22 * kDay;
  CHECK(office.mode("acme") == "shutdown");
  CHECK(office.post("/v1/cases/" + unpaid + "/settle", {{"why", "paid"}}).status == 200);
  CHECK(office.mode("acme") == "shutdown");
  CHECK(office.notice("acme").cases.size() == 1);
  CHECK(office.notice("acme").cases[0].id == seats);
  CHECK(office.post("/v1/cases/" + seats + "/waive", {{"why", "bought seats"}}).status == 200);
  CHECK(office.mode("acme") == "open");
}

TEST_CASE("Every action leaves its trace: who, what, when and why") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme");
  const std::pair<const char*, Json> actions[] = {
      {"extend", {{"days", 3}, {"why", "promised"}}},
      {"hold", {{"days", 2}, {"reason", "dispute"}, {"why", "invoice is wrong"}}},
      {"resume", {{"why", "cleared"}}},
      {"settle", {{"why", "paid"}}},
      {"reopen", {{"why", "bounced"}}},
      {"release", {{"why", "let go"}}},
      {"reopen", {{"why", "came back"}}},
      {"waive", {{"why", "goodwill"}}},
      {"reopen", {{"why", "mistake"}}},
      {"escalate", {{"why", "agreed with finance"}}},
  };
  int version = 1;
  for (const auto& [action, body] : actions) {
    office.now += kHour;
    INFO(action);
    const Answer done = office.post("/v1/cases/" + id + "/" + action, body);
    INFO(done.text);
    REQUIRE(done.status == 200);
    CHECK(done.body["version"] == ++version);
    const Json last = office.get("/v1/audit?case=" + id).body["entries"].back();
    CHECK(last["action"] == std::string("case.") + action);
    CHECK(last["why"] == body["why"]);
    CHECK(last["actor"] == "admin");
    CHECK(last["at"] == format_rfc3339(office.now));
  }
  CHECK(office.get("/v1/audit/verify").body["ok"] == true);
}

TEST_CASE("What somebody else changed meanwhile is not overwritten") {
  Office office;
  office.account();
  const std::string target = "/v1/cases/" + office.open_case("acme");
  const std::string tag = office.get(target).header("ETag");
  const Json body = {{"days", 3}, {"why", "w"}};
  CHECK(office.ask("support", "POST", target + "/extend", body, {{"If-Match", tag}}).status == 200);
  CHECK(office.ask("support", "POST", target + "/extend", body, {{"If-Match", tag}}).status == 412);
  CHECK(office.ask("support", "POST", target + "/extend", body, {{"If-Match", "*"}}).status == 200);
}

TEST_CASE("Cases are listed by account, state, reason and mode") {
  Office office;
  office.account("a");
  office.account("b");
  office.open_case("a");
  const std::string ended = office.open_case("b", {{"reason", "other"}});
  office.post("/v1/cases/" + ended + "/waive", {{"why", "w"}});
  const auto count = [&](const std::string& filter) {
    return office.get("/v1/cases" + filter).body["cases"].size();
  };
  CHECK(count("") == 2);
  CHECK(count("?account=a") == 1);
  CHECK(count("?state=waived") == 1);
  CHECK(count("?reason=nonpayment") == 1);
  CHECK(count("?mode=countdown") == 1);
  CHECK(count("?mode=shutdown") == 0);
}

TEST_CASE("A preview is what the SDK would draw, for each role, without amounts for members") {
  Office office;
  office.account();
  office.open_case("acme", {{"owed", {{"minor", 3000000}, {"currency", "USD"}}}});
  for (const char* format : {"html", "text", "json"}) {
    const std::string target = std::string("/v1/accounts/acme/banner?format=") + format;
    CHECK(office.get(target + "&role=billing").text.find("30,000") != std::string::npos);
    CHECK(office.get(target + "&role=member").text.find("30,000") == std::string::npos);
    CHECK(office.get(target).text.find("14") != std::string::npos);
  }
}

TEST_CASE("The pay link names the account") {
  Office office;
  office.put("/v1/accounts/a%20b%2Fc", {{"name", "x"}});
  CHECK(office.notice("a%20b%2Fc", "a b/c").links.pay == "https://pay.example/a%20b%2Fc");
}

TEST_CASE("A hold that is ended in the second in which it began leaves a notice that readers take") {
  Office office;
  office.account();
  const std::string path = "/v1/cases/" + office.open_case("acme");
  REQUIRE(office.post(path + "/hold", {{"days", 3}, {"reason", "slip"}, {"why", "slip"}}).status == 200);
  CHECK(office.post(path + "/resume", {{"why", "slip"}}).status == 200);
  CHECK_FALSE(office.notice("acme").cases.front().hold);
}
