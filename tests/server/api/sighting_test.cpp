// No warning seen, no restriction.
#include "office.hpp"

using namespace gracegate;

namespace {

Answer report(Office& office, const std::string& caller, const std::string& account, const std::string& id) {
  return office.ask(caller, "POST", "/v1/sightings",
                    {{"sightings", Json::array({{{"account", account}, {"case", id}}})}});
}

Json one(Office& office, const std::string& id) { return office.get("/v1/cases/" + id).body; }

}  // namespace

TEST_CASE("The first sighting of a case is kept and logged, later ones change nothing") {
  Office office;
  office.account();
  const std::string id = office.open_case("acme");
  CHECK(one(office, id)["seen_at"].is_null());
  office.now += Seconds(90);
  CHECK(report(office, "product", "acme", id).body["first"] == 1);
  const std::string seen = format_rfc3339(office.now);
  CHECK(one(office, id)["seen_at"] == seen);
  CHECK(one(office, id)["version"] == 1);
  CHECK(office.get("/v1/audit?case=" + id).body["entries"].back()["action"] == "case.seen");
  const std::string before = office.everything();
  office.now += Seconds(90);
  CHECK(report(office, "product", "acme", id).body["first"] == 0);
  CHECK(one(office, id)["seen_at"] == seen);
  CHECK(office.everything() == before);
}

TEST_CASE("A sighting in the name of another account, of an unknown or an ended case, counts for nothing") {
  Office office;
  office.account();
  office.account("bolt");
  const std::string id = office.open_case("acme");
  const std::string ended = office.open_case("acme");
  office.post("/v1/cases/" + ended + "/settle", {{"why", "w"}});
  const std::string before = office.everything();
  CHECK(report(office, "product", "bolt", id).body["first"] == 0);
  CHECK(report(office, "product", "acme", "c_unknown").body["first"] == 0);
  CHECK(report(office, "product", "acme", ended).body["first"] == 0);
  CHECK(office.everything() == before);
}

TEST_CASE("An account key reports sightings of its own account alone") {
  Office office;
  office.account();
  office.account("bolt");
  const std::string id = office.open_case("acme");
  const auto key_of = [&](const char* account) -> std::string {
    return office.post("/v1/tokens", {{"kind", "account"}, {"account", account}, {"name", "n"}, {"why", "w"}})
        .body["token"];
  };
  CHECK(report(office, key_of("bolt"), "acme", id).status == 403);
  CHECK(one(office, id)["seen_at"].is_null());
  CHECK(report(office, key_of("acme"), "acme", id).body["first"] == 1);
}

TEST_CASE("A report of one case twice, and of many, is one transaction; a malformed one changes nothing") {
  Office office;
  office.account();
  const Json first = {{"account", "acme"}, {"case", office.open_case("acme")}};
  const Json second = {{"account", "acme"}, {"case", office.open_case("acme")}};
  const auto send = [&](const Json& sightings) {
    return office.ask("product", "POST", "/v1/sightings", {{"sightings", sightings}});
  };
  const std::string before = office.everything();
  for (const Json& wrong : {Json("c_1"), Json(Json::array({first, {{"account", "acme"}}})),
                            Json(Json::array({first, {{"account", "acme"}, {"case", 7}}})),
                            Json(Json::array({{{"account", "acme"}, {"case", "c"}, {"person", "ada"}}}))})
    CHECK(send(wrong).status == 400);
  CHECK(send(std::vector<Json>(501, first)).status == 413);
  CHECK(office.everything() == before);
  CHECK(send({first, first, second}).body["first"] == 2);
  CHECK(send(Json::array()).status == 200);
}

TEST_CASE("No warning seen, no restriction: the deadline moves, the customer and support are told") {
  Office office;
  office.account();
  const std::string unseen = office.open_case("acme");
  const TimePoint deadline = office.now + 14 * kDay;
  office.now = deadline - kDay;
  CHECK(office.look_after_unseen().empty());
  office.now += Seconds(1);
  const auto told = office.look_after_unseen();
  REQUIRE(told.size() == 1);
  CHECK(told.front().find(unseen) != std::string::npos);
  CHECK(told.front().find("acme") != std::string::npos);
  CHECK(one(office, unseen)["deadline"] == format_rfc3339(deadline + 7 * kDay));
  CHECK(office.notice("acme").cases.at(0).deadline == deadline + 7 * kDay);
  const Json entry = office.get("/v1/audit?case=" + unseen).body["entries"].back();
  CHECK(entry["actor"] == "system");
  CHECK(entry["action"] == "case.extend");
  CHECK(office.look_after_unseen().empty());
}

TEST_CASE("A case that was seen keeps its deadline, and so does one whose policy does not ask") {
  Office office;
  office.account();
  office.put("/v1/policies/machines", {{"needs_sighting", false}, {"why", "no network there"}});
  const std::string seen = office.open_case("acme");
  const std::string unasked = office.open_case("acme", {{"policy", "machines"}});
  report(office, "product", "acme", seen);
  office.now += 14 * kDay - Seconds(1);
  CHECK(office.look_after_unseen().empty());
  CHECK(one(office, unasked)["seen_at"].is_null());
}

TEST_CASE("Several unseen cases of several accounts all get time, and only they") {
  Office office;
  office.account();
  office.account("bolt");
  office.account("corp");
  for (const char* account : {"acme", "acme", "bolt"}) office.open_case(account);
  report(office, "product", "corp", office.open_case("corp"));
  office.now += 14 * kDay;
  CHECK(office.look_after_unseen().size() == 3);
  CHECK(office.mode("acme") == "countdown");
  CHECK(office.mode("bolt") == "countdown");
  for (const NoticeCase& one : office.notice("acme").cases) CHECK(one.deadline == office.now + 7 * kDay);
}

TEST_CASE("Cases that nobody has seen can be listed") {
  Office office;
  office.account();
  const std::string seen = office.open_case("acme");
  const std::string unseen = office.open_case("acme");
  report(office, "product", "acme", seen);
  const Json cases = office.get("/v1/cases?unseen=true").body["cases"];
  REQUIRE(cases.size() == 1);
  CHECK(cases[0]["id"] == unseen);
  CHECK(office.get("/v1/cases?unseen=false").body["cases"].size() == 2);
}
