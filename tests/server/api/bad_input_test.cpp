#include "office.hpp"

using namespace gracegate;

namespace {

const Json kGood = {{"account", "acme"}, {"reason", "nonpayment"}, {"why", "overdue"}};

Json with(const char* member, const Json& value) {
  Json body = kGood;
  body[member] = value;
  return body;
}

Json without(const char* member) {
  Json body = kGood;
  body.erase(member);
  return body;
}

Json owing(const Json& owed) { return with("owed", owed); }

}  // namespace

TEST_CASE("A case that makes no sense is refused with the place of the fault, and nothing is stored") {
  Office office;
  office.account();
  struct Row {
    const char* pointer;
    Json body;
  };
  const std::string huge(60'000, 'x');
  const Row rows[] = {
      {"/account", without("account")},
      {"/reason", without("reason")},
      {"/why", without("why")},
      {"/why", with("why", "")},
      {"/why", with("why", " \n\t ")},
      {"/why", with("why", 7)},
      {"/why", with("why", nullptr)},
      {"/why", with("why", huge)},
      {"/account", with("account", 1)},
      {"/account", with("account", Json::array())},
      {"/account", with("account", huge)},
      {"/reason", with("reason", "greed")},
      {"/reason", with("reason", "NONPAYMENT")},
      {"/policy", with("policy", "none")},
      {"/policy", with("policy", 1)},
      {"/extra", with("extra", 1)},
      {"/a~1b~0c", with("a/b~c", 1)},
      {"/reference", with("reference", huge)},
      {"/message", with("message", "text")},
      {"/message/en", with("message", {{"en", 1}})},
      {"/message/en", with("message", {{"en", ""}})},
      {"/message/e n", with("message", {{"e n", "text"}})},
      {"/owed", owing(5)},
      {"/owed/minor", owing({{"currency", "USD"}})},
      {"/owed/minor", owing({{"minor", 0}, {"currency", "USD"}})},
      {"/owed/minor", owing({{"minor", -1}, {"currency", "USD"}})},
      {"/owed/minor", owing({{"minor", 1.5}, {"currency", "USD"}})},
      {"/owed/minor", owing({{"minor", "1"}, {"currency", "USD"}})},
      {"/owed/minor", owing({{"minor", 9'000'000'000'000'000'000}, {"currency", "USD"}})},
      {"/owed/minor", owing({{"minor", 18'446'744'073'709'551'615ull}, {"currency", "USD"}})},
      {"/owed/currency", owing({{"minor", 1}})},
      {"/owed/currency", owing({{"minor", 1}, {"currency", "XYZ"}})},
      {"/owed/currency", owing({{"minor", 1}, {"currency", "usd"}})},
      {"/owed/currency", owing({{"minor", 1}, {"currency", "US DOLLAR"}})},
      {"/owed/rest", owing({{"minor", 1}, {"currency", "USD"}, {"rest", 1}})},
      {"/owed/invoices", owing({{"minor", 1}, {"currency", "USD"}, {"invoices", {"A", "A"}}})},
      {"/owed/invoices", owing({{"minor", 1},
                                {"currency", "USD"},
                                {"invoices", Json::array({{{"number", "A"}, {"minor", 2}}})}})},
      {"/owed/invoices", owing({{"minor", 1}, {"currency", "USD"}, {"invoices", "A"}})},
      {"/owed/invoices/0", owing({{"minor", 1}, {"currency", "USD"}, {"invoices", {""}}})},
      {"/owed/invoices/0/number",
       owing({{"minor", 1}, {"currency", "USD"}, {"invoices", Json::array({{{"minor", 1}}})}})},
  };
  const std::string before = office.everything();
  for (const Row& row : rows) {
    const Answer answer = office.post("/v1/cases", row.body);
    INFO(row.pointer << " " << answer.text.substr(0, 300));
    CHECK(answer.status >= 400);
    CHECK(answer.status < 500);
    CHECK(answer.body["pointer"] == row.pointer);
    CHECK(answer.body["type"].get<std::string>().rfind("https://gracegate.dev/problems/", 0) == 0);
    CHECK(answer.body["status"] == answer.status);
    CHECK_FALSE(answer.body["detail"].get<std::string>().empty());
    CHECK(answer.text.size() < 1000);  // what was sent is not sent back
  }
  CHECK(office.everything() == before);
}

TEST_CASE("Bytes that are no JSON object are refused, and nothing is stored") {
  Office office;
  office.account();
  const std::string before = office.everything();
  const std::string bodies[] = {
      "",
      "{",
      "[]",
      "null",
      "\"x\"",
      "{\"account\":\"acme\",\"account\":\"acme\",\"reason\":\"other\",\"why\":\"w\"}",
      "{\"account\":\"acme\",\"\\u0061ccount\":\"acme\",\"reason\":\"other\",\"why\":\"w\"}",
      "\xEF\xBB\xBF{}",
      "{} {}",
      "{\"why\":\"\xff\"}",
      "{\"why\":\"a\\u0000b\",\"account\":\"acme\",\"reason\":\"other\"}",
      std::string(60'000, '['),
      "{\"a\":" + std::string(40, '[') + std::string(40, ']') + "}",
  };
  for (const std::string& body : bodies) {
    INFO(body.substr(0, 80));
    const Answer answer =
        office.send("admin", "POST", "/v1/cases", body, {{"Content-Type", "application/json"}});
    CHECK((answer.status == 400 || answer.status == 413));
  }
  for (const char* type : {"text/plain", "application/jsonx", "multipart/form-data; boundary=x", ""})
    CHECK(office.send("admin", "POST", "/v1/cases", kGood.dump(), {{"Content-Type", type}}).status == 415);
  CHECK(office.everything() == before);
}

TEST_CASE("An action that makes no sense is refused, and nothing is stored") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme");
  const std::string later = format_rfc3339(office.now + 30 * kDay);
  struct Row {
    const char* action;
    Json body;
  };
  const Row rows[] = {
      {"extend", {{"why", "w"}}},
      {"extend", {{"until", later}}},
      {"extend", {{"until", later}, {"days", 3}, {"why", "w"}}},
      {"extend", {{"until", "2026-12-24"}, {"why", "w"}}},
      {"extend", {{"until", "2026-12-24T10:00:00"}, {"why", "w"}}},
      {"extend", {{"until", "tomorrow"}, {"why", "w"}}},
      {"extend", {{"until", 1795367670}, {"why", "w"}}},
      {"extend", {{"until", "2026-11-24T10:00:00Z"}, {"why", "w"}}},
      {"extend", {{"until", "1970-01-01T00:00:00Z"}, {"why", "w"}}},
      {"extend", {{"until", "9999-12-31T23:59:59Z"}, {"why", "w"}}},
      {"extend", {{"days", 0}, {"why", "w"}}},
      {"extend", {{"days", -3}, {"why", "w"}}},
      {"extend", {{"days", 100000}, {"why", "w"}}},
      {"extend", {{"days", 2.5}, {"why", "w"}}},
      {"extend", {{"days", "3"}, {"why", "w"}}},
      {"extend", {{"days", 3}, {"why", "w"}, {"reason", "no"}}},
      {"hold", {{"days", 3}, {"why", "w"}}},
      {"hold", {{"days", 3}, {"reason", ""}, {"why", "w"}}},
      {"hold", {{"reason", "dispute"}, {"why", "w"}}},
      {"hold", {{"until", "2020-01-01T00:00:00Z"}, {"reason", "dispute"}, {"why", "w"}}},
      {"resume", {{"why", "w"}}},
      {"settle", Json::object()},
      {"settle", {{"why", "w"}, {"until", later}}},
      {"reopen", {{"why", "w"}}},
  };
  const std::string before = office.everything();
  for (const Row& row : rows) {
    const Answer answer = office.post("/v1/cases/" + id + "/" + row.action, row.body);
    INFO(row.action << " " << row.body << " " << answer.text);
    CHECK((answer.status == 400 || answer.status == 409 || answer.status == 422));
  }
  CHECK(office.post("/v1/cases/c_none/settle", {{"why", "w"}}).status == 404);
  CHECK(office.everything() == before);
}

TEST_CASE("Accounts, policies, payments and queries are checked as strictly") {
  Office office;
  office.account();
  const std::string huge(60'000, 'x');
  struct Row {
    const char* method;
    std::string target;
    Json body;
  };
  const Row rows[] = {
      {"PUT", "/v1/accounts/b", Json::object()},
      {"PUT", "/v1/accounts/b", {{"name", ""}}},
      {"PUT", "/v1/accounts/b", {{"name", huge}}},
      {"PUT", "/v1/accounts/b", {{"name", "x"}, {"zone", "Berlin"}}},
      {"PUT", "/v1/accounts/b", {{"name", "x"}, {"zone", "../../etc/passwd"}}},
      {"PUT", "/v1/accounts/b", {{"name", "x"}, {"locale", "e"}}},
      {"PUT", "/v1/accounts/b", {{"name", "x"}, {"locale", "<b>"}}},
      {"PUT", "/v1/accounts/b", {{"name", "x"}, {"contacts", {{{"kind", "boss"}, {"name", "x"}}}}}},
      {"PUT",
       "/v1/accounts/b",
       {{"name", "x"}, {"contacts", {{{"kind", "billing"}, {"name", "x"}, {"email", "no"}}}}}},
      {"PUT", "/v1/accounts/" + std::string(129, 'b'), {{"name", "x"}}},
      {"PUT", "/v1/policies/Bad", {{"why", "w"}}},
      {"PUT", "/v1/policies/p", Json::object()},
      {"PUT", "/v1/policies/p", {{"countdown_days", 0}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"countdown_days", -1}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"countdown_days", 1e9}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"read_only_days", -7}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"ends_in", "read_only"}, {"read_only_days", 7}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"ends_in", "never"}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"working_hours", {{"from", "17:00"}, {"to", "09:00"}}}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"working_hours", {{"from", "25:00"}}}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"working_hours", {{"days", {"noday"}}}}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"working_hours", {{"days", Json::array()}}}, {"why", "w"}}},
      {"PUT", "/v1/policies/p", {{"working_hours", {{"holidays", {"2026-02-30"}}}}, {"why", "w"}}},
      {"POST", "/v1/accounts/acme/payments", Json::object()},
      {"POST", "/v1/accounts/acme/payments", {{"payment", "p"}}},
      {"POST",
       "/v1/accounts/acme/payments",
       {{"payment", "p"}, {"amount", {{"minor", -5}, {"currency", "USD"}}}}},
      {"POST", "/v1/accounts/none/payments", {{"payment", "p"}, {"invoices", {"I"}}}},
      {"POST", "/v1/simulate", {{"policy", "none"}}},
      {"POST", "/v1/simulate", {{"policy", "standard"}, {"zone", "Mars"}}},
      {"POST", "/v1/simulate", {{"policy", "standard"}, {"start", "2026-11-22"}}},
      {"POST", "/v1/tokens", {{"kind", "root"}, {"name", "x"}, {"why", "w"}}},
      {"POST", "/v1/tokens", {{"kind", "person"}, {"name", "x"}, {"why", "w"}}},
      {"POST", "/v1/tokens", {{"kind", "product"}, {"name", "x"}, {"role", "admin"}, {"why", "w"}}},
      {"POST", "/v1/tokens", {{"kind", "account"}, {"name", "x"}, {"why", "w"}}},
      {"POST", "/v1/tokens", {{"kind", "account"}, {"name", "x"}, {"account", "none"}, {"why", "w"}}},
      {"POST",
       "/v1/tokens",
       {{"kind", "product"}, {"name", "x"}, {"expires_at", "2020-01-01T00:00:00Z"}, {"why", "w"}}},
      {"GET", "/v1/accounts?limit=0", nullptr},
      {"GET", "/v1/accounts?limit=501", nullptr},
      {"GET", "/v1/accounts?limit=x", nullptr},
      {"GET", "/v1/accounts?limit=1&limit=2", nullptr},
      {"GET", "/v1/accounts?open=maybe", nullptr},
      {"GET", "/v1/accounts?sort=name", nullptr},
      {"GET", "/v1/cases?state=closed", nullptr},
      {"GET", "/v1/cases?reason=x", nullptr},
      {"GET", "/v1/cases?mode=x", nullptr},
      {"GET", "/v1/accounts/acme/standing?at=2026-12-01", nullptr},
      {"GET", "/v1/accounts/acme/banner?role=boss", nullptr},
      {"GET", "/v1/accounts/acme/banner?format=pdf", nullptr},
      {"GET", "/v1/audit?after=-1", nullptr},
      {"GET", "/v1/audit?after=99999999999999999999", nullptr},
      {"GET", "/v1/cases/c_none", nullptr},
  };
  const std::string before = office.everything();
  for (const Row& row : rows) {
    const Answer answer = office.ask("admin", row.method, row.target, row.body);
    INFO(row.method << " " << row.target.substr(0, 80) << " " << row.body.dump().substr(0, 200) << " "
                    << answer.text.substr(0, 300));
    CHECK(answer.status >= 400);
    CHECK(answer.status < 500);
    CHECK(answer.body["detail"].is_string());
  }
  for (const char* target : {"/v1/feed?after=-1", "/v1/feed?after=x", "/v1/feed?wait=61", "/v1/feed?since=1",
                             "/v1/notices/acme?wait=x"})
    CHECK(office.ask("product", "GET", target).status == 400);
  CHECK(office.everything() == before);
}

TEST_CASE("Text typed by support is kept to the letter") {
  Office office;
  office.account();
  const std::string hostile =
      "<script>alert(1)</script> \" ' & \\ \xE2\x80\xAE {{x}} %s ; DROP TABLE cases; --";
  const std::string id =
      office.open_case("acme", {{"message", {{"en", hostile}}}, {"reference", hostile}, {"why", hostile}});
  const Json one = office.get("/v1/cases/" + id).body;
  CHECK(one["message"]["en"] == hostile);
  CHECK(one["reference"] == hostile);
  CHECK(office.get("/v1/audit?case=" + id).body["entries"].back()["why"] == hostile);
  CHECK(office.notice("acme").cases[0].message.at("en") == hostile);
}

TEST_CASE("A query that cannot be read is refused with the name of its parameter") {
  Office office;
  const Answer unknown = office.get("/v1/cases?colour=red");
  CHECK(unknown.status == 400);
  CHECK(unknown.body["parameter"] == "colour");
  CHECK(unknown.body.count("pointer") == 0);
  CHECK(office.get("/v1/audit?limit=0").body["parameter"] == "limit");
}
