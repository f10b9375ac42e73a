#include "server/cases/unseen.hpp"

#include <algorithm>
#include <utility>

namespace gracegate::server {

bool needs_time_to_be_seen(const Setting& setting, const Case& one) {
  return one.state == CaseState::open && !one.seen_at && setting.policy.needs_sighting &&
         !is_on_hold(one, setting.now) && setting.now > one.schedule.deadline - kSeenBefore;
}

Result<Case> give_time_to_be_seen(const Setting& setting, Case one) {
  const TimePoint from = std::max(one.schedule.deadline, setting.now);
  return extend(setting, std::move(one), from + kUnseenDays * kDay);
}

}  // namespace gracegate::server
