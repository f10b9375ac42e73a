#include "qt/next_look.hpp"

#include <algorithm>

namespace gracegate::qt {
namespace {

constexpr Seconds kLongest{5};

Seconds unit_of(Seconds left) { return left > kDay ? kDay : left > kHour ? kHour : kMinute; }

// The count changes at whole units from what is counted to.
Seconds until_next_count(Seconds left) { return (left - Seconds{1}) % unit_of(left) + Seconds{1}; }

}  // namespace

std::chrono::milliseconds next_look(const std::optional<Banner>& banner, TimePoint now) {
  if (!banner || banner->counts_to <= now) return kLongest;
  const Seconds until = until_next_count(banner->counts_to - now);
  if (until <= Seconds{1}) return std::chrono::milliseconds(100);
  return std::min(kLongest, until - Seconds{1});
}

}  // namespace gracegate::qt
