#include "client/random.hpp"

#include <chrono>
#include <exception>
#include <random>

#include "core/base64url.hpp"

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

std::string random_nonce() {
  std::random_device device;
  std::string bytes;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t word = device();
    for (const int shift : {0, 8, 16, 24}) bytes.push_back(static_cast<char>(word >> shift & 0xffu));
  }
  return base64url_encode(bytes);
}

}  // namespace gracegate
