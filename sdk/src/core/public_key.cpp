// Public keys: their text, their id, and which are refused.
#include <algorithm>
#include <array>

#include "core/base64url.hpp"
#include "core/signature.hpp"
#include "gracegate/keyset.hpp"

namespace gracegate {
namespace {

using Bytes = std::array<std::uint8_t, 32>;

// The y coordinates of the eight points of small order, little-endian. With either sign of x these, and the
// encodings of the first two at y + p, are all keys under which anybody can make a signature.
constexpr std::array<Bytes, 5> kSmallOrder = {{
    {0},
    {1},
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
     0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
     0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
}};

Bytes without_sign(Bytes bytes) {
  bytes[31] &= 0x7f;
  return bytes;
}

bool is_small_order(const PublicKey& key) {
  return std::find(kSmallOrder.begin(), kSmallOrder.end(), without_sign(key.bytes)) != kSmallOrder.end();
}

// Whether y is below p = 2^255 - 19, as RFC 8032 §5.1.3 asks.
bool is_canonical(const PublicKey& key) {
  const Bytes y = without_sign(key.bytes);
  if (y[31] != 0x7f || y[0] < 0xed) return true;
  return !std::all_of(y.begin() + 1, y.end() - 1, [](std::uint8_t byte) { return byte == 0xff; });
}

}  // namespace

Result<void> check_public_key(const PublicKey& key) {
  if (!is_canonical(key)) {
    return Error{ErrorCode::untrusted, "public key is not in canonical form: make another", {}};
  }
  if (is_small_order(key)) {
    return Error{ErrorCode::untrusted, "public key has small order, anybody could sign: make another", {}};
  }
  return {};
}

Result<PublicKey> parse_public_key(std::string_view text) {
  const auto bytes = text.size() == 43 ? base64url_decode(text) : std::nullopt;
  PublicKey key;
  if (!bytes || bytes->size() != key.bytes.size()) {
    return Error{ErrorCode::malformed, "public key must be 43 characters of base64url", {}};
  }
  std::copy(bytes->begin(), bytes->end(), key.bytes.begin());
  if (auto checked = check_public_key(key); !checked) return checked.error();
  return key;
}

std::string to_string(const PublicKey& key) {
  return base64url_encode({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()});
}

std::string key_id(const PublicKey& key) {
  const std::string jwk = R"({"crv":"Ed25519","kty":"OKP","x":")" + to_string(key) + "\"}";
  return sha256_text({jwk});
}

}  // namespace gracegate
