#include "office.hpp"

using namespace gracegate;

TEST_CASE("With enforcement suspended all gates are open and banners stay, until its end") {
  Office office;
  office.account("a");
  office.account("b");
  office.open_case("a");
  office.open_case("b");
  office.now += 22 * kDay;
  CHECK(office.mode("a") == "shutdown");
  const Answer off = office.put("/v1/enforcement", {{"suspended", true},
                                                    {"until", format_rfc3339(office.now + 2 * kDay)},
                                                    {"reason", "payments are down"},
                                                    {"why", "incident 7"}});
  INFO(off.text);
  REQUIRE(off.status == 200);
  for (const char* account : {"a", "b"}) CHECK(office.mode(account) == "countdown");
  // A case opened meanwhile knows of it too.
  office.account("c");
  office.open_case("c");
  CHECK(office.notice("c").suspended);
  office.now += 2 * kDay;
  CHECK(office.mode("a") == "shutdown");
  CHECK(office.get("/v1/enforcement").body["suspended"] == false);
}

TEST_CASE("Enforcement can be switched on again before the end") {
  Office office;
  office.account("a");
  office.open_case("a");
  office.now += 22 * kDay;
  office.put(
      "/v1/enforcement",
      {{"suspended", true}, {"until", format_rfc3339(office.now + kDay)}, {"reason", "r"}, {"why", "w"}});
  CHECK(office.mode("a") == "countdown");
  CHECK(office.put("/v1/enforcement", {{"suspended", false}, {"why", "over"}}).status == 200);
  CHECK(office.mode("a") == "shutdown");
}

TEST_CASE("Enforcement has no end that is forgotten, and no suspension without a reason") {
  Office office;
  const std::string soon = format_rfc3339(office.now + kDay);
  const Json bad[] = {
      {{"suspended", true}, {"why", "w"}, {"reason", "r"}},
      {{"suspended", true}, {"why", "w"}, {"until", soon}},
      {{"suspended", true}, {"why", "w"}, {"reason", "r"}, {"until", format_rfc3339(office.now - kDay)}},
      {{"suspended", true}, {"why", "w"}, {"reason", "r"}, {"until", format_rfc3339(office.now + 91 * kDay)}},
      {{"suspended", true}, {"reason", "r"}, {"until", soon}},
      {{"why", "w"}},
      {{"suspended", "yes"}, {"why", "w"}},
  };
  const std::string before = office.everything();
  for (const Json& body : bad) {
    const Answer answer = office.put("/v1/enforcement", body);
    INFO(body << answer.text);
    CHECK((answer.status == 400 || answer.status == 422));
  }
  CHECK(office.everything() == before);
}
