// Instants in tests, as people write them.
#ifndef GRACEGATE_TESTS_SERVER_CASES_AT_HPP
#define GRACEGATE_TESTS_SERVER_CASES_AT_HPP

#include <string_view>

#include "gracegate/time.hpp"
#include "tests/support/catch.hpp"

inline gracegate::TimePoint at(std::string_view text) {
  const auto parsed = gracegate::parse_rfc3339(text);
  REQUIRE(parsed);
  return *parsed;
}

#endif
