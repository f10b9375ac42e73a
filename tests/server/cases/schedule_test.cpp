#include "server/cases/schedule.hpp"

#include "at.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

Policy named(const std::string& name) {
  for (const Policy& policy : built_in_policies())
    if (policy.name == name) return policy;
  FAIL("no such policy");
  return {};
}

// The promise of every schedule: in time order, each stage stricter and of some length, nothing limited
// before the deadline.
void check_sound(const Schedule& schedule) {
  for (std::size_t i = 1; i < schedule.stages.size(); ++i) {
    CHECK(schedule.stages[i - 1].from < schedule.stages[i].from);
    CHECK(schedule.stages[i - 1].mode < schedule.stages[i].mode);
  }
  CHECK(schedule.limited_from() >= schedule.deadline);
}

}  // namespace

TEST_CASE("The standard policy counts down exactly 14 days, is read-only for 7 and then shuts down") {
  const Schedule schedule = plan(named("standard"), "UTC", at("2026-11-23T10:00:00Z"));  // a Monday
  check_sound(schedule);
  CHECK(schedule.deadline == at("2026-12-07T10:00:00Z"));
  REQUIRE(schedule.stages.size() == 3);
  CHECK(schedule.stages[0].mode == Mode::countdown);
  CHECK(schedule.stages[0].from == at("2026-11-23T10:00:00Z"));
  CHECK(schedule.stages[1].mode == Mode::read_only);
  CHECK(schedule.stages[1].from == at("2026-12-07T10:00:00Z"));
  CHECK(schedule.stages[2].mode == Mode::shutdown);
  CHECK(schedule.stages[2].from == at("2026-12-14T10:00:00Z"));
}

TEST_CASE("A deadline on a weekend is kept, and the limit starts on Monday morning of the account's zone") {
  const Schedule schedule = plan(named("standard"), "Europe/Berlin", at("2026-11-22T16:18:52Z"));  // a Sunday
  check_sound(schedule);
  CHECK(schedule.deadline == at("2026-12-06T16:18:52Z"));
  CHECK(schedule.limited_from() == at("2026-12-07T08:00:00Z"));
  CHECK(mode_of(schedule, at("2026-12-07T07:59:59Z")) == Mode::countdown);
  CHECK(mode_of(schedule, at("2026-12-07T08:00:00Z")) == Mode::read_only);
}

TEST_CASE("Policies end in read-only, shut down directly, or remind first") {
  const TimePoint start = at("2026-11-23T10:00:00Z");
  const Schedule stays = plan(named("read_only"), "UTC", start);
  check_sound(stays);
  CHECK(mode_of(stays, at("2036-01-01T00:00:00Z")) == Mode::read_only);
  const Schedule direct = plan(named("direct"), "UTC", start);
  check_sound(direct);
  CHECK(mode_of(direct, at("2026-12-07T10:00:00Z")) == Mode::shutdown);
  const Schedule gentle = plan(named("gentle"), "UTC", start);
  check_sound(gentle);
  CHECK(mode_of(gentle, at("2026-11-30T09:59:59Z")) == Mode::open);
  CHECK(mode_of(gentle, at("2026-11-30T10:00:00Z")) == Mode::countdown);
  CHECK(gentle.deadline == at("2026-12-14T10:00:00Z"));
}

TEST_CASE("Whatever the start, the zone and the policy, a schedule is sound") {
  for (const char* zone : {"UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati",
                           "Pacific/Pago_Pago", "Asia/Kolkata"})
    for (const Policy& policy : built_in_policies())
      for (int hour = 0; hour < 24 * 370; hour += 7)
        check_sound(plan(policy, zone, at("2026-01-01T00:00:00Z") + hour * kHour));
}

TEST_CASE("A reminder is a stage of its own, in which nothing shows") {
  const TimePoint start = at("2026-11-23T10:00:00Z");
  const Schedule gentle = plan(named("gentle"), "UTC", start);
  CHECK(gentle.stages.front().mode == Mode::open);
  CHECK(gentle.stages.front().from == start);
  CHECK(gentle.countdown_from() == start + 7 * kDay);
}

TEST_CASE("Whenever it is escalated, a schedule is sound and its promise is kept") {
  for (const Policy& policy : built_in_policies())
    for (int hour = 0; hour < 24 * 40; ++hour) {
      const TimePoint start = at("2026-11-23T10:00:00Z");
      Schedule before = plan(policy, "UTC", start);
      before.limit_not_before += kDay;
      const Schedule hard = escalated(policy, "UTC", before, start + hour * kHour);
      INFO(policy.name << " after " << hour << " hours");
      check_sound(hard);
      CHECK(hard.deadline == before.deadline);
      CHECK(hard.limit_not_before == before.limit_not_before);
      CHECK(hard.stages.back().mode == Mode::shutdown);
      CHECK(hard.limited_from() >= before.limited_from());
    }
}

TEST_CASE("A shutdown that falls on a holiday waits for the next working day as well") {
  Policy policy = named("standard");
  policy.hours.holidays = {{2026, 12, 14}};
  const Schedule schedule = plan(policy, "UTC", at("2026-11-23T10:00:00Z"));
  CHECK(schedule.stages.back().from == at("2026-12-15T09:00:00Z"));
}
