#include "client/random.hpp"

#include <chrono>
#include <exception>
#include <random>

namespace gracegate {

std::uint64_t random_seed() noexcept {
  try {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) ^ device();
  } catch (const std::exception&) {
    int somewhere = 0;
    std::uint64_t state = reinterpret_cast<std::uintptr_t>(&somewhere);
    state ^= static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    return next_random(state);
  }
}

}  // namespace gracegate
