// No warning seen, no restriction.
#include "tests/e2e/world.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

namespace {
constexpr auto kNobody = World::Seen::by_nobody;
}  // namespace

TEST_CASE("What a customer's people are shown is known to support: a page, an open tab, a refused request") {
  World world;
  Sample& notes = world.start_sample();
  for (const std::string shown : {"page", "tab"}) {
    CAPTURE(shown);
    world.add_account(shown == "page" ? "acme" : "globex");
    const std::string id = world.open_case(shown == "page" ? "acme" : "globex", kNobody);
    Browser browser = notes.signed_in(shown == "page" ? "acme-member" : "globex-member");
    REQUIRE(eventually(
        [&] { return shown == "page" ? has_banner(browser.get("/notes")) : browser.tab().is_object(); }));
    CHECK(world.becomes_seen(id));
  }
}

TEST_CASE("A program that was answered with headers has shown nobody a banner") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.add_account("globex");
  const std::string unseen = world.open_case("acme", kNobody);
  const std::string seen = world.open_case("globex", kNobody);
  REQUIRE(eventually(
      [&] { return !notes.program("acme", "GET", "/api/notes").header("gracegate-mode").empty(); }));
  Browser browser = notes.signed_in("globex-member");
  REQUIRE(eventually([&] { return has_banner(browser.get("/notes")); }));
  REQUIRE(world.becomes_seen(seen));
  CHECK(world.first_seen(unseen).empty());
}

TEST_CASE("No warning seen, no restriction: the deadline moves by itself, until somebody has seen it") {
  World world;
  Sample& notes = world.start_sample();
  world.move_to(instant("2026-03-02T10:00:00Z"), 0);
  world.add_account("acme");
  const std::string id = world.open_case("acme", kNobody);
  const auto deadline = [&] {
    return world.ask("GET", "/v1/cases/" + id).json().at("deadline").get<std::string>();
  };
  world.move_to(instant("2026-03-15T10:00:01Z"), 0);
  REQUIRE(eventually([&] { return deadline() == "2026-03-23T10:00:00Z"; }));
  world.move_to(instant("2026-03-22T10:00:01Z"), 0);
  REQUIRE(eventually([&] { return deadline() == "2026-03-30T10:00:00Z"; }));
  Browser browser = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return browser.get("/notes").has("30 March 2026"); }));
  CHECK(world.becomes_seen(id));
  world.move_to(instant("2026-03-30T10:00:00Z"), 0);
  CHECK(browser.get("/notes").has("The deadline has passed"));
  CHECK(deadline() == "2026-03-30T10:00:00Z");
}
