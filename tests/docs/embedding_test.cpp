#include <gracegate/testing.hpp>

#include "tests/support/catch.hpp"

using namespace gracegate;

TEST_CASE("A customer whose deadline passes can read, pay and export, and not write") {
  const TimePoint start{Seconds{1764000000}};
  auto clock = std::make_shared<testing::ManualClock>(start);
  const Gate gate = testing::fixed_gate({testing::example_notice("acme", Mode::countdown, start)}, clock);
  CHECK(gate.allows("acme", Operation::write));

  clock->advance(18 * kDay);  // the deadline was in 14 days; limits start in working hours
  CHECK_FALSE(gate.allows("acme", Operation::write));
  CHECK(gate.allows("acme", Operation::read));
  CHECK(gate.allows("acme", Operation::export_data));
  CHECK(gate.allows("acme", Operation::essential));
  CHECK(gate.allows("another", Operation::write));
}
