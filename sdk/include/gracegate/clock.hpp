// The gate's clocks, replaceable.
#ifndef GRACEGATE_CLOCK_HPP
#define GRACEGATE_CLOCK_HPP

#include <chrono>

#include "gracegate/time.hpp"

namespace gracegate {

// Threads: called from any, at the same time; must not block.
class Clock {
 public:
  virtual ~Clock() = default;
  // Time of day as the machine has it; may be wrong, may jump.
  virtual TimePoint wall() const noexcept = 0;
  // Time since some fixed instant; never goes back; goes on while the machine sleeps where that can be had.
  virtual std::chrono::milliseconds elapsed() const noexcept = 0;
  // Whether a test or a demo moves it: nothing wakes a gate then, so it looks every moment.
  virtual bool is_moved_by_hand() const noexcept { return false; }
};

}  // namespace gracegate

#endif
