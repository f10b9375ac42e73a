#include "core/virtual_time.hpp"

#include <limits>

#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

constexpr std::int64_t kLastMs = 253402300799999;

}  // namespace

TEST_CASE("A shared clock shows its origin at the origin, and goes on at its rate") {
  const VirtualTime day_per_second{1'764'000'000'000, 1'800'000'000'000, 86400};
  CHECK(day_per_second.at_ms(1'764'000'000'000) == 1'800'000'000'000);
  CHECK(day_per_second.at_ms(1'764'000'000'001) == 1'800'000'086'400);
  CHECK(day_per_second.at_ms(1'764'000'001'000) == 1'800'086'400'000);
  CHECK(day_per_second.at_ms(1'763'999'999'999) == 1'799'999'913'600);
}

TEST_CASE("At rate 1 not a millisecond is lost, at rate 0 the clock stands") {
  const VirtualTime real{0, 0, 1};
  for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{1}, std::int64_t{1'795'364'332'123}, kLastMs})
    CHECK(real.at_ms(ms) == ms);
  CHECK(VirtualTime{5, 7, 0}.at_ms(kLastMs) == 7);
}

TEST_CASE("A shared clock never shows a time outside of the years 1970 to 9999, and never goes back") {
  const VirtualTime fast{1000, 1000, 1e6};
  CHECK(fast.at_ms(0) == 0);
  CHECK(fast.at_ms(kLastMs) == kLastMs);
  CHECK(fast.at_ms(std::numeric_limits<std::int64_t>::min()) == 0);
  CHECK(fast.at_ms(std::numeric_limits<std::int64_t>::max()) == kLastMs);
  CHECK(VirtualTime{1000, 5000, 0.5}.at_ms(999) == 4999);  // rounded down on both sides of the origin
  CHECK(VirtualTime{1000, 5000, 0.5}.at_ms(1001) == 5000);
  const VirtualTime slow{1000, 5000, 0.3};
  for (std::int64_t ms = 0; ms < 3000; ++ms) CHECK(slow.at_ms(ms) <= slow.at_ms(ms + 1));
}

TEST_CASE("The line of a clock file is read with or without its end") {
  for (const char* line :
       {"1764000000000 1800000000000 86400", "1764000000000 1800000000000 86400\n",
        "1764000000000 1800000000000 86400\r\n", "1764000000000 1800000000000 86400.000"}) {
    const auto time = parse_virtual_time(line);
    REQUIRE(time.ok());
    CHECK(time->origin_real_ms == 1'764'000'000'000);
    CHECK(time->origin_shown_ms == 1'800'000'000'000);
    CHECK(time->rate == 86400);
  }
  CHECK(parse_virtual_time("0 0 0.25")->rate == 0.25);
  CHECK(parse_virtual_time("0 253402300799999 0")->rate == 0);
  CHECK(parse_virtual_time("0 0 0.999999999")->rate == 0.999999999);
  CHECK(parse_virtual_time("0 0 1000000")->rate == 1e6);
}

TEST_CASE("A line of a clock file that is not its three numbers is refused") {
  for (const char* line : {"",
                           "\n",
                           "0",
                           "0 0",
                           "0 0 ",
                           "0 0 1 ",
                           "0 0 1 1",
                           " 0 0 1",
                           "0  0 1",
                           "0\t0\t1",
                           "0 0 1\n\n",
                           "0 0 -1",
                           "-1 0 1",
                           "0 -1 1",
                           "+1 0 1",
                           "0 0 1e3",
                           "0 0 nan",
                           "0 0 inf",
                           "0 0 0x10",
                           "0 0 1,5",
                           "0 0 .5",
                           "0 0 1.",
                           "0 0 1.5.5",
                           "0 0 0.0000000001",
                           "0 0 1000001",
                           "0 0 1000000.1",
                           "0.5 0 1",
                           "253402300800000 0 1",
                           "0 253402300800000 1",
                           "9999999999999999 0 1",
                           "18446744073709551616 0 1",
                           "a b c"}) {
    INFO(line);
    const auto time = parse_virtual_time(line);
    REQUIRE_FALSE(time.ok());
    CHECK(time.error().code == ErrorCode::malformed);
  }
}

}  // namespace gracegate
