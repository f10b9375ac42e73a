// How long an exchange may wait, and who may end it earlier.
#ifndef GRACEGATE_CLIENT_HTTP_PATIENCE_HPP
#define GRACEGATE_CLIENT_HTTP_PATIENCE_HPP

#include <chrono>

#include "gracegate/result.hpp"

namespace gracegate::http {

// Ends the waits of others, until it is lowered again. Threads: any.
class Interrupt {
 public:
  // Throws std::system_error where the process has no descriptor left.
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  void raise() noexcept;
  void lower() noexcept;
  bool is_raised() const noexcept;
  int descriptor() const noexcept { return event_; }  // readable once it is raised

 private:
  const int event_;
};

// Every wait of one exchange goes through here. Threads: one.
class Patience {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  // `cancel`: the gate is closing. `interrupt`: there is something to say first; may be nullptr.
  Patience(Instant end, const Interrupt& cancel, const Interrupt* interrupt = nullptr)
      : end_(end), cancel_(cancel), interrupt_(interrupt) {}

  // Until `events` (of poll) hold for the descriptor. Errors: unavailable, when the time is up or somebody
  // raised one of the interrupts.
  Result<void> wait_for(int descriptor, short events) const;
  // As much of it as there is, and `most` at most.
  Patience at_most(std::chrono::milliseconds most) const;
  // Nothing more is to be had.
  bool is_over() const {
    return cancel_.is_raised() || is_interrupted() || std::chrono::steady_clock::now() >= end_;
  }

 private:
  bool is_interrupted() const { return interrupt_ != nullptr && interrupt_->is_raised(); }
  const char* why_over() const;

  Instant end_;
  const Interrupt& cancel_;
  const Interrupt* interrupt_;
};

}  // namespace gracegate::http

#endif
