// Working hours in a zone by name. The only place that knows the time zone database.
#ifndef GRACEGATE_SERVER_CASES_CALENDAR_HPP
#define GRACEGATE_SERVER_CASES_CALENDAR_HPP

#include <string>
#include <string_view>
#include <vector>

#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/cases/policy.hpp"

namespace gracegate::server {

// Whether the time zone database has this IANA name.
bool is_zone(std::string_view name);

// The zone with its offsets in force from `from` to `to`, for a notice. Precondition: is_zone(name).
Zone zone_between(const std::string& name, TimePoint from, TimePoint to);

// A day on the wall of a zone, and the instants between which it lies.
struct Day {
  Date date;
  std::size_t weekday = 0;  // from Sunday
  TimePoint from, to;
};
// The days that have an instant from `from` to `to`, a year's at most. Precondition: is_zone(name).
std::vector<Day> days_between(const std::string& zone, TimePoint from, TimePoint to);

// First instant at or after `at` within the working hours of the zone. With no working day within two years
// (all days off, or holidays without end) it is `at` itself.
TimePoint next_working_time(const WorkingHours& hours, const std::string& zone, TimePoint at);

// The instant at which the clocks of the zone say so; of a time that a clock change skips or repeats the
// earliest. Preconditions: is_zone(zone), 0 <= minute <= 24 * 60.
TimePoint on_the_wall(const std::string& zone, const Date& date, int minute);

// Errors: malformed ("2026-12-25" is right).
Result<Date> parse_date(std::string_view text);
std::string format_date(const Date& date);

}  // namespace gracegate::server

#endif
