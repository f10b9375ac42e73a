// One account with long messages must not keep others, or itself, from what has to be said.
#include "office.hpp"

using namespace gracegate;

namespace {

Json suspension(TimePoint until) {
  return {{"suspended", true},
          {"until", format_rfc3339(until)},
          {"reason", std::string(200, '"')},
          {"why", "incident 7"}};
}

Json case_with_messages(const std::string& account, std::size_t bytes) {
  Json message = Json::object();
  for (const char first : {'a', 'b', 'c', 'd'})
    for (const char second : {'a', 'b', 'c', 'd'}) {
      const std::size_t length = std::min<std::size_t>(bytes, 2000);
      if (length > 0) message[std::string{first, second}] = std::string(length, 'x');
      bytes -= length;
    }
  return {{"account", account}, {"reason", "nonpayment"}, {"why", "w"}, {"message", message}};
}

// Cases with messages as long as they are allowed, to the byte.
std::vector<std::string> fill(Office& office, const std::string& account, int cases) {
  std::vector<std::string> ids;
  for (int i = 1; i <= cases; ++i) {
    std::size_t fits = 0, refused = i < cases ? 16'000 : 32'001;
    while (i == cases && refused - fits > 1) {
      const std::size_t bytes = (fits + refused) / 2;
      const Answer answer = office.post("/v1/cases", case_with_messages(account, bytes));
      if (answer.status == 201) {
        office.post("/v1/cases/" + answer.body["id"].get<std::string>() + "/settle", {{"why", "too short"}});
        fits = bytes;
      } else {
        REQUIRE(answer.status == 413);
        refused = bytes;
      }
    }
    const Answer answer = office.post("/v1/cases", case_with_messages(account, i < cases ? refused : fits));
    REQUIRE(answer.status == 201);
    ids.push_back(answer.body["id"]);
  }
  return ids;
}

}  // namespace

TEST_CASE("An account with the longest messages allowed can be suspended, held and moved to another zone") {
  const int cases = GENERATE(2, 3);
  Office office;
  office.account("large");
  const std::vector<std::string> ids = fill(office, "large", cases);
  for (const std::string& id : ids)
    CHECK(office
              .post("/v1/cases/" + id + "/hold",
                    {{"days", 700}, {"reason", std::string(200, '"')}, {"why", "w"}})
              .status == 200);
  CHECK(office.put("/v1/accounts/large", {{"name", "Large"}, {"zone", "America/Argentina/Buenos_Aires"}})
            .status == 200);
  CHECK(office.put("/v1/enforcement", suspension(office.now + 90 * kDay)).status == 200);
  CHECK(office.notice("large").suspended);
  CHECK(office.failed().empty());
}

TEST_CASE("An account whose notice cannot be signed keeps nobody from being suspended, and is named") {
  Office office;
  for (const char* account : {"a", "large", "z"}) {
    office.account(account);
    office.open_case(account);
  }
  office.damage(
      "INSERT INTO messages SELECT id, 'de', printf('%.8001c', 'x') FROM cases WHERE account = 'large'");
  office.now += 22 * kDay;
  const Answer off = office.put("/v1/enforcement", suspension(office.now + kDay));
  INFO(off.text);
  CHECK(off.status == 200);
  for (const char* account : {"a", "z"}) CHECK(office.mode(account) == "countdown");
  REQUIRE(office.failed().size() == 1);
  CHECK(office.failed()[0].find("notice: the notice of account large could not be signed anew") == 0);
  CHECK(office.get("/metrics").text.find("gracegate_failures_total{cause=\"notice\"} 1\n") !=
        std::string::npos);
}
