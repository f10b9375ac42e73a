// The clock: deadlines crossed on time, counts that agree, clocks that are wrong or run fast.
#include <iostream>

#include "tests/e2e/world.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

namespace {

const TimePoint kOpened = instant("2026-03-02T10:00:00Z");

std::string mode_of(Browser& browser) {
  const Json tab = browser.tab();
  return tab.is_object() ? tab.at("mode").get<std::string>() : tab.is_null() ? "open" : "no answer";
}

}  // namespace

TEST_CASE("A process and a tab that run across the deadline switch on time") {
  World world;
  Sample& notes = world.start_sample();
  world.move_to(kOpened, 0);
  world.add_account("acme");
  world.open_case("acme");
  Browser tab = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return mode_of(tab) == "countdown"; }));
  for (const auto& [at, mode, read, write] :
       {std::tuple{fortnight_after(kOpened) - Seconds(1), "countdown", 200, 201},
        {fortnight_after(kOpened), "read_only", 200, 402},
        {fortnight_after(kOpened) + Seconds(1), "read_only", 200, 402},
        {fortnight_after(kOpened) + 7 * kDay - Seconds(1), "read_only", 200, 402},
        {fortnight_after(kOpened) + 7 * kDay, "shutdown", 402, 402}}) {
    world.move_to(at, 0);
    CAPTURE(mode, gracegate::format_rfc3339(at));
    CHECK(mode_of(tab) == mode);
    CHECK(world.mode("acme") == mode);
    CHECK(tab.get("/notes").status == read);
    CHECK(notes.program("acme", "POST", "/api/notes", note("x")).status == write);
  }
  CHECK(notes.end() == 0);  // one process all the time
}

namespace {

// "14 days" as the API says it.
std::string in_words(const Json& count) {
  const long long value = count.at("value").get<long long>();
  std::string unit = count.at("unit").get<std::string>();
  if (value == 1) unit.pop_back();
  return std::to_string(value) + " " + unit;
}

void counts_agree(const World& world, const Sample& notes, const std::string& account) {
  CAPTURE(account, gracegate::format_rfc3339(world.now()));
  const std::string expected =
      in_words(world.ask("GET", "/v1/accounts/" + account + "/standing").json().at("count"));
  Browser member = notes.signed_in(account + "-member");
  CAPTURE(expected);
  CHECK(member.get("/notes").has(expected));
  CHECK(member.tab().at("count_text") == expected);
  CHECK(world.ctl_outcome({"banner", account}).out.find(expected) != std::string::npos);
  CHECK(world.ctl_outcome({"standing", account}).out.find(expected) != std::string::npos);
}

struct Season {
  const char* start;  // a Monday, so that a fortnight later is no weekend
  std::vector<const char*> zones;
};

}  // namespace

TEST_CASE(
    "The count is the same in page, API, terminal and tab, at UTC-11, UTC+14 and across both clock changes") {
  const auto [start, changes] = GENERATE(table<const char*, const char*>(
      {{"2026-03-23T10:00:00Z", "Europe/Berlin"},     // the clocks go forward on 29 March
       {"2026-10-19T10:00:00Z", "Europe/Berlin"}}));  // and back on 25 October
  World world(instant(start));
  Sample& notes = world.start_sample();
  world.move_to(instant(start), 0);
  const std::vector<std::pair<std::string, std::string>> accounts = {
      {"acme", "Pacific/Pago_Pago"}, {"globex", "Pacific/Kiritimati"}, {"hooli", changes}};
  for (const auto& [account, zone] : accounts) {
    world.add_account(account, zone);
    world.open_case(account);
    Browser member = notes.signed_in(account + "-member");
    REQUIRE(eventually([&, one = &member] { return one->tab().is_object(); }));
  }
  const TimePoint deadline = fortnight_after(instant(start));
  for (const TimePoint at : {instant(start), deadline - 8 * kDay - Seconds(1), deadline - 8 * kDay,
                             deadline - kDay, deadline - kDay + Seconds(1), deadline - Seconds(1)}) {
    world.move_to(at, 0);
    for (const auto& [account, zone] : accounts) counts_agree(world, notes, account);
  }
}

namespace {

// The modes that an observer met, without repetition.
class Modes {
 public:
  void saw(const std::string& mode) {
    if (modes_.empty() || modes_.back() != mode) modes_.push_back(mode);
  }
  bool has(const std::string& mode) const { return !modes_.empty() && modes_.back() == mode; }
  const std::vector<std::string>& all() const { return modes_; }

 private:
  std::vector<std::string> modes_;
};

}  // namespace

TEST_CASE("A fortnight on a clock that runs 200,000 times as fast passes all modes in order, everywhere") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.open_case("acme");
  Browser tab = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return mode_of(tab) == "countdown"; }));
  Modes of_server, of_product;
  world.move_to(kOpened + kHour, 200000);
  REQUIRE(eventually([&] {
    of_server.saw(world.mode("acme"));
    of_product.saw(mode_of(tab));
    return of_server.has("shutdown") && of_product.has("shutdown");
  }));
  const std::vector<std::string> order = {"countdown", "read_only", "shutdown"};
  CHECK(of_server.all() == order);
  CHECK(of_product.all() == order);
}

TEST_CASE("A wrong clock never escalates a customer; turning the clock back does not extend a deadline") {
  World world;
  world.add_account("acme");
  world.open_case("acme");

  // The machine's clock is months ahead when the product starts.
  const ClockFile ahead(world.file("ahead"), kOpened + 60 * kDay);
  Sample& early = world.start_sample("early", &ahead);
  Browser member = early.signed_in("acme-member");
  REQUIRE(eventually([&] { return mode_of(member) == "countdown"; }));
  CHECK(early.program("acme", "POST", "/api/notes", note("x")).status == 201);
  CHECK(early.program("globex", "POST", "/api/notes", note("x")).status == 201);
  CHECK(early.end() == 0);

  // It is set back by ten days while the product is off and the server away.
  ClockFile own(world.file("own"), kOpened);
  Sample& notes = world.start_sample("own", &own);
  Browser before = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return mode_of(before) == "countdown"; }));
  world.kill_server();
  own.show(fortnight_after(kOpened) + kMinute, 1);
  REQUIRE(eventually([&] { return mode_of(before) == "read_only"; }));
  REQUIRE(notes.end() == 0);
  own.show(fortnight_after(kOpened) - 10 * kDay, 1);
  notes.start();
  Browser after = notes.signed_in("acme-member");
  CHECK(eventually([&] { return mode_of(after) == "read_only"; }));
  CHECK(notes.program("acme", "POST", "/api/notes", note("x")).status == 402);
  CHECK(notes.program("globex", "POST", "/api/notes", note("x")).status == 201);
}
