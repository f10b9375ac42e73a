#include "server/cases/policy.hpp"

#include <algorithm>

namespace gracegate::server {
namespace {

constexpr int kMaxDays = 365;
constexpr int kFewestSnoozeDays = 3;  // in which everybody sees the whole banner
constexpr int kMostHelpHoldDays = 14;
constexpr int kMinutesOfDay = 24 * 60;

bool is_policy_name(const std::string& name) {
  const auto is_name_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), is_name_character);
}

Error fault(const char* pointer, const char* message) {
  return Error{ErrorCode::invalid_argument, message, pointer};
}

Result<void> validate_hours(const WorkingHours& hours) {
  if (std::none_of(hours.days.begin(), hours.days.end(), [](bool works) { return works; }))
    return fault("/working_hours/days", "name at least one working day");
  if (hours.from_minute < 0 || hours.from_minute >= kMinutesOfDay)
    return fault("/working_hours/from", "give a time of day, for example 09:00");
  if (hours.to_minute <= hours.from_minute || hours.to_minute > kMinutesOfDay)
    return fault("/working_hours/to", "give a time of day after working_hours/from");
  if (hours.holidays.size() > kMaxHolidays)
    return fault("/working_hours/holidays", "give at most 400 holidays; leave out past ones");
  return {};
}

}  // namespace

Result<void> validate(const Policy& policy) {
  if (!is_policy_name(policy.name))
    return fault("/name", "use 1 to 40 characters of a-z, 0-9, _ and - for a policy's name");
  if (policy.reminder_days < 0 || policy.reminder_days > kMaxDays)
    return fault("/reminder_days", "give 0 to 365 days of reminder");
  if (policy.countdown_days < 1 || policy.countdown_days > kMaxDays)
    return fault("/countdown_days", "give 1 to 365 days of countdown: nobody is limited without notice");
  if (policy.read_only_days && (*policy.read_only_days < 1 || *policy.read_only_days > kMaxDays))
    return fault("/read_only_days", "give 1 to 365 days of read-only, or null to leave that stage out");
  if (policy.read_only_days && !policy.ends_in_shutdown)
    return fault("/read_only_days", "a policy that ends in read_only never leaves it: give null");
  if (policy.snooze_days_before &&
      (*policy.snooze_days_before < kFewestSnoozeDays || *policy.snooze_days_before > kMaxDays))
    return fault("/snooze_days_before", "give 3 to 365 days before the deadline, or null for no snoozing");
  if (policy.help_hold_days < 0 || policy.help_hold_days > kMostHelpHoldDays)
    return fault("/help_hold_days", "give 0 to 14 days of hold for who asks for help");
  return validate_hours(policy.hours);
}

std::vector<Policy> built_in_policies() {
  Policy standard;
  standard.name = "standard";
  Policy stays_readable = standard;
  stays_readable.name = "read_only";
  stays_readable.read_only_days.reset();
  stays_readable.ends_in_shutdown = false;
  Policy direct = standard;
  direct.name = "direct";
  direct.read_only_days.reset();
  Policy gentle = standard;
  gentle.name = "gentle";
  gentle.reminder_days = 7;
  return {standard, stays_readable, direct, gentle};
}

}  // namespace gracegate::server
