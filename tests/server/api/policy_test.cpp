#include "office.hpp"

using namespace gracegate;

TEST_CASE("A change of a policy makes a version, and never alters running cases") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme");
  const Answer changed = office.put(
      "/v1/policies/standard", {{"countdown_days", 30}, {"read_only_days", 7}, {"why", "finance agreed"}});
  REQUIRE(changed.status == 200);
  CHECK(changed.body["version"] == 2);
  CHECK(office.get("/v1/cases/" + id).body["deadline"] == format_rfc3339(office.now + 14 * kDay));
  const std::string later = office.open_case("acme");
  CHECK(office.get("/v1/cases/" + later).body["deadline"] == format_rfc3339(office.now + 30 * kDay));
  // Holding and resuming the older case keeps to the version that it was opened with.
  office.post("/v1/cases/" + id + "/hold", {{"days", 5}, {"reason", "dispute"}, {"why", "w"}});
  CHECK(office.get("/v1/cases/" + id).body["policy_version"] == 1);
}

TEST_CASE("Fewer than 14 days of countdown need the admin role, when the case is opened too") {
  Office office;
  office.account();
  CHECK(office.put("/v1/policies/quick", {{"countdown_days", 5}, {"why", "pilot customers"}}).status == 201);
  const Json body = {{"account", "acme"}, {"reason", "nonpayment"}, {"policy", "quick"}, {"why", "w"}};
  CHECK(office.ask("finance", "POST", "/v1/cases", body).status == 403);
  CHECK(office.ask("admin", "POST", "/v1/cases", body).status == 201);
}

TEST_CASE("A policy goes straight to shutdown only where somebody wrote so") {
  Office office;
  CHECK(office.put("/v1/policies/a", {{"why", "w"}}).body["read_only_days"] == 7);
  CHECK(office.put("/v1/policies/b", {{"read_only_days", nullptr}, {"why", "w"}})
            .body["read_only_days"]
            .is_null());
  const Answer ends = office.put("/v1/policies/c", {{"ends_in", "read_only"}, {"why", "w"}});
  CHECK(ends.status == 201);
  CHECK(ends.body["read_only_days"].is_null());
}

TEST_CASE("Who wants may fold the banner until the policy's days before the deadline, wherever that moves") {
  Office office;
  office.account();
  const auto snooze = [&] { return office.notice("acme").cases.at(0).snooze_until; };
  const std::string id = office.open_case("acme");
  CHECK(snooze() == office.now + 7 * kDay);
  office.put("/v1/policies/standard", {{"snooze_days_before", nullptr}, {"why", "all of it, always"}});
  office.post("/v1/cases/" + id + "/extend", {{"days", 5}, {"why", "w"}});
  CHECK(snooze() == office.now + 12 * kDay);  // by the version that it was opened with
  office.post("/v1/cases/" + id + "/hold", {{"days", 2}, {"reason", "dispute"}, {"why", "w"}});
  CHECK(snooze() == office.now + 14 * kDay);
  office.post("/v1/cases/" + id + "/settle", {{"why", "w"}});
  office.open_case("acme");
  CHECK_FALSE(snooze());
}

TEST_CASE("Left out, snoozing has its usual end; null is for none, and what cannot be is refused") {
  Office office;
  CHECK(office.put("/v1/policies/a", {{"why", "w"}}).body["snooze_days_before"] == 7);
  CHECK(office.put("/v1/policies/b", {{"snooze_days_before", 3}, {"why", "w"}}).body["snooze_days_before"] ==
        3);
  CHECK(office.put("/v1/policies/c", {{"snooze_days_before", nullptr}, {"why", "w"}})
            .body["snooze_days_before"]
            .is_null());
  const Answer refused = office.put("/v1/policies/d", {{"snooze_days_before", 2}, {"why", "w"}});
  CHECK(refused.status == 422);
  CHECK(refused.text.find("/snooze_days_before") != std::string::npos);
}

TEST_CASE("A simulation shows what a case would bring, in the customer's time") {
  Office office;
  const Answer shown =
      office.ask("viewer", "POST", "/v1/simulate",
                 {{"policy", "standard"}, {"start", "2026-11-22T16:18:52Z"}, {"zone", "Europe/Berlin"}});
  REQUIRE(shown.status == 200);
  CHECK(shown.body["deadline"] == "2026-12-06T16:18:52Z");
  CHECK(shown.body["stages"][1]["local"] == "2026-12-07T09:00:00+01:00");
  CHECK(office.everything().find("simulat") == std::string::npos);
}
