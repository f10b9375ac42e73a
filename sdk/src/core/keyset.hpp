// The JSON of a key set, both directions (docs/formats/keyset.md).
#ifndef GRACEGATE_CORE_KEYSET_HPP
#define GRACEGATE_CORE_KEYSET_HPP

#include <string>
#include <string_view>

#include "gracegate/keyset.hpp"

namespace gracegate {

// Payload of a key set, to be signed with a root.
std::string encode_keyset(const KeySet& keys);
// The inverse, with every check but the signature. Errors: malformed, too_large, untrusted (a key of small
// order).
Result<KeySet> decode_keyset_payload(std::string_view payload);

}  // namespace gracegate

#endif
