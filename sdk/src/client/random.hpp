// Random numbers.
#ifndef GRACEGATE_CLIENT_RANDOM_HPP
#define GRACEGATE_CLIENT_RANDOM_HPP

#include <cstdint>
#include <string>

namespace gracegate {

// A seed for next_random(), from the operating system; where it has none, from addresses and the time. Never
// fails.
std::uint64_t random_seed() noexcept;

// The next number of a SplitMix64 sequence: for jitter and for keying tables, not for secrets.
inline std::uint64_t next_random(std::uint64_t& state) noexcept {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

// 128 bits that nobody can foresee, as 22 characters of base64url. Throws where the operating system has
// none.
std::string random_nonce();

}  // namespace gracegate

#endif
