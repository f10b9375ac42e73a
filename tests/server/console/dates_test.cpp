#include "server/console/dates.hpp"

#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server::console;

namespace {

constexpr TimePoint kNow{Seconds{1'796'115'600}};  // 2026-12-01T09:00:00Z

}  // namespace

TEST_CASE("A date says its zone, as the wall of that zone has it") {
  CHECK(date_in(kNow, "Europe/Berlin") == "1 December 2026, 10:00 CET");
  CHECK(date_in(kNow, "UTC") == "1 December 2026, 09:00 UTC");
  CHECK(date_in(kNow, "Mars/Olympus") == "1 December 2026, 09:00 UTC");
}

TEST_CASE("What is ahead is counted as the banner counts, what is past in whole units") {
  CHECK(away(kNow, kNow + 14 * kDay) == "in 14 days");
  CHECK(away(kNow, kNow + 14 * kDay - Seconds{1}) == "in 14 days");
  CHECK(away(kNow, kNow + Seconds{1}) == "in 1 minute");
  CHECK(away(kNow, kNow) == "now");
  CHECK(away(kNow, kNow - Seconds{59}) == "now");
  CHECK(away(kNow, kNow - kMinute) == "1 minute ago");
  CHECK(away(kNow, kNow - 2 * kHour + Seconds{1}) == "1 hour ago");
  CHECK(away(kNow, kNow - 3 * kDay) == "3 days ago");
}

TEST_CASE("A day that somebody types ends when its working day does, in the customer's zone") {
  CHECK(format_rfc3339(typed_day("2026-12-24", "Europe/Berlin").value()) == "2026-12-24T16:00:00Z");
  CHECK(format_rfc3339(typed_day("2026-06-24", "Europe/Berlin").value()) == "2026-06-24T15:00:00Z");
  for (const char* typed : {"", "24.12.2026", "2026-02-30", "2026-12-24T17:00"})
    CHECK_FALSE(typed_day(typed, "UTC"));
}
