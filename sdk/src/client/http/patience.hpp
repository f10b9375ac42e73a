// How long an exchange may wait, and who may end it earlier.
#ifndef GRACEGATE_CLIENT_HTTP_PATIENCE_HPP
#define GRACEGATE_CLIENT_HTTP_PATIENCE_HPP

#include <atomic>
#include <chrono>

#include "gracegate/result.hpp"

namespace gracegate::http {

// Ends the waits of others, for good. Threads: any.
class Interrupt {
 public:
  // Throws std::system_error where the process has no descriptor left.
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  void raise() noexcept;
  bool is_raised() const noexcept { return is_raised_; }
  int descriptor() const noexcept { return event_; }  // readable once it is raised

 private:
  const int event_;
  std::atomic<bool> is_raised_{false};
};

// Every wait of one exchange goes through here. Threads: one.
class Patience {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  Patience(Instant end, const Interrupt& interrupt) : end_(end), interrupt_(interrupt) {}

  // Until `events` (of poll) hold for the descriptor. Errors: unavailable, when the time is up or somebody
  // raised the interrupt.
  Result<void> wait_for(int descriptor, short events) const;
  // As much of it as there is, and `most` at most.
  Patience at_most(std::chrono::milliseconds most) const;
  // Nothing more is to be had.
  bool is_over() const { return interrupt_.is_raised() || std::chrono::steady_clock::now() >= end_; }

 private:
  Instant end_;
  const Interrupt& interrupt_;
};

}  // namespace gracegate::http

#endif
