// Random numbers for jitter and for keying tables. Not for secrets.
#ifndef GRACEGATE_CLIENT_RANDOM_HPP
#define GRACEGATE_CLIENT_RANDOM_HPP

#include <cstdint>

namespace gracegate {

// A seed from the operating system; where it has none, from addresses and the time. Never fails.
std::uint64_t random_seed() noexcept;

// The next number of a SplitMix64 sequence.
inline std::uint64_t next_random(std::uint64_t& state) noexcept {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace gracegate

#endif
