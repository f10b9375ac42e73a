// What the next key set says. Pure, but for the private halves of new keys, which are on the disk before a
// set names them.
#ifndef GRACEGATE_SERVER_PUBLISH_NEXT_KEYSET_HPP
#define GRACEGATE_SERVER_PUBLISH_NEXT_KEYSET_HPP

#include <optional>
#include <string>

#include "server/publish/key_folder.hpp"

namespace gracegate::server {

// A clock that is set back by less does not unmake a key that is to sign at once.
inline constexpr Seconds kClockTolerance = kDay;

TimePoint last_end(const KeySet& set);  // of its signing keys

// The key that signs at `now`: of those that are valid and here, the first to end of those that have long
// enough to go, else the last to end. Nothing where there is none.
Result<std::optional<Signer>> choose_signer(const KeyFolder& folder, const KeySet& set, TimePoint now);

// Adds a new key, valid from `from` to `until`.
Result<void> add_key(const KeyFolder& folder, KeySet& set, TimePoint from, TimePoint until);
// Errors: not_found.
Result<void> drop_key(KeySet& set, const std::string& kid);
// Whether without one more key nobody could sign now, or not for as long as `needed`.
Result<bool> lacks_key(const KeyFolder& folder, const KeySet& set, Seconds needed, TimePoint now);
// Adds that one, which signs from now on and lasts for `life`. Whether it has.
Result<bool> add_key_if_lacking(const KeyFolder& folder, KeySet& set, Seconds needed, Seconds life,
                                TimePoint now);

// Makes it the set after the one it was, for `life`, without keys of which nothing counts any more.
void turn_page(KeySet& set, Seconds life, TimePoint now);
// The same, signed. Errors of both: conflict (more than readers take).
Result<SignedSet> sign_next(const Signer& root, KeySet set, Seconds life, TimePoint now);
// The set as it is, until `until`, for one account alone.
Result<SignedSet> sign_for(const Signer& root, KeySet set, const std::string& account, TimePoint until);

}  // namespace gracegate::server

#endif
