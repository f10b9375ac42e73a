#include "gracegate/time.hpp"
#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

const TimePoint kSpring = from_civil(2026, 3, 29, 1);   // Berlin: 02:00 becomes 03:00
const TimePoint kAutumn = from_civil(2026, 10, 25, 1);  // Berlin: 03:00 becomes 02:00
constexpr Seconds kSecond{1};

Zone berlin() {
  return {
      "Europe/Berlin",
      {{from_civil(2025, 10, 26, 1), kHour, "CET"}, {kSpring, 2 * kHour, "CEST"}, {kAutumn, kHour, "CET"}}};
}

std::string wall(TimePoint at) { return format_rfc3339(at, berlin().at(at).utc_offset); }

}  // namespace

TEST_CASE("A zone without offsets is UTC") {
  const Zone::Offset offset = Zone{}.at(kSpring);
  CHECK(offset.utc_offset == Seconds{0});
  CHECK(offset.abbreviation == "UTC");
}

TEST_CASE("An offset holds from its second on, and the first one before it too") {
  struct Row {
    TimePoint at;
    Seconds offset;
    const char* abbreviation;
  };
  for (const Row& row : {Row{TimePoint::min(), kHour, "CET"}, Row{from_civil(1970, 1, 1), kHour, "CET"},
                         Row{kSpring - kSecond, kHour, "CET"}, Row{kSpring, 2 * kHour, "CEST"},
                         Row{kSpring + kSecond, 2 * kHour, "CEST"}, Row{kAutumn - kSecond, 2 * kHour, "CEST"},
                         Row{kAutumn, kHour, "CET"}, Row{kAutumn + kSecond, kHour, "CET"},
                         Row{TimePoint::max(), kHour, "CET"}}) {
    CHECK(berlin().at(row.at).utc_offset == row.offset);
    CHECK(berlin().at(row.at).abbreviation == row.abbreviation);
  }
}

TEST_CASE("The wall shows both clock changes as they are") {
  CHECK(wall(kSpring - kSecond) == "2026-03-29T01:59:59+01:00");
  CHECK(wall(kSpring) == "2026-03-29T03:00:00+02:00");
  CHECK(wall(kAutumn - kSecond) == "2026-10-25T02:59:59+02:00");
  CHECK(wall(kAutumn) == "2026-10-25T02:00:00+01:00");
}

}  // namespace gracegate
