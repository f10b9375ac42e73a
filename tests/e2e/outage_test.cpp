// The server is away, for a moment or for good, and what the product does meanwhile.
#include <atomic>
#include <fstream>
#include <thread>

#include "tests/e2e/story.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

namespace {

bool is_in_mode(Browser& browser, const char* mode) {
  const Json tab = browser.tab();
  return tab.is_object() && tab.at("mode") == mode;
}

// Somebody who reads all the time, and what he met that was not a page with a banner.
class Reader {
 public:
  explicit Reader(Browser browser)
      : browser_(std::move(browser)), thread_([this] {
          while (!is_over_) read();
        }) {}
  ~Reader() { stop(); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void stop() {
    is_over_ = true;
    if (thread_.joinable()) thread_.join();
  }
  int pages() const { return pages_; }
  int surprises() const { return surprises_; }

 private:
  void read() {
    const Answer page = browser_.get("/notes");
    ++(page.status == 200 && has_banner(page) ? pages_ : surprises_);
  }

  Browser browser_;
  std::atomic<bool> is_over_{false};
  std::atomic<int> pages_{0}, surprises_{0};
  std::thread thread_;
};

// Adds accounts with a case each until the server is gone; returns how many it acknowledged.
int add_until_killed(const World& world, const std::string& prefix, std::atomic<int>& acknowledged) {
  for (;; ++acknowledged) {
    const std::string id = prefix + std::to_string(acknowledged);
    if (world.ask("PUT", "/v1/accounts/" + id, {{"name", id}}).status != 201) break;
    if (world.ask("POST", "/v1/cases", {{"account", id}, {"reason", "other"}, {"why", "x"}}).status != 201)
      break;
  }
  return acknowledged;
}

}  // namespace

TEST_CASE("Killed at any moment, the server has all that it acknowledged, and the product never notices") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.open_case("acme");
  Browser member = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return is_in_mode(member, "countdown"); }));
  Reader reader(notes.signed_in("acme-member"));
  for (const std::string round : {"a", "b", "c"}) {
    std::atomic<int> acknowledged{0};
    std::thread support([&] { add_until_killed(world, round, acknowledged); });
    const bool is_busy = eventually([&] { return acknowledged > 10; });
    world.kill_server();
    support.join();
    world.start_server();
    REQUIRE(is_busy);
    for (int i = 0; i < acknowledged; ++i) REQUIRE(world.mode(round + std::to_string(i)) == "countdown");
    CHECK(world.ctl({"audit", "verify"}).at("ok") == true);
  }
  // Afterwards the product learns as before.
  const int before = reader.pages();
  REQUIRE(eventually([&] { return reader.pages() > before; }));
  reader.stop();
  CHECK(reader.surprises() == 0);
  const Json paid = {{"payment", "p-1"}, {"invoices", {"INV-1"}}};
  CHECK(world.ask("POST", "/v1/accounts/acme/payments", paid).status == 200);
  CHECK(eventually([&] { return member.is_clear(); }));
}

TEST_CASE("A product that is started again while the server is down goes on from its cache") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.open_case("acme");
  Browser before = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return is_in_mode(before, "countdown"); }));
  world.kill_server();
  REQUIRE(notes.end() == 0);
  notes.start();
  Browser member = notes.signed_in("acme-member");
  CHECK(is_in_mode(member, "countdown"));
  CHECK(member.get("/notes").has("14 days"));
  CHECK(notes.program("acme", "POST", "/api/notes", note("x")).status == 201);
  CHECK(notes.program("globex", "POST", "/api/notes", note("x")).status == 201);

  // It crosses the deadline by the cache alone, and a payment reaches it when the server is back.
  world.move_to(instant("2026-03-16T10:01:00Z"));
  CHECK(is_in_mode(member, "read_only"));
  CHECK(notes.program("acme", "POST", "/api/notes", note("x")).status == 402);
  check_ways_out(notes, "acme");
  world.start_server();
  CHECK(world.ask("POST", "/v1/accounts/acme/payments", {{"payment", "p"}, {"invoices", {"INV-1"}}}).status ==
        200);
  CHECK(eventually([&] { return member.is_clear(); }));
}

TEST_CASE("A product that was killed goes on from what it last saved") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.open_case("acme");
  REQUIRE(
      eventually([&] { return text_of_file(notes.cache_file()).find("\nnotice ") != std::string::npos; }));
  world.kill_server();
  notes.kill_hard();
  notes.start();
  Browser member = notes.signed_in("acme-member");
  CHECK(is_in_mode(member, "countdown"));
}

TEST_CASE(
    "An outage of the entitlement server never escalates a paying customer, and a held notice counts on") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.add_account("globex");
  world.open_case("acme");
  Browser acme = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return is_in_mode(acme, "countdown"); }));
  world.kill_server();
  const TimePoint opened = instant("2026-03-02T10:00:00Z");
  const auto globex_is_open = [&] {
    Browser globex = notes.signed_in("globex-member");
    return globex.is_clear() && notes.program("globex", "POST", "/api/notes", note("x")).status == 201;
  };
  for (const auto& [days, count, mode] : {std::tuple{7, "7 days", "countdown"},
                                          {12, "2 days", "countdown"},
                                          {13, "24 hours", "countdown"},
                                          {14, "", "read_only"},
                                          {20, "", "read_only"},
                                          {21, "", "shutdown"},
                                          {29, "", "shutdown"}}) {
    CAPTURE(days);
    world.move_to(opened + days * kDay + kMinute, 0);
    CHECK(is_in_mode(acme, mode));
    if (*count != '\0') CHECK(acme.get("/notes").has(count));
    CHECK(globex_is_open());
    CHECK(is_in_mode(acme, mode));
  }
  world.move_to(opened + 400 * kDay, 0);
  CHECK(globex_is_open());
}

TEST_CASE("A clean install is open, and says so where its cache is corrupt") {
  World world;
  Sample& fresh = world.start_sample("fresh");
  CHECK(fresh.program("acme", "POST", "/api/notes", note("x")).status == 201);
  Browser nobody_told = fresh.signed_in("acme-member");
  CHECK(nobody_told.is_clear());
  REQUIRE(fresh.end() == 0);

  world.kill_server();
  for (const std::string text : {"", "{", "\xff\xfe garbage", "{\"version\":1}"}) {
    CAPTURE(text);
    std::ofstream(fresh.cache_file()) << text;
    fresh.start();
    CHECK(fresh.program("acme", "POST", "/api/notes", note("x")).status == 201);
    Browser member = fresh.signed_in("acme-member");
    CHECK_FALSE(has_banner(member.get("/notes")));
    CHECK(fresh.log().find("cache is set aside") != std::string::npos);
    REQUIRE(fresh.end() == 0);
  }
}
