// From a policy to instants: when a case's stages hold. Pure.
#ifndef GRACEGATE_SERVER_CASES_SCHEDULE_HPP
#define GRACEGATE_SERVER_CASES_SCHEDULE_HPP

#include <optional>
#include <string>
#include <vector>

#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"
#include "server/cases/policy.hpp"

namespace gracegate::server {

struct Schedule {
  TimePoint deadline;                       // promised
  TimePoint limit_not_before;               // the deadline, or three days later where it was extended
  std::vector<Stage> stages;                // see NoticeCase::stages
  std::optional<TimePoint> snooze_until{};  // see NoticeCase::snooze_until

  TimePoint countdown_from() const;
  TimePoint limited_from() const;  // TimePoint::max(): nothing is ever limited
};

// For a case opened at `start`: reminder, countdown of exactly countdown_days × 24 h, then the limits at the
// first working time at or after the deadline, never before it.
Schedule plan(const Policy& policy, const std::string& zone, TimePoint start);

// A schedule from its three decisions: when the countdown shows, what is promised, and before which instant
// nothing may be limited (at least the deadline).
struct Replan {
  TimePoint countdown_from;
  TimePoint deadline;
  TimePoint limit_not_before;
};
Schedule replan(const Policy& policy, const std::string& zone, TimePoint opened_at, const Replan& to);

// Straight to shutdown: when the first limit was due, or if that has begun at the first working time from
// `now`.
Schedule escalated(const Policy& policy, const std::string& zone, const Schedule& current, TimePoint now);

// In another zone: a limit to come that would start out of its working hours waits for them, and what follows
// it waits as long. Nothing comes earlier than before, and the promised deadline stays.
Schedule rezoned(const Policy& policy, const std::string& zone, const Schedule& current, TimePoint now);

}  // namespace gracegate::server

#endif
