// Working hours in a zone by name. The only place that knows the time zone database.
#ifndef GRACEGATE_SERVER_CASES_CALENDAR_HPP
#define GRACEGATE_SERVER_CASES_CALENDAR_HPP

#include <string>
#include <string_view>

#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/cases/policy.hpp"

namespace gracegate::server {

// Whether the time zone database has this IANA name.
bool is_zone(std::string_view name);

// The zone with its offsets in force from `from` to `to`, for a notice. Precondition: is_zone(name).
Zone zone_between(const std::string& name, TimePoint from, TimePoint to);

// First instant at or after `at` within the working hours of the zone. With no working day within two years
// (all days off, or holidays without end) it is `at` itself.
TimePoint next_working_time(const WorkingHours& hours, const std::string& zone, TimePoint at);

// Errors: malformed ("2026-12-25" is right).
Result<Date> parse_date(std::string_view text);
std::string format_date(const Date& date);

}  // namespace gracegate::server

#endif
