#include "core/mode_schedule.hpp"

#include <algorithm>

namespace gracegate {
namespace {

TimePoint after_hold(TimePoint from, const std::optional<Hold>& hold) noexcept {
  const bool paused = hold && hold->from <= from && from < hold->until;
  return paused ? hold->until : from;
}

void merge(ModeStarts& into, const ModeStarts& other) noexcept {
  for (std::size_t i = 0; i < into.from.size(); ++i) into.from[i] = std::min(into.from[i], other.from[i]);
}

}  // namespace

TimePoint ModeStarts::next_after(TimePoint now) const noexcept {
  for (const TimePoint start : from)
    if (start > now) return start;
  return kNever;
}

ModeStarts starts_of(const NoticeCase& one) noexcept {
  ModeStarts starts;
  for (const Stage& stage : one.stages) {
    // A stage counts for the milder modes too: what is in read_only has been in countdown.
    for (std::size_t i = 0; i < static_cast<std::size_t>(stage.mode); ++i) {
      const bool is_limit = static_cast<Mode>(i + 1) > Mode::countdown;
      const TimePoint from = is_limit ? std::max(stage.from, one.deadline) : stage.from;
      starts.from[i] = std::min(starts.from[i], after_hold(from, one.hold));
    }
  }
  return starts;
}

TimePoint ModeSchedule::next_stricter(TimePoint now) const noexcept {
  const Mode mode = planned(now);
  TimePoint next = kNever;
  for (const TimePoint at : {starts.from[0], starts.from[1], starts.from[2], suspended_until})
    if (at > now && at < next && planned(at) > mode) next = at;
  return next;
}

ModeSchedule schedule_of(const Notice& notice) noexcept {
  ModeSchedule schedule;
  for (const NoticeCase& one : notice.cases) merge(schedule.starts, starts_of(one));
  schedule.expires = notice.expires_at;
  if (notice.suspended) {
    schedule.suspended_from = notice.suspended->from;
    schedule.suspended_until = notice.suspended->until;
  }
  return schedule;
}

}  // namespace gracegate
