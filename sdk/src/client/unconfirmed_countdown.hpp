// Config::on_stale = countdown_then_read_only: since when no notice is in force, and what follows.
#ifndef GRACEGATE_CLIENT_UNCONFIRMED_COUNTDOWN_HPP
#define GRACEGATE_CLIENT_UNCONFIRMED_COUNTDOWN_HPP

#include <algorithm>
#include <optional>
#include <string>

#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// Runs from the moment when the gate first sees that the notice it holds has expired, and not from the
// expiry: a clock that jumps, or a machine that was off, shortens nobody's days. A gate that never had a
// notice has a day before it begins, to get one. Threads: one.
class UnconfirmedCountdown {
 public:
  static constexpr Seconds kFirstDay = kDay;

  // `since` and `ended_at`, when what is held expires, as they are at the start. No `since` is true that is
  // later than what a gate that knows nothing would take.
  UnconfirmedCountdown(Seconds length, std::optional<TimePoint> since, std::optional<TimePoint> ended_at,
                       TimePoint now)
      : length_(length), ended_at_(ended_at) {
    if (since) since_ = std::min(*since, now + kFirstDay);
  }

  // `good_until`: when the notice that is held expires; nullopt: none is. `is_time_confirmed`: whether `now`
  // is the server's time: one that is not may be earlier than the time that the countdown began at, and ends
  // it only where there is a newer notice. Whether it has begun or ended.
  bool look(std::optional<TimePoint> good_until, TimePoint now, bool is_time_confirmed);

  std::optional<TimePoint> since() const { return since_; }
  // What the gate goes by meanwhile, with a way to whoever can help out of the last notice, if there was one.
  // Precondition: since().
  Notice notice(const std::string& account, const Notice* last) const;

 private:
  const Seconds length_;
  std::optional<TimePoint> since_;  // may be in the future
  std::optional<TimePoint> ended_at_;
};

}  // namespace gracegate

#endif
