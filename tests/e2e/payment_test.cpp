// Payments: they open what they pay for, everywhere, whatever comes in between.
#include <algorithm>
#include <iostream>
#include <thread>

#include "tests/e2e/world.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

namespace {

Json payment(const std::string& id, long long minor, const std::string& invoice) {
  return {{"payment", id}, {"amount", {{"minor", minor}, {"currency", "USD"}}}, {"invoices", {invoice}}};
}

int report(const World& world, const std::string& account, const Json& payment) {
  return world.ask("POST", "/v1/accounts/" + account + "/payments", payment).status;
}

bool all_tabs(std::vector<Browser>& tabs, bool have_a_banner) {
  return std::all_of(tabs.begin(), tabs.end(), [&](Browser& tab) { return tab.is_clear() != have_a_banner; });
}

}  // namespace

TEST_CASE("The banner is gone seconds after payment, in every open tab and every process, without restart") {
  World world;
  world.add_account("acme");
  Sample& first = world.start_sample("first");
  Sample& second = world.start_sample("second");
  std::vector<Browser> tabs;
  for (const Sample* notes : {&first, &second})
    for (const char* person : {"acme-billing", "acme-member", "acme-member"})
      tabs.push_back(notes->signed_in(person));
  REQUIRE(all_tabs(tabs, false));
  world.open_case("acme");
  REQUIRE(eventually([&] { return all_tabs(tabs, true); }));  // it comes without reload too
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(report(world, "acme", payment("p-1", 3000000, "INV-1")) == 200);
  REQUIRE(eventually([&] { return all_tabs(tabs, false); }, std::chrono::seconds(30)));
  const auto took = std::chrono::steady_clock::now() - start;
  std::cout << "gone in " << tabs.size() << " tabs of 2 processes after "
            << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
  for (Sample* notes : {&first, &second}) CHECK(notes->end() == 0);
}

TEST_CASE("Payment at the deadline ± 1 s, concurrently, ends open in the product and leaves nothing behind") {
  World world;
  Sample& notes = world.start_sample();
  const TimePoint opened = instant("2026-03-02T10:00:00Z");
  world.move_to(opened, 0);
  const std::vector<std::string> accounts = {"acme", "globex", "initech"};
  std::vector<std::string> cases;
  for (const std::string& account : accounts) {
    world.add_account(account);
    cases.push_back(world.open_case(account));
  }
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const std::string& account = accounts[i];
    CAPTURE(account);
    world.move_to(fortnight_after(opened) + Seconds(static_cast<int>(i) - 1), 0);
    const std::string the_case = "/v1/cases/" + cases[i];
    std::vector<std::thread> everybody;
    for (int n = 0; n < 3; ++n) {
      everybody.emplace_back([&] { report(world, account, payment("p-" + account, 3000000, "INV-1")); });
      everybody.emplace_back([&] { world.ask("POST", the_case + "/escalate", {{"why", "race"}}); });
      everybody.emplace_back([&] {
        world.ask("POST", the_case + "/extend", {{"days", 1}, {"why", "race"}});
      });
      everybody.emplace_back([&] { notes.program(account, "POST", "/api/notes", note("race")); });
    }
    for (std::thread& one : everybody) one.join();
    CHECK(world.ask("GET", the_case).json().at("state") == "settled");
    CHECK(world.mode(account) == "open");
    CHECK(eventually([&] { return notes.signed_in(account + "-member").is_clear(); }));
    CHECK(notes.program(account, "POST", "/api/notes", note("after")).status == 201);
  }
  CHECK(world.ctl({"audit", "verify"}).at("ok") == true);
  world.move_to(opened + 60 * kDay);
  for (const std::string& account : accounts) {
    CHECK(world.mode(account) == "open");
    CHECK(notes.program(account, "POST", "/api/notes", note("later")).status == 201);
  }
}

namespace {

// What a provider tells of one account, in some order.
std::vector<Json> events_of(const std::string& account) {
  return {payment(account + "-a", 1000000, "INV-1"), payment(account + "-b", 2000000, "INV-1"),
          payment(account + "-c", 999, "INV-OF-ANOTHER-MATTER")};
}

// The case without what differs between accounts by their names.
Json outcome(const World& world, const std::string& id) {
  const Json one = world.ask("GET", "/v1/cases/" + id).json();
  Json left;
  for (const char* name : {"state", "mode", "deadline", "stages"}) left[name] = one.at(name);
  // Of a case that has ended, it is what was open before the payment that happened to be the last.
  if (one.at("state") == "open") left["owed"] = one.at("owed");
  return left;
}

}  // namespace

TEST_CASE(
    "Provider events in any order, any number of times, converge; an older event never reopens a case") {
  World world;
  world.move_to(world.now(), 0);
  std::vector<std::size_t> order = {0, 1, 2};
  std::vector<Json> outcomes;
  std::vector<std::string> accounts;
  do {
    accounts.push_back("order-" + std::to_string(order[0]) + std::to_string(order[1]) +
                       std::to_string(order[2]));
    world.add_account(accounts.back());
    const std::string id = world.open_case(accounts.back());
    const std::vector<Json> events = events_of(accounts.back());
    for (const std::size_t i : order) CHECK(report(world, accounts.back(), events[i]) == 200);
    outcomes.push_back(outcome(world, id));
    for (const std::size_t i : {order[2], order[0], order[1], order[0]}) {
      CHECK(report(world, accounts.back(), events[i]) == 200);
      CHECK(outcome(world, id) == outcomes.back());
    }
  } while (std::next_permutation(order.begin(), order.end()));
  REQUIRE(outcomes.size() == 6);
  CHECK(outcomes.front().at("state") == "settled");
  for (const Json& one : outcomes) CHECK(one == outcomes.front());

  // What is told again belongs to the case that is over, not to the next one.
  for (const std::string& account : accounts) {
    const std::string id = world.open_case(account);
    const Json before = outcome(world, id);
    for (const Json& event : events_of(account)) CHECK(report(world, account, event) == 200);
    CHECK(outcome(world, id) == before);
    CHECK(world.mode(account) == "countdown");
  }
}
