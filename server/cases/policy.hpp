// A policy: the named template from which a case gets its stages.
#ifndef GRACEGATE_SERVER_CASES_POLICY_HPP
#define GRACEGATE_SERVER_CASES_POLICY_HPP

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/result.hpp"

namespace gracegate::server {

struct Date {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;

  friend bool operator==(const Date& a, const Date& b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
  }
};

// When somebody is there to take a payment, on the wall of the account's zone. Limits start within it only.
struct WorkingHours {
  std::array<bool, 7> days{false, true, true, true, true, true, false};  // from Sunday
  int from_minute = 9 * 60;                                              // minutes after midnight; from < to
  int to_minute = 17 * 60;
  std::vector<Date> holidays;
};

// Append-only: a change makes a new version; running cases keep the one they were opened with.
struct Policy {
  std::string name;  // 1 to 40 characters of a-z 0-9 _ -
  int version = 1;
  int reminder_days = 0;                  // before the banner shows; 0 to 365
  int countdown_days = 14;                // 1 to 365; fewer than 14 need the admin role
  std::optional<int> read_only_days = 7;  // 1 to 365; nullopt: straight from countdown to shutdown
  bool ends_in_shutdown = true;  // false: stays read-only; then read_only_days says nothing and is nullopt
  bool needs_sighting = true;    // nobody is limited before somebody was shown the banner
  // Until so many days before the deadline who wants may see the banner as a thin line; 3 to 365, nullopt:
  // never.
  std::optional<int> snooze_days_before = 7;
  // So long at most who asks about the bill, or for time, pauses the case, until they have an answer; 0
  // to 14.
  int help_hold_days = 0;
  WorkingHours hours;
};

inline constexpr int kFullCountdownDays = 14;
inline constexpr std::size_t kMaxHolidays = 400;
// Of the days of working hours.
inline constexpr std::array<std::string_view, 7> kDayNames{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

// Errors: invalid_argument with the JSON pointer of the member at fault.
Result<void> validate(const Policy& policy);
// The policies that exist from the first start: standard, read_only (ends there), direct (shuts down without
// a read-only stage), gentle (7 days of reminder first).
std::vector<Policy> built_in_policies();

}  // namespace gracegate::server

#endif
