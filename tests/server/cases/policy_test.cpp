#include "server/cases/policy.hpp"

#include <functional>

#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;

TEST_CASE("Built-in policies are valid, and the default counts down 14 days") {
  const auto policies = built_in_policies();
  REQUIRE(policies.size() == 4);
  for (const Policy& policy : policies) {
    INFO(policy.name);
    CHECK(validate(policy));
    CHECK(policy.countdown_days == kFullCountdownDays);
    CHECK(policy.snooze_days_before == 7);
  }
  CHECK(policies[0].name == "standard");
  CHECK(policies[0].read_only_days == 7);
}

TEST_CASE("Snoozing ends 3 to 365 days before the deadline, or is left out") {
  Policy policy = built_in_policies().front();
  for (const std::optional<int> days :
       {std::optional<int>(3), std::optional<int>(365), std::optional<int>()}) {
    policy.snooze_days_before = days;
    CHECK(validate(policy));
  }
}

TEST_CASE("A policy that cannot be carried out is refused with the member at fault") {
  struct Row {
    const char* pointer;
    std::function<void(Policy&)> spoil;
  };
  const Row rows[] = {
      {"/name", [](Policy& p) { p.name = ""; }},
      {"/name", [](Policy& p) { p.name = "Standard"; }},
      {"/name", [](Policy& p) { p.name = std::string(41, 'a'); }},
      {"/name", [](Policy& p) { p.name = "a/b"; }},
      {"/reminder_days", [](Policy& p) { p.reminder_days = -1; }},
      {"/reminder_days", [](Policy& p) { p.reminder_days = 366; }},
      {"/countdown_days", [](Policy& p) { p.countdown_days = 0; }},
      {"/countdown_days", [](Policy& p) { p.countdown_days = -14; }},
      {"/countdown_days", [](Policy& p) { p.countdown_days = 366; }},
      {"/read_only_days", [](Policy& p) { p.read_only_days = 0; }},
      {"/read_only_days", [](Policy& p) { p.ends_in_shutdown = false; }},
      {"/snooze_days_before", [](Policy& p) { p.snooze_days_before = 2; }},
      {"/snooze_days_before", [](Policy& p) { p.snooze_days_before = 366; }},
      {"/help_hold_days", [](Policy& p) { p.help_hold_days = -1; }},
      {"/help_hold_days", [](Policy& p) { p.help_hold_days = 15; }},
      {"/working_hours/days", [](Policy& p) { p.hours.days.fill(false); }},
      {"/working_hours/from", [](Policy& p) { p.hours.from_minute = -1; }},
      {"/working_hours/to", [](Policy& p) { p.hours.to_minute = p.hours.from_minute; }},
      {"/working_hours/to", [](Policy& p) { p.hours.to_minute = 24 * 60 + 1; }},
      {"/working_hours/holidays", [](Policy& p) { p.hours.holidays.assign(401, Date{}); }},
  };
  for (const Row& row : rows) {
    Policy policy = built_in_policies().front();
    row.spoil(policy);
    const auto verdict = validate(policy);
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().code == ErrorCode::invalid_argument);
    CHECK(verdict.error().pointer == row.pointer);
    CHECK_FALSE(verdict.error().message.empty());
  }
}
