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
  // Date of an answer that verified, `took` after it was asked for. It has whole seconds and was on the way
  // for no longer than that: where the gate's time is later by at most kSlack more it stays, so that neither
  // jitter nor a slow network sets it back.
  void server_said(TimePoint date, std::chrono::milliseconds took = {}) noexcept;
  // Something verified was issued then: it cannot be earlier now.
  void not_before(TimePoint issued_at) noexcept;

  SavedTime to_save() const noexcept;

  static constexpr Seconds kSlack{2};

 private:
  std::int64_t by_offset(std::int64_t offset) const noexcept { return elapsed() + offset; }
  std::int64_t elapsed() const noexcept { return clock_->elapsed().count(); }

  // All in milliseconds; an offset is a time since 1970 minus the elapsed time.
  std::shared_ptr<const Clock> clock_;
  std::atomic<std::int64_t> offset_;
  std::atomic<std::int64_t> floor_;
  std::optional<std::int64_t> confirmed_offset_;
  std::int64_t wall_offset_;    // from the machine's clock
  std::int64_t latest_offset_;  // from what was saved
};

}  // namespace gracegate

#endif
