#include "server/cases/schedule.hpp"

#include <cassert>

#include "server/cases/calendar.hpp"

namespace gracegate::server {
namespace {

// The stages that restrict, from the first instant at which they may.
void add_limits(const Policy& policy, const std::string& zone, TimePoint not_before,
                std::vector<Stage>& stages) {
  const TimePoint first = next_working_time(policy.hours, zone, not_before);
  const bool reads_first = policy.read_only_days || !policy.ends_in_shutdown;
  if (reads_first) stages.push_back({Mode::read_only, first});
  if (!policy.ends_in_shutdown) return;
  const TimePoint shutdown =
      reads_first ? next_working_time(policy.hours, zone, first + *policy.read_only_days * kDay) : first;
  stages.push_back({Mode::shutdown, shutdown});
}

}  // namespace

TimePoint Schedule::countdown_from() const {
  for (const Stage& stage : stages)
    if (stage.mode >= Mode::countdown) return stage.from;
  return TimePoint::max();
}

TimePoint Schedule::limited_from() const {
  for (const Stage& stage : stages)
    if (stage.mode > Mode::countdown) return stage.from;
  return TimePoint::max();
}

Schedule plan(const Policy& policy, const std::string& zone, TimePoint start) {
  const TimePoint countdown = start + policy.reminder_days * kDay;
  const TimePoint deadline = countdown + policy.countdown_days * kDay;
  return replan(policy, zone, start, {countdown, deadline, deadline});
}

Schedule replan(const Policy& policy, const std::string& zone, TimePoint opened_at, const Replan& to) {
  assert(to.limit_not_before >= to.deadline);
  Schedule schedule;
  schedule.deadline = to.deadline;
  schedule.limit_not_before = to.limit_not_before;
  if (policy.snooze_days_before) schedule.snooze_until = to.deadline - *policy.snooze_days_before * kDay;
  if (to.countdown_from > opened_at) schedule.stages.push_back({Mode::open, opened_at});
  schedule.stages.push_back({Mode::countdown, to.countdown_from});
  add_limits(policy, zone, to.limit_not_before, schedule.stages);
  return schedule;
}

Schedule escalated(const Policy& policy, const std::string& zone, const Schedule& current, TimePoint now) {
  const TimePoint limit = current.limited_from();
  const bool is_limited = limit < now;
  Schedule schedule = current;
  schedule.stages.clear();
  for (const Stage& stage : current.stages)
    if (stage.mode <= Mode::countdown || (stage.mode == Mode::read_only && is_limited))
      schedule.stages.push_back(stage);
  schedule.stages.push_back(
      {Mode::shutdown, is_limited ? next_working_time(policy.hours, zone, now) : limit});
  return schedule;
}

Schedule rezoned(const Policy& policy, const std::string& zone, const Schedule& current, TimePoint now) {
  Schedule schedule = current;
  Seconds delay{0};
  for (Stage& stage : schedule.stages) {
    if (stage.mode <= Mode::countdown || stage.from <= now) continue;
    const TimePoint from = next_working_time(policy.hours, zone, stage.from + delay);
    delay = from - stage.from;
    stage.from = from;
  }
  return schedule;
}

}  // namespace gracegate::server
