// What people read once a case has ended.
#include "tests/e2e/world.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

TEST_CASE("Who has paid is thanked for a quarter of an hour") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  const std::string id = world.open_case("acme");
  Browser ada = notes.signed_in("acme-billing");
  REQUIRE(eventually([&] { return has_banner(ada.get("/notes")); }));
  world.move_to(world.now() + kHour);
  world.ctl({"case", "settle", id, "--why", "paid"});
  REQUIRE(eventually([&] { return has_last_words(ada.get("/notes")); }));
  CHECK(ada.get("/notes").has("Thank you: your payment has arrived"));
  world.move_to(world.now() + 16 * kMinute);
  CHECK(eventually([&] { return ada.tab().is_null() && !has_last_words(ada.get("/notes")); }));
}

TEST_CASE(
    "Who was let go reads a farewell with the last day for their data, also from the product's memory") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  const std::string id = world.open_case("acme");
  Browser ada = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return has_banner(ada.get("/notes")); }));
  world.ctl({"case", "release", id, "--until", "2026-05-04T10:00:00Z", "--why", "not renewed"});
  const auto reads_farewell = [&] {
    const Answer page = ada.get("/notes");
    return has_last_words(page) && page.has("4 May 2026") && page.has("Thank you for your time with us");
  };
  REQUIRE(eventually(reads_farewell));
  CHECK(notes.program("acme", "POST", "/api/notes", note("still open")).status == 201);
  world.kill_server();
  REQUIRE(notes.end() == 0);
  notes.start();
  ada = notes.signed_in("acme-member");
  CHECK(reads_farewell());
  world.start_server();
  world.ctl({"case", "reopen", id, "--why", "they stay"});
  CHECK(eventually([&] { return has_banner(ada.get("/notes")); }));
}
