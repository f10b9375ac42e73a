// Ed25519 and SHA-256. signature.cpp is the only file of core that knows OpenSSL; no private key comes here.
#ifndef GRACEGATE_CORE_SIGNATURE_HPP
#define GRACEGATE_CORE_SIGNATURE_HPP

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/keyset.hpp"

namespace gracegate {

using Signature = std::array<std::uint8_t, 64>;

// RFC 8032 §5.1.7, with S below the group order: a signature has one form. False for every key that
// check_public_key() refuses. About 150 µs.
bool verify_signature(const PublicKey& key, std::string_view message, const Signature& signature);

// Refuses keys with which anybody can sign, and forms that are not canonical. Error: untrusted.
Result<void> check_public_key(const PublicKey& key);

// base64url of the SHA-256 of the pieces one after the other: 43 characters. Precondition of both: OpenSSL is
// able to allocate; false or zeros otherwise, so that nothing verifies.
std::string sha256_text(const std::vector<std::string_view>& pieces);

}  // namespace gracegate

#endif
