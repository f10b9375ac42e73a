#include "office.hpp"

using namespace gracegate;

namespace {

const Json kNonpayment = {{"account", "acme"}, {"reason", "nonpayment"}, {"why", "INV-1"}};

}  // namespace

TEST_CASE("A dry run says what opening a case would do, and nothing is written") {
  Office office;
  office.account("acme");
  const std::string before = office.everything();
  const Answer tried = office.post("/v1/cases?dry_run=true", kNonpayment);
  REQUIRE(tried.status == 200);
  CHECK(tried.body["would"]["mode"] == "countdown");
  CHECK(tried.body["would"]["count"]["value"] == 14);
  CHECK(tried.body["notice"]["cases"].size() == 1);
  CHECK(tried.text.find("jws") == std::string::npos);  // nothing that a product would believe
  CHECK(office.everything() == before);
  CHECK(office.notice("acme").cases.empty());
  CHECK(office.get("/v1/cases").body["cases"].empty());
}

TEST_CASE("A dry run of an action says what the case would be, or why it cannot be") {
  Office office;
  office.account("acme");
  const std::string id = office.open_case("acme");
  const std::string before = office.everything();
  const Answer extended =
      office.post("/v1/cases/" + id + "/extend?dry_run=true", {{"days", 7}, {"why", "asked"}});
  REQUIRE(extended.status == 200);
  CHECK(extended.body["would"]["count"]["value"] == 21);
  CHECK(office.post("/v1/cases/" + id + "/resume?dry_run=true", {{"why", "w"}}).status == 409);
  CHECK(office.everything() == before);
  CHECK(office.get("/v1/cases/" + id).body["count"]["value"] == 14);
}

TEST_CASE("A dry run that is spelled wrongly does nothing either") {
  Office office;
  office.account("acme");
  for (const char* query : {"?dryrun=true", "?dry_run=yes", "?dry_run", "?dry_run=true&dry_run=true"})
    CHECK(office.post(std::string("/v1/cases") + query, kNonpayment).status == 400);
  CHECK(office.put("/v1/accounts/acme?dry_run=true", {{"name", "Acme"}}).status == 400);
  CHECK(office.get("/v1/cases").body["cases"].empty());
}
