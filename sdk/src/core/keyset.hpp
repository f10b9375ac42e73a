// The JSON of a key set, both directions (docs/formats/keyset.md).
#ifndef GRACEGATE_CORE_KEYSET_HPP
#define GRACEGATE_CORE_KEYSET_HPP

#include <string>
#include <string_view>

#include "gracegate/keyset.hpp"

namespace gracegate {

// Payload of a key set, to be signed with a root. Its `roots` are not in it: they are what a reader
// concludes.
std::string encode_keyset(const KeySet& keys);
// The inverse, with every check but the signature. Errors: malformed, too_large, untrusted (a key of small
// order).
Result<KeySet> decode_keyset_payload(std::string_view payload);

// Whatever the time, other than KeySet::find(). nullptr: no such key.
const SigningKey* find_key(const KeySet& keys, std::string_view id);

// Whether `than` took the place of `keys`.
bool is_older(const KeySet& keys, const KeySet& than);
// Whether it counts in a product that runs as `account` (empty: that follows the feed).
bool counts_for(const KeySet& keys, std::string_view account);

// One root in place of another.
struct Succession {
  TimePoint issued_at;
  PublicKey root;
};
// Payload of a succession, to be signed with the root before.
std::string encode_succession(const Succession& succession);
// Adds the JWS of the newest one; where there is no more room the oldest goes.
void add_succession(KeySet& keys, std::string jws);

}  // namespace gracegate

#endif
