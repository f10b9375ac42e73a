#include "office.hpp"

using namespace gracegate;

TEST_CASE("Waiting for one account's entries goes on behind those of others") {
  Office office;
  office.account("acme");
  office.account("globex");
  const Json all = office.get("/v1/audit?after=0").body;
  const Json none = office.get("/v1/audit?account=initech&wait=60").body;
  CHECK(none["entries"].empty());
  CHECK(none["next"] == all["next"]);
}

TEST_CASE("An entry of the audit log says what changed, and not all the rest once more") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme", {{"message", {{"en", std::string(2000, 'm')}}}});
  REQUIRE(office.post("/v1/cases/" + id + "/extend", {{"days", 5}, {"why", "they asked"}}).status == 200);
  REQUIRE(office.put("/v1/accounts/acme", {{"name", "Acme"}, {"locale", "de"}}).status == 200);
  const Json entries = office.get("/v1/audit?account=acme").body["entries"];
  REQUIRE(entries.size() == 4);
  CHECK(entries[1]["detail"]["message"]["en"].get<std::string>().size() == 2000);
  const Json& extended = entries[2]["detail"];
  CHECK(extended.contains("deadline"));
  CHECK(extended["version"] == 2);
  CHECK_FALSE(extended.contains("message"));
  CHECK_FALSE(extended.contains("opened_at"));
  CHECK(entries[3]["detail"]["locale"] == "de");
  CHECK_FALSE(entries[3]["detail"].contains("created_at"));
}

TEST_CASE("A page that would grow beyond 1 MiB ends before that, and its next leads to the rest") {
  Office office;
  const Json large = {{"en", std::string(2000, 'a')}, {"de", std::string(2000, 'b')},
                      {"fr", std::string(2000, 'c')}, {"it", std::string(2000, 'd')},
                      {"es", std::string(2000, 'e')}, {"pt", std::string(2000, 'f')}};
  constexpr std::size_t kMany = 120;
  for (std::size_t i = 0; i < kMany; ++i) {
    const std::string id = "acme" + std::to_string(i);
    office.account(id);
    office.open_case(id, {{"message", large}});
  }
  for (const std::string list : {"accounts", "cases", "audit"}) {
    INFO(list);
    const std::string items = list == "audit" ? "entries" : list;
    std::size_t seen = 0;
    std::size_t pages = 0;
    for (std::string after; pages == 0 || seen < (list == "audit" ? 2 : 1) * kMany; ++pages) {
      const Answer page = office.get("/v1/" + list + "?limit=500" + after);
      CHECK(page.text.size() < 1'100'000);
      const Json& next = page.body["next"];
      REQUIRE_FALSE(page.body[items].empty());
      seen += page.body[items].size();
      after = "&after=" + (next.is_string() ? next.get<std::string>() : next.dump());
    }
    CHECK(pages == 2);
    CHECK(seen == (list == "audit" ? 2 : 1) * kMany);
  }
}
