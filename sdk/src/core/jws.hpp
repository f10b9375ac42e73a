// JWS compact serialisation (RFC 7515) as far as we use it: one header of three members, Ed25519 alone.
#ifndef GRACEGATE_CORE_JWS_HPP
#define GRACEGATE_CORE_JWS_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include "core/signature.hpp"
#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

inline constexpr std::string_view kNoticeType = "gracegate-notice+jwt";
inline constexpr std::string_view kKeySetType = "gracegate-keyset+jwt";
inline constexpr std::string_view kSuccessionType = "gracegate-root+jwt";
inline constexpr std::string_view kFeedType = "gracegate-feed+jwt";
inline constexpr std::string_view kReceiptType = "gracegate-receipt+jwt";

struct Jws {
  std::string kid;
  std::string payload;
  std::string_view signed_bytes;  // into the text that was parsed
  Signature signature{};
};

// Takes a JWS apart. The size is looked at before anything else. The signature is not verified. Errors:
// too_large, malformed, untrusted (`alg` or `typ` is another).
Result<Jws> parse_jws(std::string_view text, std::string_view type, std::size_t max_bytes);

// parse_jws(), then verifies the signature with the key that the header names. Whether the key was valid at
// the time of signing is not known before the payload is read: see check_key_time().
Result<Jws> verify_jws(std::string_view text, std::string_view type, std::size_t max_bytes,
                       const KeySet& keys);

// Whether the key `kid` may have signed at `issued_at`. Error: untrusted.
Result<void> check_key_time(const KeySet& keys, std::string_view kid, TimePoint issued_at);

// What is signed: base64url(header) "." base64url(payload).
std::string signing_input(std::string_view type, std::string_view kid, std::string_view payload);
// The finished JWS.
std::string assemble(std::string_view signing_input, const Signature& signature);

}  // namespace gracegate

#endif
