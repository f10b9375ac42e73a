#include <csignal>

#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

TEST_CASE("Watch prints each change as it happens, also after the server was restarted") {
  House house;
  house.start_server();
  const auto people = house.background({"watch", "--after", "1"}, "people.log");
  const auto programs = house.background({"watch", "--json", "--after", "0"}, "programs.log");
  house.json({"account", "add", "acme", "--name", "Acme"});
  CHECK(people->line() == std::string(kNow) + " #2 admin account.add acme");
  CHECK(Json::parse(programs->line()).at("action") == "server.set_up");
  CHECK(Json::parse(programs->line()).at("account") == "acme");

  const int port = house.port();
  house.stop_server();
  house.start_server("data", port);
  const std::string id = house.opened({"acme", "--reason", "other", "--why", "two\nlines"});
  CHECK(people->line() == std::string(kNow) + " #3 admin case.open acme " + id + ": two lines");
  CHECK(Json::parse(programs->line()).at("why") == "two\nlines");

  for (Child* child : {people.get(), programs.get()}) {
    child->signal(child == people.get() ? SIGINT : SIGTERM);
    CHECK(child->rest().empty());
    CHECK(child->wait() == 0);
  }
}

// How many entries there are, one by one: the newest is searched by halves.
TEST_CASE("Watch without a number begins with what comes next") {
  House house;
  house.start_server();
  for (int round = 0; round < 5; ++round) {
    house.json({"account", "add", "before" + std::to_string(round), "--name", "x"});
    const auto watch = house.background({"--json", "watch"}, "watch.log");
    // What it says first is of a change made after it has begun; one made before would come out first.
    std::string said;
    for (int i = 0; said.empty(); ++i) {
      if (text_of(house.path("watch.log")).empty()) continue;
      house.json({"account", "add", "after" + std::to_string(round), "--name", "x"});
      said = watch->line();
    }
    CHECK(Json::parse(said).at("account") == "after" + std::to_string(round));
    watch->signal(SIGINT);
    CHECK(watch->wait() == 0);
  }
}

TEST_CASE("Watch ends when nobody reads it any more") {
  House house;
  house.start_server();
  const auto watch = house.background({"watch", "--after", "0"}, "watch.log");
  CHECK(watch->line().find("server.set_up") != std::string::npos);
  watch->stop_reading();
  CHECK(watch->wait() == 0);
}

}  // namespace
}  // namespace gracegate::ctl_test
