#include "server/cases/calendar.hpp"

#include "at.hpp"

using namespace gracegate;
using namespace gracegate::server;

TEST_CASE("A limit that falls due out of working hours waits for the next working hour of the zone") {
  struct Row {
    const char* zone;
    const char* due;
    const char* starts;
  };
  const WorkingHours hours;  // Monday to Friday, 09:00 to 17:00
  const Row rows[] = {
      {"UTC", "2026-11-23T08:59:59Z", "2026-11-23T09:00:00Z"},
      {"UTC", "2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z"},
      {"UTC", "2026-11-23T16:59:59Z", "2026-11-23T16:59:59Z"},
      {"UTC", "2026-11-23T17:00:00Z", "2026-11-24T09:00:00Z"},
      {"UTC", "2026-11-27T17:00:00Z", "2026-11-30T09:00:00Z"},            // Friday evening
      {"UTC", "2026-11-28T12:00:00Z", "2026-11-30T09:00:00Z"},            // Saturday
      {"Europe/Berlin", "2026-11-23T07:59:59Z", "2026-11-23T08:00:00Z"},  // CET is UTC+1
      {"Europe/Berlin", "2026-07-06T06:00:00Z", "2026-07-06T07:00:00Z"},  // CEST is UTC+2
      {"Europe/Berlin", "2026-03-27T20:00:00Z", "2026-03-30T07:00:00Z"},  // over the change to summer time
      {"Europe/Berlin", "2026-10-23T20:00:00Z", "2026-10-26T08:00:00Z"},  // over the change back
      {"Pacific/Kiritimati", "2026-11-22T18:59:59Z", "2026-11-22T19:00:00Z"},  // UTC+14: Monday there
      {"Pacific/Pago_Pago", "2026-11-23T10:00:00Z", "2026-11-23T20:00:00Z"},   // UTC−11: Sunday night there
  };
  for (const Row& row : rows) {
    INFO(row.zone << " " << row.due);
    CHECK(format_rfc3339(next_working_time(hours, row.zone, at(row.due))) == row.starts);
  }
}

TEST_CASE("Holidays are not working days") {
  WorkingHours hours;
  hours.holidays = {{2026, 12, 25}, {2026, 12, 28}};
  CHECK(next_working_time(hours, "UTC", at("2026-12-25T10:00:00Z")) == at("2026-12-29T09:00:00Z"));
}

TEST_CASE(
    "A working day that opens in the hour skipped by a clock change opens when the clocks have changed") {
  WorkingHours hours;
  hours.days.fill(true);
  hours.from_minute = 2 * 60 + 30;
  CHECK(next_working_time(hours, "Europe/Berlin", at("2026-03-29T00:00:00Z")) == at("2026-03-29T01:00:00Z"));
}

TEST_CASE("Hours that never come restrict at once rather than never") {
  WorkingHours hours;
  hours.days.fill(false);
  CHECK(next_working_time(hours, "UTC", at("2026-12-25T10:00:00Z")) == at("2026-12-25T10:00:00Z"));
}

TEST_CASE("Zones are known by their IANA names only") {
  for (const char* name : {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata"})
    CHECK(is_zone(name));
  for (const char* name :
       {"", "Berlin", "europe/berlin", "../../etc/passwd", "Europe/Berlin ", "+01:00", "Mars/Base"})
    CHECK_FALSE(is_zone(name));
}

TEST_CASE("A zone carries its offsets across both clock changes") {
  const Zone zone = zone_between("Europe/Berlin", at("2026-03-01T00:00:00Z"), at("2026-12-01T00:00:00Z"));
  REQUIRE(zone.offsets.size() == 3);
  CHECK(zone.at(at("2026-03-29T00:59:59Z")).utc_offset == kHour);
  CHECK(zone.at(at("2026-03-29T01:00:00Z")).utc_offset == 2 * kHour);
  CHECK(zone.at(at("2026-10-25T00:59:59Z")).abbreviation == "CEST");
  CHECK(zone.at(at("2026-10-25T01:00:00Z")).abbreviation == "CET");
}

TEST_CASE("Dates are read strictly") {
  for (const char* good : {"2026-02-28", "2028-02-29", "1970-01-01"}) {
    const auto date = parse_date(good);
    REQUIRE(date);
    CHECK(format_date(*date) == good);
  }
  for (const char* bad : {"", "2026-2-28", "2026-02-30", "2027-02-29", "2026/02/28", "2026-02-28Z",
                          "20260228", "-026-02-01", "2026-13-01", "2026-00-10", "2026-01-1x"})
    CHECK_FALSE(parse_date(bad));
}
