// The gate's time: what the server said last, plus what has elapsed since. docs/product/time.md.
#ifndef GRACEGATE_CLIENT_TRUSTED_TIME_HPP
#define GRACEGATE_CLIENT_TRUSTED_TIME_HPP

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include "gracegate/clock.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// What is kept over a restart.
struct SavedTime {
  std::optional<TimePoint> confirmed;  // the server's time, and what had elapsed since
  std::optional<TimePoint> latest;     // the latest time that the gate went by, confirmed or not
};

// The machine's clock is read once, at the start, and counts only from the first failed attempt to reach the
// server: before that the gate goes by the last confirmed time, so that a clock that is ahead restricts
// nobody while the server can be reached. It never counts for less than `latest`, so that turning it back
// gains nothing. From the first answer on only the server and the elapsed time count. Threads: now() from
// any, wait-free; all else from one.
class TrustedTime {
 public:
  TrustedTime(std::shared_ptr<const Clock> clock, const SavedTime& saved);

  TimePoint now() const noexcept;
  // The server was asked and did not answer.
  void no_answer() noexcept;
  // Goes on from the latest time of before the start, confirmed or not: for what must not begin anew with it.
  void go_on() noexcept;
  // Time of a receipt, whose answer came `took` after it was asked for. It was cut off to whole seconds and
  // is as old as the way of the answer: it is a lower bound of the server's time. The greatest of these
  // bounds is the gate's time, so that it is never ahead of the server's and a slow answer does not set it
  // back; one that this answer contradicts is given up.
  void server_said(TimePoint at, std::chrono::milliseconds took = {}) noexcept;
  // Whether the server has said so since the start.
  bool is_confirmed() const noexcept { return said_at_.has_value(); }
  // Something verified was issued then: it cannot be earlier now.
  void not_before(TimePoint issued_at) noexcept;

  SavedTime to_save() const noexcept;

  // A bound loses one part in so many of what has elapsed since: a clock may run that much too fast.
  static constexpr std::int64_t kDriftsBy = 2000;

 private:
  std::int64_t by_offset(std::int64_t offset) const noexcept { return elapsed() + offset; }
  std::int64_t elapsed() const noexcept { return clock_->elapsed().count(); }

  // All in milliseconds; an offset is a time since 1970 minus the elapsed time.
  std::shared_ptr<const Clock> clock_;
  std::atomic<std::int64_t> offset_;
  std::atomic<std::int64_t> floor_;
  std::optional<std::int64_t> confirmed_offset_;
  std::optional<std::int64_t> said_at_;  // elapsed time at the server's last answer
  std::int64_t wall_offset_;             // from the machine's clock; once the server has spoken, from it
  std::int64_t latest_offset_;           // from what was saved; likewise
};

}  // namespace gracegate

#endif
