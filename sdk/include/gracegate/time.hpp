// Instants, and their one textual form (RFC 3339). Calendars and zones by name live in the server alone.
#ifndef GRACEGATE_TIME_HPP
#define GRACEGATE_TIME_HPP

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/export.h"
#include "gracegate/result.hpp"

namespace gracegate {

using Seconds = std::chrono::seconds;
// An instant, in whole seconds since 1970-01-01T00:00:00Z without leap seconds (RFC 7519 NumericDate).
using TimePoint = std::chrono::time_point<std::chrono::system_clock, Seconds>;

inline constexpr Seconds kMinute{60};
inline constexpr Seconds kHour{3600};
inline constexpr Seconds kDay{86400};

// "2026-11-22T16:18:52Z" or with an offset ("+01:00"), `t` and `z` too; fractions of a second are cut off.
// A date without a time, or a time without an offset, is refused (ErrorCode::malformed) because it names no
// instant, and a leap second (":60") because TimePoint has none. Instants of the years 1970 to 9999, in UTC.
GRACEGATE_API Result<TimePoint> parse_rfc3339(std::string_view text);

// "2026-11-22T16:18:52Z", or with `utc_offset` "2026-11-22T17:18:52+01:00". Of an offset that is not of whole
// minutes the rest is left out on both sides, so that the text still names the same instant.
GRACEGATE_API std::string format_rfc3339(TimePoint at, Seconds utc_offset = Seconds{0});

// Date and time of day on the wall at an offset of less than a day from UTC. An instant outside of the years
// 0 to 9999 is shown as the nearest one within.
struct CivilTime {
  int year = 1970;
  unsigned month = 1;    // 1 to 12
  unsigned day = 1;      // 1 to 31
  unsigned weekday = 4;  // 0 is Sunday
  int hour = 0;
  int minute = 0;
  int second = 0;
};
GRACEGATE_API CivilTime civil_time(TimePoint at, Seconds utc_offset = Seconds{0});
// The inverse. Precondition: a date of the proleptic Gregorian calendar.
GRACEGATE_API TimePoint from_civil(int year, unsigned month, unsigned day, int hour = 0, int minute = 0,
                                   int second = 0);

// A zone as far as a notice needs it: its name, and the offsets from UTC around the notice's instants. So a
// product shows local times without a time zone database. A value; the default is UTC.
struct Zone {
  struct Offset {
    TimePoint from;
    Seconds utc_offset;
    std::string abbreviation;  // "CET", "+03"
  };
  std::string name = "UTC";     // IANA name
  std::vector<Offset> offsets;  // in order of `from`; empty means UTC throughout

  // The offset in force at an instant: an entry's from its `from` on; before the first entry, the first.
  GRACEGATE_API Offset at(TimePoint instant) const;
};

}  // namespace gracegate

#endif
