// What customers are told of cases that ended lately.
#include "office.hpp"

using namespace gracegate;

namespace {

std::size_t in_snapshot(Office& office) {
  return office.ask("product", "GET", "/v1/feed?after=0").body["notices"].size();
}

// An account with a case of a day's age; its id.
std::string case_that_was_seen(Office& office) {
  office.account();
  std::string id = office.open_case("acme", {{"owed", {{"minor", 3'000'000}, {"currency", "USD"}}}});
  office.now += kDay;
  return id;
}

}  // namespace

TEST_CASE("Who has paid is thanked for a quarter of an hour, and then nobody holds the notice any longer") {
  Office office;
  const std::string id = case_that_was_seen(office);
  office.post("/v1/accounts/acme/payments",
              {{"payment", "p-1"}, {"amount", {{"minor", 3'000'000}, {"currency", "USD"}}}});
  const Notice thanks = office.notice("acme");
  CHECK(thanks.cases.empty());
  REQUIRE(thanks.ended.size() == 1);
  CHECK(thanks.ended[0].id == id);
  CHECK(thanks.ended[0].how == Ending::settled);
  CHECK(thanks.ended[0].until == office.now + Seconds(15 * 60));
  CHECK(office.get("/v1/accounts/acme/banner?format=text").text.find("Thank you") != std::string::npos);
  CHECK(in_snapshot(office) == 1);

  office.now += Seconds(15 * 60 - 1);
  office.let_time_work();
  CHECK(in_snapshot(office) == 1);
  office.now += Seconds(1);
  CHECK(office.get("/v1/accounts/acme/banner?format=text").text.empty());
  office.let_time_work();
  CHECK(in_snapshot(office) == 0);
  CHECK(office.notice("acme").ended.empty());
  CHECK(office.mode("acme") == "open");
}

TEST_CASE("A customer who was let go reads a farewell for 30 days, also while another case is open") {
  Office office;
  const std::string id = case_that_was_seen(office);
  office.post("/v1/cases/" + id + "/release", {{"why", "not renewed"}});
  const TimePoint until = office.now + 30 * kDay;
  const std::string other = office.open_case("acme");
  for (const TimePoint now : {office.now, until - Seconds(1)}) {
    office.now = now;
    office.let_time_work();
    const Notice notice = office.notice("acme");
    REQUIRE(notice.ended.size() == 1);
    CHECK(notice.ended[0].how == Ending::released);
    CHECK(notice.ended[0].until == until);
    CHECK(notice.cases.size() == 1);
  }
  office.now = until;
  office.let_time_work();
  CHECK(office.notice("acme").ended.empty());
  CHECK(office.notice("acme").cases.at(0).id == other);
}

TEST_CASE("Until when data can be taken out is said by an instant or by days, not by both") {
  Office office;
  office.account();
  const auto released = [&](const Json& more) {
    return office.ask("admin", "POST", "/v1/cases/" + office.open_case("acme") + "/release", more);
  };
  CHECK(released({{"why", "w"}}).body["data_until"] == format_rfc3339(office.now + 30 * kDay));
  CHECK(released({{"why", "w"}, {"days", 90}}).body["data_until"] == format_rfc3339(office.now + 90 * kDay));
  const std::string until = format_rfc3339(office.now + kDay);
  CHECK(released({{"why", "w"}, {"until", until}}).body["data_until"] == until);
  CHECK(released({{"why", "w"}, {"until", until}, {"days", 1}}).body["pointer"] == "/days");
  CHECK(released({{"why", "w"}, {"until", format_rfc3339(office.now)}}).body["pointer"] == "/until");
  CHECK(released({{"why", "w"}, {"days", 732}}).body["pointer"] == "/days");
}

TEST_CASE("A case that goes on is not told as ended, and the account is limited as before") {
  Office office;
  const std::string id = case_that_was_seen(office);
  office.post("/v1/cases/" + id + "/settle", {{"why", "paid"}});
  CHECK(office.notice("acme").ended.size() == 1);
  office.post("/v1/cases/" + id + "/reopen", {{"why", "charged back"}});
  CHECK(office.notice("acme").ended.empty());
  CHECK(office.notice("acme").cases.size() == 1);
}

TEST_CASE("The end of a case that nobody can have seen is not told") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme", {{"policy", "gentle"}});
  office.now += kDay;
  office.post("/v1/cases/" + id + "/waive", {{"why", "our mistake"}});
  CHECK(office.notice("acme").ended.empty());
  CHECK(in_snapshot(office) == 0);
}
