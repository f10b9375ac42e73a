#include "client/system_clock.hpp"

#include <time.h>

namespace gracegate {

TimePoint SystemClock::wall() const noexcept {
  return std::chrono::floor<Seconds>(std::chrono::system_clock::now());
}

std::chrono::milliseconds SystemClock::elapsed() const noexcept {
#ifdef CLOCK_BOOTTIME
  timespec now{};
  if (clock_gettime(CLOCK_BOOTTIME, &now) == 0)
    return std::chrono::seconds(now.tv_sec) + std::chrono::milliseconds(now.tv_nsec / 1000000);
#endif
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace gracegate
