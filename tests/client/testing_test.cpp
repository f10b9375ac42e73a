#include "gracegate/testing.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {
const TimePoint kNow{Seconds{1764000000}};
}

TEST_CASE("A gate with fixed notices answers like a real one, and time moves by hand") {
  const auto clock = std::make_shared<testing::ManualClock>(kNow);
  const Gate gate = testing::fixed_gate({testing::example_notice("acme", Mode::countdown, kNow)}, clock);
  CHECK(gate.allows("acme", Operation::write));
  CHECK(gate.standing("acme").provenance == Provenance::fresh);
  CHECK(gate.banner("acme", {})->count == Count{14, CountUnit::days});
  CHECK(gate.notice("acme")->contact.name == "Ada Example");
  CHECK(gate.allows("bolt", Operation::write));
  CHECK(gate.health().accounts == 1);
  clock->advance(14 * kDay);
  CHECK_FALSE(gate.allows("acme", Operation::write));
  CHECK(gate.standing("acme").provenance == Provenance::fresh);
}

TEST_CASE("The example notice is in the mode that was asked for, around now") {
  for (const Mode mode : {Mode::open, Mode::countdown, Mode::read_only, Mode::shutdown}) {
    const Notice notice = testing::example_notice("acme", mode, kNow);
    CHECK(standing_at(notice, kNow).mode == mode);
    CHECK(standing_at(notice, kNow + kHour).mode == mode);
  }
}

TEST_CASE("A fixed gate can observe") {
  const auto clock = std::make_shared<testing::ManualClock>(kNow);
  const Gate gate = testing::fixed_gate({testing::example_notice("acme", Mode::shutdown, kNow)}, clock,
                                        Enforcement::observe);
  CHECK(gate.allows("acme", Operation::write));
  CHECK(gate.decide("acme", Operation::write).would_deny);
}

TEST_CASE("A gate that was moved from allows") {
  Gate gate = testing::fixed_gate({testing::example_notice("acme", Mode::shutdown, kNow)},
                                  std::make_shared<testing::ManualClock>(kNow));
  const Gate other = std::move(gate);
  CHECK_FALSE(other.allows("acme", Operation::read));
  CHECK(gate.allows("acme", Operation::read));  // NOLINT(bugprone-use-after-move)
  CHECK(gate.decide("acme", Operation::read).allowed);
  CHECK_FALSE(gate.banner("acme", {}));
}

TEST_CASE("A shared clock shows what its file says and refuses a file that says nothing") {
  std::string path = "/tmp/gracegate-clock-XXXXXX";
  ::close(::mkstemp(path.data()));
  CHECK_FALSE(testing::shared_clock(path));
  CHECK_FALSE(testing::shared_clock("/nowhere/clock"));
  std::ofstream(path) << "0 1764000000000 0\n";  // it stands
  const auto clock = testing::shared_clock(path);
  REQUIRE(clock);
  CHECK((*clock)->wall() == kNow);
  CHECK((*clock)->elapsed() == std::chrono::seconds(1764000000));
  ::unlink(path.c_str());
  CHECK((*clock)->wall() == kNow);
}
