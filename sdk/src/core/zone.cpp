#include <algorithm>

#include "gracegate/time.hpp"

namespace gracegate {

Zone::Offset Zone::at(TimePoint instant) const {
  if (offsets.empty()) return {TimePoint{}, Seconds{0}, "UTC"};
  const auto later = std::upper_bound(offsets.begin(), offsets.end(), instant,
                                      [](TimePoint at, const Offset& entry) { return at < entry.from; });
  return later == offsets.begin() ? *later : *std::prev(later);
}

}  // namespace gracegate
