#include "client/retry_after.hpp"

#include "gracegate/time.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

TEST_CASE("Retry-After counts in whole seconds, up to a bound") {
  CHECK(parse_retry_after("120") == Seconds(120));
  CHECK(parse_retry_after("0") == Seconds(0));
  CHECK(parse_retry_after("999999999") == Seconds(999'999'999));
  CHECK(parse_retry_after("1000000000") == Seconds(999'999'999));
  CHECK(parse_retry_after("999999999999999999999") == Seconds(999'999'999));
  for (const char* text : {"", "-1", "1.5", "soon", "Fri, 31 Dec 1999 23:59:59 GMT", " 1"})
    CHECK_FALSE(parse_retry_after(text));
}
