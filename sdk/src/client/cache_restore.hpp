// What the cache is good for: all of it verified again.
#ifndef GRACEGATE_CLIENT_CACHE_RESTORE_HPP
#define GRACEGATE_CLIENT_CACHE_RESTORE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "client/cache_format.hpp"
#include "client/place.hpp"
#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

struct Restored {
  CacheHead head;
  KeySet keys;
  Place place;  // as head.newest says; the beginning where that is missing or does not verify
  std::vector<RecordRef> records;
  std::size_t unusable = 0;             // notices that do not verify (any more): left out
  std::vector<std::string> unverified;  // JWS of those above kVerifiedAtOnce
};

// About 0.1 ms each: so many do not hold up the start of a product.
inline constexpr std::size_t kVerifiedAtOnce = 30;

// The key set is verified with the roots, each notice with the key set. Errors: malformed, untrusted (another
// product, another account, another root).
Result<Restored> restore_cache(std::string_view text, const std::vector<PublicKey>& roots,
                               const std::string& product, const std::string& account);
// nullptr: it verifies and has no case. Errors: malformed, too_large, untrusted.
Result<RecordRef> restore_record(std::string_view jws, const KeySet& keys, const std::string& product,
                                 const std::string& account);

}  // namespace gracegate

#endif
