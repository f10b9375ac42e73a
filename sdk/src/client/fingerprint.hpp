// Keyed 64-bit fingerprints of account ids, for the snapshot's table.
#ifndef GRACEGATE_CLIENT_FINGERPRINT_HPP
#define GRACEGATE_CLIENT_FINGERPRINT_HPP

#include <cstdint>
#include <cstring>
#include <string_view>

namespace gracegate {

// Without the seed nobody can choose ids that fall together. Not a cryptographic hash: a hit is always
// followed by a comparison of the whole id.
class Fingerprint {
 public:
  explicit Fingerprint(std::uint64_t seed) noexcept : seed_(seed | 1) {}

  // Never 0, which marks an empty place.
  std::uint64_t of(std::string_view id) const noexcept {
    std::uint64_t hash = seed_ ^ (id.size() * kOdd);
    while (id.size() >= 8) {
      hash = fold(hash ^ word(id.data(), 8));
      id.remove_prefix(8);
    }
    if (!id.empty()) hash = fold(hash ^ word(id.data(), id.size()));
    hash = fold(hash ^ seed_);
    return hash == 0 ? 1 : hash;
  }

  // Mixes all bits (the finaliser of MurmurHash3).
  static std::uint64_t fold(std::uint64_t x) noexcept {
    x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdu;
    x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53u;
    return x ^ (x >> 33);
  }
  static constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15u;

 private:
  static std::uint64_t word(const char* bytes, std::size_t size) noexcept {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, size);
    return value;
  }
  std::uint64_t seed_;
};

}  // namespace gracegate

#endif
