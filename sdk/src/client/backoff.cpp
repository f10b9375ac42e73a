#include "client/backoff.hpp"

#include <algorithm>

#include "client/random.hpp"

namespace gracegate {

std::chrono::milliseconds Backoff::next() noexcept {
  const auto half = static_cast<std::uint64_t>(ceiling_.count()) / 2;
  const std::chrono::milliseconds wait =
      ceiling_ - std::chrono::milliseconds(next_random(random_) % (half + 1));
  ceiling_ = std::min(ceiling_ * 2, kMost);
  return wait;
}

}  // namespace gracegate
