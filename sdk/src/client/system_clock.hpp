// The machine's clocks.
#ifndef GRACEGATE_CLIENT_SYSTEM_CLOCK_HPP
#define GRACEGATE_CLIENT_SYSTEM_CLOCK_HPP

#include "gracegate/clock.hpp"

namespace gracegate {

// elapsed() goes on while the machine sleeps (CLOCK_BOOTTIME; elsewhere the monotonic clock). Both are read
// without a system call. Threads: any.
class SystemClock : public Clock {
 public:
  TimePoint wall() const noexcept override;
  std::chrono::milliseconds elapsed() const noexcept override;
};

}  // namespace gracegate

#endif
