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
  TimePoint deadline;         // promised
  std::vector<Stage> stages;  // see NoticeCase::stages
};

// For a case opened at `start`: reminder, countdown of exactly countdown_days × 24 h, then the limits at the
// first working time at or after the deadline, never before it.
Schedule plan(const Policy& policy, const std::string& zone, TimePoint start);

// The same case with another deadline: what has been restricted counts down again from `now`; limits start at
// the first working time at or after max(deadline, `not_before`).
Schedule replan(const Policy& policy, const std::string& zone, const Schedule& current, TimePoint now,
                TimePoint deadline, TimePoint not_before);

// Straight to shutdown: at the first working time at or after max(now, deadline); a read-only stage that has
// begun stays until then, one that has not is left out.
Schedule escalated(const Policy& policy, const std::string& zone, const Schedule& current, TimePoint now);

}  // namespace gracegate::server

#endif
