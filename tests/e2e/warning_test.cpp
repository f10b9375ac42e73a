// Who is warned, who is not, and what goes on behind the pages.
#include "tests/e2e/world.hpp"
#include "tests/support/catch.hpp"

using namespace e2e;

TEST_CASE("Switching the tenant in one session switches the banner") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  world.add_account("globex");
  world.open_case("acme");
  Browser browser = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return has_banner(browser.get("/notes")); }));
  for (int i = 0; i < 2; ++i) {
    REQUIRE(browser.sign_in("globex-member"));
    CHECK_FALSE(has_banner(browser.get("/notes")));
    CHECK(browser.is_clear());
    REQUIRE(browser.sign_in("acme-member"));
    CHECK(browser.get("/notes").has("14 days"));
    CHECK(browser.tab().is_object());
  }
}

TEST_CASE("API-only customers are warned too: mode, deadline and where to pay are in each answer") {
  World world;
  Sample& notes = world.start_sample();
  world.move_to(instant("2026-03-02T10:00:00Z"), 0);
  world.add_account("acme");
  const Answer before = notes.program("acme", "GET", "/api/notes");
  CHECK(before.header("gracegate-mode").empty());
  CHECK(before.header("link").empty());
  world.open_case("acme");
  REQUIRE(eventually(
      [&] { return !notes.program("acme", "GET", "/api/notes").header("gracegate-mode").empty(); }));
  for (const auto& [at, mode, status] : {std::tuple{"2026-03-02T10:00:00Z", "countdown", 201},
                                         {"2026-03-16T10:00:00Z", "read_only", 402},
                                         {"2026-03-23T10:00:00Z", "shutdown", 402}}) {
    world.move_to(instant(at), 0);
    CAPTURE(mode);
    const Answer answer = notes.program("acme", "POST", "/api/notes", note("x"));
    CHECK(answer.status == status);
    CHECK(answer.header("gracegate-mode") == mode);
    CHECK(answer.header("gracegate-deadline") == "2026-03-16T10:00:00Z");
    CHECK(answer.header("link") == "<https://notes.example.com/pay/acme>; rel=\"payment\"");
  }
  CHECK(notes.program("globex", "POST", "/api/notes", note("x")).header("gracegate-mode").empty());
}

namespace {

Json summaries_of(const Sample& notes, const std::string& account) {
  return notes.program(account, "GET", "/api/summaries").json().value("summaries", Json::array());
}

// Up to when there are summaries, as RFC 3339 in UTC, which sorts as time does.
std::string summarised_until(const Sample& notes, const std::string& account) {
  const Json all = summaries_of(notes, account);
  return all.empty() ? std::string() : all.back().at("to").get<std::string>();
}

bool reach(const Sample& notes, const std::string& account, TimePoint until) {
  return eventually([&] { return summarised_until(notes, account) >= gracegate::format_rfc3339(until); });
}

}  // namespace

TEST_CASE("Background work pauses in read-only and resumes without loss") {
  World world;
  Sample& notes = world.start_sample();
  const TimePoint deadline = instant("2026-03-16T10:00:00Z");
  world.move_to(instant("2026-03-02T10:00:00Z"), 0);
  world.add_account("acme");
  world.open_case("acme");
  Browser member = notes.signed_in("acme-member");
  REQUIRE(eventually([&] { return member.tab().is_object(); }));

  world.move_to(deadline - 2 * kMinute, 0);
  REQUIRE(reach(notes, "acme", deadline - 2 * kMinute));
  REQUIRE(reach(notes, "globex", deadline - 2 * kMinute));
  CHECK(notes.program("acme", "POST", "/api/notes", note("in the last minute")).status == 201);

  // The job looks at acme before it looks at globex: when the latter is done, acme was left out.
  world.move_to(deadline + 3 * kDay, 0);
  REQUIRE(reach(notes, "globex", deadline + 3 * kDay));
  CHECK(summarised_until(notes, "acme") == gracegate::format_rfc3339(deadline - 2 * kMinute));

  REQUIRE(
      world.ask("POST", "/v1/accounts/acme/payments", {{"payment", "p"}, {"invoices", {"INV-1"}}}).status ==
      200);
  REQUIRE(reach(notes, "acme", deadline + 3 * kDay));
  const Json all = summaries_of(notes, "acme");
  REQUIRE(all.size() >= 2);
  CHECK(all.back().at("changed") == 1);  // the note of the last minute
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i].at("from") == all[i - 1].at("to"));
}

TEST_CASE("One reason never clears another, in the product neither") {
  World world;
  Sample& notes = world.start_sample();
  world.add_account("acme");
  const std::string unpaid = world.open_case("acme");
  const Json seats =
      world.ctl({"case", "open", "acme", "--reason", "seat_overuse", "--why", "64 use 40 seats"});
  Browser member = notes.signed_in("acme-member");
  REQUIRE(eventually([&] {
    const Json tab = member.tab();
    return tab.is_object() && tab.at("other_cases") == 1;
  }));
  REQUIRE(
      world.ask("POST", "/v1/accounts/acme/payments", {{"payment", "p"}, {"invoices", {"INV-1"}}}).status ==
      200);
  REQUIRE(eventually([&] {
    const Json tab = member.tab();
    return tab.is_object() && tab.at("other_cases") == 0;
  }));
  CHECK(member.tab().at("reason") == "seat_overuse");
  world.ctl({"case", "settle", seats.at("id").get<std::string>(), "--why", "bought 24 seats"});
  CHECK(eventually([&] { return member.is_clear(); }));
  CHECK(world.ctl({"case", "show", unpaid}).at("state") == "settled");
}
