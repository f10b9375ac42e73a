#include "gracegate/time.hpp"

#include <algorithm>
#include <cstdint>

#include "core/civil_date.hpp"

namespace gracegate {
namespace {

using std::chrono::duration_cast;

// 0000-01-01 and 9999-12-31T23:59:59, the years that RFC 3339 can write.
constexpr TimePoint kFirst{Seconds{-62167219200}};
constexpr TimePoint kLast{Seconds{253402300799}};

// The nearest instant that has a four-digit year at the offset. Offsets are less than a day.
TimePoint wall_clock(TimePoint at, Seconds utc_offset) {
  return std::clamp(std::clamp(at, kFirst, kLast) + std::clamp(utc_offset, -kDay, kDay), kFirst, kLast);
}

void append_number(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  out.append(width - std::min(width, digits.size()), '0').append(digits);
}

void append_offset(std::string& out, Seconds offset) {
  if (offset == Seconds{0}) {
    out += 'Z';
    return;
  }
  const std::int64_t minutes = offset.count() / 60;
  out += minutes < 0 ? '-' : '+';
  append_number(out, std::abs(minutes) / 60, 2);
  out += ':';
  append_number(out, std::abs(minutes) % 60, 2);
}

}  // namespace

std::string format_rfc3339(TimePoint at, Seconds utc_offset) {
  constexpr Seconds kWidest = 23 * kHour + 59 * kMinute;
  const Seconds offset = duration_cast<std::chrono::minutes>(std::clamp(utc_offset, -kWidest, kWidest));
  const CivilTime time = civil_time(at, offset);
  std::string out;
  append_number(out, time.year, 4);
  append_number(out.append(1, '-'), time.month, 2);
  append_number(out.append(1, '-'), time.day, 2);
  append_number(out.append(1, 'T'), time.hour, 2);
  append_number(out.append(1, ':'), time.minute, 2);
  append_number(out.append(1, ':'), time.second, 2);
  append_offset(out, offset);
  return out;
}

CivilTime civil_time(TimePoint at, Seconds utc_offset) {
  const std::int64_t wall = wall_clock(at, utc_offset).time_since_epoch().count();
  const std::int64_t second_of_day = ((wall % 86400) + 86400) % 86400;
  const std::int64_t days = (wall - second_of_day) / 86400;
  CivilTime time;
  const CivilDate date = date_of(days);
  time.year = date.year;
  time.month = date.month;
  time.day = date.day;
  time.weekday = static_cast<unsigned>(((days % 7) + 11) % 7);  // 1970-01-01 was a Thursday, 4
  time.hour = static_cast<int>(second_of_day / 3600);
  time.minute = static_cast<int>(second_of_day / 60 % 60);
  time.second = static_cast<int>(second_of_day % 60);
  return time;
}

TimePoint from_civil(int year, unsigned month, unsigned day, int hour, int minute, int second) {
  return TimePoint{days_of({year, month, day}) * kDay + hour * kHour + minute * kMinute + Seconds{second}};
}

}  // namespace gracegate
