// Signatures and keys that lax readers of Ed25519 take for good.
#ifndef GRACEGATE_TESTS_SUPPORT_MALLEABLE_HPP
#define GRACEGATE_TESTS_SUPPORT_MALLEABLE_HPP

#include <vector>

#include "core/signature.hpp"
#include "gracegate/keyset.hpp"

namespace gracegate::test {

// The same signature with S + L instead of S: it satisfies the equation, RFC 8032 §5.1.7 refuses it.
Signature with_order_added(const Signature& signature);

// Every encoding of a point of small order: the eight of RFC 8032's form, and those with a y of p or more or
// with a sign for x = 0.
std::vector<PublicKey> small_order_keys();

}  // namespace gracegate::test

#endif
