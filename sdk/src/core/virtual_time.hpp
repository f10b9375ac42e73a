// A clock that is shifted and scaled, for demos and tests. The file that shares one between processes has one
// line: "ORIGIN_REAL_MS ORIGIN_SHOWN_MS RATE".
#ifndef GRACEGATE_CORE_VIRTUAL_TIME_HPP
#define GRACEGATE_CORE_VIRTUAL_TIME_HPP

#include <cstdint>
#include <string_view>

#include "gracegate/result.hpp"

namespace gracegate {

// At the real instant origin_real_ms the clock shows origin_shown_ms; then it runs `rate` times as fast.
// Milliseconds since 1970. A value.
struct VirtualTime {
  std::int64_t origin_real_ms = 0;
  std::int64_t origin_shown_ms = 0;
  double rate = 1;

  // What is shown at a real instant; within the years 1970 to 9999 always.
  std::int64_t at_ms(std::int64_t real_ms) const;
};

// One line, with or without an end of line. Three decimal numbers with single spaces between them: two
// instants of the years 1970 to 9999 and a rate from 0 (the clock stands) to 1000000. Error: malformed.
Result<VirtualTime> parse_virtual_time(std::string_view line);

}  // namespace gracegate

#endif
