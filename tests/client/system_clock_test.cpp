#include "client/system_clock.hpp"

#include <time.h>

#include "tests/support/catch.hpp"

using namespace gracegate;
using std::chrono::milliseconds;

#ifdef CLOCK_BOOTTIME
namespace {

milliseconds since_boot() {
  timespec now{};
  REQUIRE(::clock_gettime(CLOCK_BOOTTIME, &now) == 0);
  return std::chrono::seconds(now.tv_sec) + milliseconds(now.tv_nsec / 1000000);
}

}  // namespace

// On a machine that has slept since it was started no other clock says so.
TEST_CASE("The elapsed time is that since the machine was started, asleep or awake") {
  const milliseconds before = since_boot();
  const milliseconds elapsed = SystemClock().elapsed();
  CHECK(before <= elapsed);
  CHECK(elapsed <= since_boot());
}
#endif
