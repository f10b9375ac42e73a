// The modes of a case, or of all cases of a notice, as the few instants at which they start.
#ifndef GRACEGATE_CORE_MODE_SCHEDULE_HPP
#define GRACEGATE_CORE_MODE_SCHEDULE_HPP

#include <array>
#include <cstddef>

#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

inline constexpr TimePoint kNever = TimePoint::max();

// When countdown, read_only and shutdown start, in this order; each not before the one in front of it.
struct ModeStarts {
  std::array<TimePoint, 3> from{kNever, kNever, kNever};

  TimePoint of(Mode mode) const noexcept { return from[static_cast<std::size_t>(mode) - 1]; }  // not of open
  Mode at(TimePoint now) const noexcept {
    for (std::size_t i = from.size(); i > 0; --i)
      if (now >= from[i - 1] && from[i - 1] != kNever) return static_cast<Mode>(i);
    return Mode::open;
  }
  // The first start after `now`; kNever where there is none.
  TimePoint next_after(TimePoint now) const noexcept;
};

// The starts of one case. Three promises hold whatever the notice says: a limit never starts before the
// case's deadline; a mode that would start in [hold.from, hold.until) starts at hold.until, so that during a
// hold the mode is the one of the second before it; and a mode never gets milder as time passes.
ModeStarts starts_of(const NoticeCase& one) noexcept;

// What a notice's cases impose together, for any instant: a small value for the hot path. at() is always the
// mode of standing_at(). Threads: a value.
struct ModeSchedule {
  ModeStarts starts;
  TimePoint expires = kNever;
  TimePoint suspended_from = kNever;  // [from, until); empty where enforcement is not suspended
  TimePoint suspended_until = kNever;

  Mode at(TimePoint now) const noexcept { return now >= expires ? Mode::open : planned(now); }

  // As at(), as if the notice did not expire: the plan, which a renewed notice goes on with.
  Mode planned(TimePoint now) const noexcept {
    const Mode mode = starts.at(now);
    return is_suspended(now) && mode > Mode::countdown ? Mode::countdown : mode;
  }
  // The first instant after `now` at which the planned mode is stricter than now; kNever if there is none.
  TimePoint next_stricter(TimePoint now) const noexcept;
  bool is_suspended(TimePoint now) const noexcept { return suspended_from <= now && now < suspended_until; }
};
ModeSchedule schedule_of(const Notice& notice) noexcept;

}  // namespace gracegate

#endif
