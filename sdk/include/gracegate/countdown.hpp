// How much time is left, as a person counts it: one function for page, API, terminal and mail.
#ifndef GRACEGATE_COUNTDOWN_HPP
#define GRACEGATE_COUNTDOWN_HPP

#include <cstdint>
#include <string_view>

#include "gracegate/export.h"
#include "gracegate/time.hpp"

namespace gracegate {

enum class CountUnit : std::uint8_t { days, hours, minutes };
GRACEGATE_API std::string_view to_string(CountUnit unit);  // "days"

struct Count {
  std::int64_t value = 0;  // 0 (minutes) once nothing is left
  CountUnit unit = CountUnit::minutes;

  friend bool operator==(Count a, Count b) { return a.value == b.value && a.unit == b.unit; }
};

// Whole units, always rounded up: days above 24 h ("14 days" from 14 d down to 13 d and 1 s), hours above 1 h
// ("24 hours" at exactly 24 h), minutes below. Independent of any zone: a day is 24 h.
// tests/vectors/countdown.json.
GRACEGATE_API Count count_down(Seconds left);

}  // namespace gracegate

#endif
