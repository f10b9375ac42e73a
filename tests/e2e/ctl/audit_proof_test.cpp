// What a log that looks whole cannot say of itself: whether its end is missing.
#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

std::string noted_head(const House& house) {
  const Json proof = house.json({"audit", "verify"});
  return proof.at("entries").dump() + ":" + proof.at("head").get<std::string>();
}

void add_account(const House& house, const std::string& id) {
  house.json({"account", "add", id, "--name", id});
}

void check_missed(const House& house, const std::string& noted) {
  INFO(noted);
  CHECK(house.ctl({"audit", "verify"}).code == 0);
  const Outcome missed = house.ctl({"audit", "verify", "--expect", noted});
  CHECK(missed.code == 1);
  CHECK(missed.out.empty());
  CHECK(missed.err.find("no entry " + noted.substr(0, noted.find(':'))) != std::string::npos);
  const Outcome proof = house.ctl({"--json", "audit", "verify", "--expect", noted});
  CHECK(proof.code == 1);
  CHECK(Json::parse(proof.out).at("expected") == false);
}

TEST_CASE("A log that has the entry that was noted passes, however it has grown since") {
  House house;
  house.start_server();
  const std::string first = noted_head(house);
  CHECK(house.json({"audit", "verify", "--expect", first}).at("expected") == true);
  add_account(house, "acme");
  add_account(house, "globex");
  CHECK(house.ctl({"audit", "verify", "--expect", first}).code == 0);
  CHECK(house.ctl({"audit", "verify", "--expect", noted_head(house)}).code == 0);
  check_missed(house, "1:" + noted_head(house).substr(2));
}

TEST_CASE("A log that was cut off at its end fails against what was noted, and so does one that grew anew") {
  House house;
  house.start_server();
  REQUIRE(house.ctl({"backup", house.path("backup.db")}).code == 0);
  add_account(house, "acme");
  const std::string noted = noted_head(house);
  house.stop_server();
  // An older copy of the database is a log without its end.
  REQUIRE(house.ctl({"restore", house.path("backup.db"), "--data", house.path("restored")}).code == 0);
  house.start_server("restored");
  check_missed(house, noted);
  add_account(house, "globex");
  add_account(house, "initech");
  check_missed(house, noted);
}

}  // namespace
}  // namespace gracegate::ctl_test
