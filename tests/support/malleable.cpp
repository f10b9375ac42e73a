#include "tests/support/malleable.hpp"

#include <string_view>

namespace gracegate::test {
namespace {

// L = 2^252 + 27742317777372353535851937790883648493, little-endian.
constexpr std::uint8_t kOrder[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                     0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                     0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

unsigned nibble(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

PublicKey from_hex(std::string_view hex) {
  PublicKey key;
  for (std::size_t i = 0; i < key.bytes.size(); ++i) {
    key.bytes[i] = static_cast<std::uint8_t>(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
  }
  return key;
}

}  // namespace

Signature with_order_added(const Signature& signature) {
  Signature sum = signature;
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += sum[32 + i] + unsigned{kOrder[i]};
    sum[32 + i] = static_cast<std::uint8_t>(carry & 0xffu);
    carry >>= 8;
  }
  return sum;
}

std::vector<PublicKey> small_order_keys() {
  std::vector<PublicKey> keys;
  for (const char* hex : {
           "0100000000000000000000000000000000000000000000000000000000000000",  // order 1
           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // order 2
           "0000000000000000000000000000000000000000000000000000000000000000",  // order 4
           "0000000000000000000000000000000000000000000000000000000000000080",
           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",  // order 8
           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
           "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
           "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
           "0100000000000000000000000000000000000000000000000000000000000080",  // 1, x = 0 with a sign
           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",  // -1, x = 0 with a sign
           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // p
           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // p + 1
           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
       }) {
    keys.push_back(from_hex(hex));
  }
  return keys;
}

}  // namespace gracegate::test
