// Instants in tests, as people write them.
#ifndef GRACEGATE_TESTS_SERVER_CASES_AT_HPP
#define GRACEGATE_TESTS_SERVER_CASES_AT_HPP

#include <string_view>

#include "gracegate/standing.hpp"
#include "gracegate/time.hpp"
#include "server/cases/case.hpp"
#include "tests/support/catch.hpp"

inline gracegate::TimePoint at(std::string_view text) {
  const auto parsed = gracegate::parse_rfc3339(text);
  REQUIRE(parsed);
  return *parsed;
}

// What the SDK makes of it.
inline gracegate::Mode mode_of(const gracegate::server::Case& one, gracegate::TimePoint now) {
  return gracegate::mode_at(gracegate::server::to_notice_case(one), now);
}
inline gracegate::Mode mode_of(const gracegate::server::Schedule& schedule, gracegate::TimePoint now) {
  gracegate::server::Case one;
  one.schedule = schedule;
  return mode_of(one, now);
}

#endif
