#include "gracegate/countdown.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "gracegate/time.hpp"
#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

nlohmann::json vectors() {
  std::ifstream file(GRACEGATE_VECTORS "/countdown.json");
  return nlohmann::json::parse(file);
}

Count count(std::int64_t value, CountUnit unit) { return {value, unit}; }

// A zone as a notice carries it, around the clock changes of 2026 in Europe.
Zone berlin() {
  return {"Europe/Berlin",
          {{TimePoint{Seconds{0}}, kHour, "CET"},
           {from_civil(2026, 3, 29, 1), 2 * kHour, "CEST"},
           {from_civil(2026, 10, 25, 1), kHour, "CET"}}};
}
Zone pago_pago() { return {"Pacific/Pago_Pago", {{TimePoint{Seconds{0}}, -11 * kHour, "SST"}}}; }
Zone kiritimati() { return {"Pacific/Kiritimati", {{TimePoint{Seconds{0}}, 14 * kHour, "+14"}}}; }

std::string wall(const Zone& zone, TimePoint at) { return format_rfc3339(at, zone.at(at).utc_offset); }

}  // namespace

TEST_CASE("Every row of the count's vector file holds") {
  const nlohmann::json rows = vectors();
  REQUIRE(rows.size() > 300);
  for (const auto& row : rows) {
    const Count counted = count_down(Seconds{row.at("left_seconds").get<std::int64_t>()});
    INFO(row.dump());
    CHECK(counted.value == row.at("value").get<std::int64_t>());
    CHECK(to_string(counted.unit) == row.at("unit").get<std::string>());
  }
}

TEST_CASE("The count changes its unit at exactly 24 hours and exactly 1 hour") {
  CHECK(count_down(14 * kDay) == count(14, CountUnit::days));
  CHECK(count_down(13 * kDay + Seconds{1}) == count(14, CountUnit::days));
  CHECK(count_down(13 * kDay) == count(13, CountUnit::days));
  CHECK(count_down(kDay + Seconds{1}) == count(2, CountUnit::days));
  CHECK(count_down(kDay) == count(24, CountUnit::hours));
  CHECK(count_down(kHour + Seconds{1}) == count(2, CountUnit::hours));
  CHECK(count_down(kHour) == count(60, CountUnit::minutes));
  CHECK(count_down(Seconds{1}) == count(1, CountUnit::minutes));
  CHECK(count_down(Seconds{0}) == count(0, CountUnit::minutes));
  CHECK(count_down(Seconds{-1}) == count(0, CountUnit::minutes));
}

TEST_CASE("The longest and the shortest time can be counted") {
  CHECK(count_down(Seconds::max()).unit == CountUnit::days);
  CHECK(count_down(Seconds::max()).value == Seconds::max().count() / 86400 + 1);
  CHECK(count_down(Seconds::min()) == Count{});
}

TEST_CASE("The count is the same in every zone: at UTC-11, at UTC+14 and across both clock changes") {
  struct Row {
    TimePoint opened;
    const char *in_berlin, *in_pago_pago, *in_kiritimati;  // the deadline on the wall
  };
  for (const Row& row : {
           Row{from_civil(2026, 3, 20, 9), "2026-04-03T11:00:00+02:00", "2026-04-02T22:00:00-11:00",
               "2026-04-03T23:00:00+14:00"},
           Row{from_civil(2026, 10, 20, 9), "2026-11-03T10:00:00+01:00", "2026-11-02T22:00:00-11:00",
               "2026-11-03T23:00:00+14:00"},
           Row{from_civil(2026, 12, 18, 12), "2027-01-01T13:00:00+01:00", "2027-01-01T01:00:00-11:00",
               "2027-01-02T02:00:00+14:00"},
       }) {
    const TimePoint deadline = row.opened + 14 * kDay;
    CHECK(wall(berlin(), deadline) == row.in_berlin);
    CHECK(wall(pago_pago(), deadline) == row.in_pago_pago);
    CHECK(wall(kiritimati(), deadline) == row.in_kiritimati);
    // Whoever reads the deadline in whichever zone counts the same days to it, at each hour on the way.
    for (TimePoint now = row.opened; now < deadline; now += kHour) {
      for (const Zone& zone : {berlin(), pago_pago(), kiritimati()}) {
        const auto read_there = parse_rfc3339(wall(zone, deadline));
        const auto clock_there = parse_rfc3339(wall(zone, now));
        REQUIRE((read_there.ok() && clock_there.ok()));
        REQUIRE(count_down(*read_there - *clock_there) == count_down(deadline - now));
      }
    }
    CHECK(count_down(deadline - row.opened) == count(14, CountUnit::days));
    CHECK(count_down(deadline - (row.opened + kDay)) == count(13, CountUnit::days));
  }
}

TEST_CASE("Each unit of the count has its word") {
  CHECK(to_string(CountUnit::days) == "days");
  CHECK(to_string(CountUnit::hours) == "hours");
  CHECK(to_string(CountUnit::minutes) == "minutes");
}

}  // namespace gracegate
