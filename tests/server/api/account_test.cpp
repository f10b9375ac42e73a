#include "office.hpp"
#include "server/cases/calendar.hpp"

using namespace gracegate;

TEST_CASE("In a new zone limits to come wait for its working hours, and nothing comes earlier") {
  Office office;
  office.account("acme", "Europe/Berlin");
  const std::string id = office.open_case("acme");
  const Notice before = office.notice("acme");
  const char* zone = GENERATE("Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati", "Etc/GMT+12");
  INFO(zone);
  SECTION("before the deadline") {}
  SECTION("while read-only") { office.now = before.cases[0].stages[1].from + kHour; }
  const std::string mode = office.mode("acme");
  REQUIRE(office.put("/v1/accounts/acme", {{"name", "A"}, {"zone", zone}}).status == 200);
  const Notice after = office.notice("acme");
  CHECK(office.mode("acme") == mode);
  CHECK(after.cases[0].deadline == before.cases[0].deadline);
  REQUIRE(after.cases[0].stages.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const Stage& stage = after.cases[0].stages[i];
    CHECK(stage.from >= before.cases[0].stages[i].from);
    if (stage.mode <= Mode::countdown || stage.from <= office.now) {
      CHECK(stage.from == before.cases[0].stages[i].from);
    } else {
      CHECK(server::next_working_time({}, zone, stage.from) == stage.from);
      CHECK(stage.from < before.cases[0].stages[i].from + 4 * kDay);
    }
  }
  CHECK(office.get("/v1/cases/" + id).body["version"] == 2);
}

TEST_CASE("An account is added, changed, found and listed") {
  Office office;
  const Json body = {
      {"name", "Acme GmbH"},
      {"zone", "Europe/Berlin"},
      {"locale", "de"},
      {"contacts",
       {{{"kind", "billing"}, {"name", "Ada"}, {"email", "ada@example.com"}, {"phone", "+49 1"}}}}};
  CHECK(office.put("/v1/accounts/acme", body).status == 201);
  const Answer changed = office.put("/v1/accounts/acme", {{"name", "Acme AG"}});
  CHECK(changed.status == 200);
  const Answer found = office.get("/v1/accounts/acme");
  CHECK(found.body["name"] == "Acme AG");
  CHECK(found.body["zone"] == "Europe/Berlin");  // what a change leaves out stays
  CHECK(found.body["contacts"][0]["email"] == "ada@example.com");
  CHECK(office.get("/v1/accounts/nobody").status == 404);
}

TEST_CASE("A contact that cannot be reached is refused, and the place of its fault is named") {
  Office office;
  struct Row {
    const char* way;
    std::string text;
    int status;
  };
  for (const Row& row :
       {Row{"email", "ada", 422}, Row{"email", "ada@", 422}, Row{"email", "ada byron@example.com", 422},
        Row{"email", std::string(243, 'a') + "@example.com", 413}, Row{"phone", "call Ada", 422},
        Row{"phone", "ada@example.com", 422}, Row{"phone", std::string(33, '1'), 413}}) {
    INFO(row.way << " " << row.text);
    const Answer answer = office.put(
        "/v1/accounts/acme",
        {{"name", "Acme"}, {"contacts", {{{"kind", "billing"}, {"name", "Ada"}, {row.way, row.text}}}}});
    CHECK(answer.status == row.status);
    CHECK(answer.body["pointer"] == std::string("/contacts/0/") + row.way);
    CHECK(office.get("/v1/accounts/acme").status == 404);
  }
}

TEST_CASE("Account ids with spaces, slashes, quotes and other scripts are one account each") {
  Office office;
  const std::string ids[] = {"a%20b", "a%2Fb", "a%22b",           "a'b", "%E2%80%8Fabc", "..%2F..",
                             "%25",   "Ω",     "a%3Bdrop%20table"};
  for (const std::string& id : ids) {
    INFO(id);
    const std::string sent = id == "Ω" ? "%CE%A9" : id;
    CHECK(office.put("/v1/accounts/" + sent, {{"name", "x"}}).status == 201);
    CHECK(office.put("/v1/accounts/" + sent, {{"name", "x"}}).status == 200);
    CHECK(office.ask("product", "GET", "/v1/notices/" + sent).status == 200);
  }
  CHECK(office.get("/v1/accounts?limit=500").body["accounts"].size() == std::size(ids));
}

TEST_CASE("Lists come in pages") {
  Office office;
  for (const char* id : {"a", "b", "c", "d", "e"}) office.account(id);
  office.open_case("d");
  Answer page = office.get("/v1/accounts?limit=2");
  CHECK(page.body["accounts"].size() == 2);
  REQUIRE(page.body["next"] == "b");
  page = office.get("/v1/accounts?limit=3&after=b");
  CHECK(page.body["accounts"][0]["id"] == "c");
  CHECK(office.get("/v1/accounts?after=e").body["next"].is_null());
  const Answer open = office.get("/v1/accounts?open=true");
  REQUIRE(open.body["accounts"].size() == 1);
  CHECK(open.body["accounts"][0]["open_cases"].size() == 1);
  CHECK(office.get("/v1/accounts?q=NAME%20of%20C").body["accounts"].size() == 1);
}

TEST_CASE("An account that nobody has told us of has a signed notice without cases") {
  Office office;
  const gracegate::Notice notice = office.notice("stranger");
  CHECK(notice.cases.empty());
  CHECK(office.mode("stranger") == "open");
  CHECK(office.get("/v1/accounts/stranger/standing").body["mode"] == "open");
}
