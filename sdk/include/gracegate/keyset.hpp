// Keys: roots that a product pins, and the set of signing keys that a root vouches for
// (docs/formats/keyset.md).
#ifndef GRACEGATE_KEYSET_HPP
#define GRACEGATE_KEYSET_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/export.h"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// An Ed25519 public key (RFC 8032). Its text form is the base64url `x` of its JWK (RFC 8037): 43 characters.
struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};

  friend bool operator==(const PublicKey& a, const PublicKey& b) { return a.bytes == b.bytes; }
};

// Errors: malformed (not 43 characters of base64url), untrusted (one of the small-order points, with which
// anybody can sign, or not the canonical form of a point).
GRACEGATE_API Result<PublicKey> parse_public_key(std::string_view text);
GRACEGATE_API std::string to_string(const PublicKey& key);
// RFC 7638 thumbprint, base64url: the `kid` of a key.
GRACEGATE_API std::string key_id(const PublicKey& key);

struct SigningKey {
  std::string id;  // `kid`
  PublicKey key;
  TimePoint not_before;  // notices with an `iat` in [not_before, not_after) may be signed by it
  TimePoint not_after;
};

// Limits of the format; what is above one is refused with ErrorCode::too_large.
inline constexpr std::size_t kMaxKeySetBytes = 16 * 1024;
inline constexpr std::size_t kMaxKeys = 32;
inline constexpr std::size_t kMaxSuccessions = 16;

// Signing keys as a root names them. Threads: a value.
struct KeySet {
  std::int64_t version = 0;  // only grows
  TimePoint issued_at;
  TimePoint expires_at;  // from then on nothing counts that one of the keys has signed
  std::string account;   // counts in a product that runs as this account alone; empty: everywhere
  std::vector<SigningKey> keys;
  std::vector<std::string> successions;  // JWS, oldest first: each root names the one in its place
  std::vector<PublicKey> roots;          // by verify_keyset(): the only ones to believe from now on

  // nullptr: no such key, or not valid then. `at` is the `iat` of what was signed.
  const SigningKey* find(std::string_view id, TimePoint at) const;
};

// Verifies a key set (JWS, typ gracegate-keyset+jwt) against roots: the pinned ones, or once a set is held
// KeySet::roots of that one, so that a root which was replaced is never believed again. Time, version and
// account are the caller's to compare. Errors: malformed, too_large, untrusted.
GRACEGATE_API Result<KeySet> verify_keyset(std::string_view jws, const std::vector<PublicKey>& roots);

}  // namespace gracegate

#endif
