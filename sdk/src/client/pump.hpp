// What a gate does when, on whatever thread.
#ifndef GRACEGATE_CLIENT_PUMP_HPP
#define GRACEGATE_CLIENT_PUMP_HPP

#include <atomic>
#include <chrono>
#include <memory>

#include "client/engine.hpp"

namespace gracegate {

// Threads: any; a turn while another is under way (on another thread, or in a callback of that turn) does
// nothing.
class Pump {
 public:
  using Wait = Engine::Wait;

  explicit Pump(std::shared_ptr<Engine> engine) : engine_(std::move(engine)) {}
  Pump(const Pump&) = delete;
  Pump& operator=(const Pump&) = delete;

  // Sends requests for help, and asks the server if its time has come, which takes `at_most` (zero: neither);
  // tells of what has changed and saves. Returns when the next turn is due.
  Wait turn(Wait at_most) noexcept;

 private:
  using Instant = std::chrono::steady_clock::time_point;

  const std::shared_ptr<Engine> engine_;
  Instant next_sync_ = std::chrono::steady_clock::now();
  std::atomic_flag is_turning_ = ATOMIC_FLAG_INIT;
};

}  // namespace gracegate

#endif
