#include "server/cases/calendar.hpp"

#include <date/tz.h>

#include <algorithm>
#include <cstdio>

namespace gracegate::server {
namespace {

constexpr int kDaysToTry = 731;

const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::exception&) {  // the library's only way to say that there is no such zone
    return nullptr;
  }
}

Date to_date(date::local_days day) {
  const date::year_month_day ymd{day};
  return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day())};
}

bool is_working_day(const WorkingHours& hours, date::local_days day) {
  if (!hours.days[date::weekday{day}.c_encoding()]) return false;
  return std::find(hours.holidays.begin(), hours.holidays.end(), to_date(day)) == hours.holidays.end();
}

// A wall time that a clock change skips or repeats is taken at its earliest.
TimePoint instant(const date::time_zone& zone, date::local_days day, int minute) {
  return zone.to_sys(date::local_seconds{day} + std::chrono::minutes{minute}, date::choose::earliest);
}

}  // namespace

bool is_zone(std::string_view name) {
  return !name.empty() && name.size() <= 64 && find_zone(name) != nullptr;
}

Zone zone_between(const std::string& name, TimePoint from, TimePoint to) {
  Zone zone;
  zone.name = name;
  const date::time_zone* source = find_zone(name);
  if (source == nullptr) return zone;
  for (TimePoint at = from; at <= to;) {
    const date::sys_info info = source->get_info(at);
    zone.offsets.push_back({zone.offsets.empty() ? TimePoint{} : at, info.offset, info.abbrev});
    if (info.end <= at) break;
    at = info.end;
  }
  return zone;
}

TimePoint next_working_time(const WorkingHours& hours, const std::string& zone, TimePoint at) {
  const date::time_zone* place = find_zone(zone);
  if (place == nullptr) return at;
  date::local_days day = date::floor<date::days>(place->to_local(at));
  for (int tried = 0; tried < kDaysToTry; ++tried, day += date::days{1}) {
    if (!is_working_day(hours, day)) continue;
    const TimePoint opens = instant(*place, day, hours.from_minute);
    if (at <= opens) return opens;
    if (at < instant(*place, day, hours.to_minute)) return at;
  }
  return at;
}

std::vector<Day> days_between(const std::string& zone, TimePoint from, TimePoint to) {
  constexpr std::size_t kMost = 366;
  const date::time_zone& place = *find_zone(zone);
  std::vector<Day> days;
  date::local_days day = date::floor<date::days>(place.to_local(from));
  for (TimePoint start = instant(place, day, 0); start <= to && days.size() < kMost; day += date::days{1}) {
    const TimePoint end = instant(place, day + date::days{1}, 0);
    days.push_back({to_date(day), date::weekday{day}.c_encoding(), start, end});
    start = end;
  }
  return days;
}

TimePoint on_the_wall(const std::string& zone, const Date& date, int minute) {
  const date::year_month_day day{date::year{date.year}, date::month{date.month}, date::day{date.day}};
  return instant(*find_zone(zone), date::local_days{day}, minute);
}

Result<Date> parse_date(std::string_view text) {
  const Error fault{ErrorCode::malformed, "give a date as YYYY-MM-DD, for example 2026-12-25", ""};
  const auto digits = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(from, count))
      value = c < '0' || c > '9' ? -100000 : value * 10 + (c - '0');
    return value;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return fault;
  const date::year_month_day day{date::year{digits(0, 4)}, date::month{static_cast<unsigned>(digits(5, 2))},
                                 date::day{static_cast<unsigned>(digits(8, 2))}};
  if (digits(0, 4) < 1970 || !day.ok()) return fault;
  return Date{static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
              static_cast<unsigned>(day.day())};
}

std::string format_date(const Date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", date.year, date.month, date.day);
  return text;
}

}  // namespace gracegate::server
