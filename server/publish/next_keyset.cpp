#include "server/publish/next_keyset.hpp"

#include <algorithm>
#include <vector>

#include "core/jws.hpp"
#include "core/keyset.hpp"
#include "server/publish/keyring.hpp"

namespace gracegate::server {

namespace {

// What a key has signed is relied on for 30 days at the most, but for what is carried by hand: that brings a
// set along which names its key.
constexpr Seconds kKeptAfterEnd = 31 * kDay;

const SigningKey* preferred(const std::vector<const SigningKey*>& valid, TimePoint now) {
  const SigningKey* best = nullptr;
  for (const SigningKey* key : valid) {
    if (!best) {
      best = key;
      continue;
    }
    const bool best_lasts = best->not_after - now >= kChangeKeyBefore;
    const bool key_lasts = key->not_after - now >= kChangeKeyBefore;
    if (best_lasts && key_lasts ? key->not_after < best->not_after : key->not_after > best->not_after)
      best = key;
  }
  return best;
}

Result<SignedSet> signed_by(const Signer& root, const KeySet& set) {
  std::string jws = root.sign(kKeySetType, encode_keyset(set));
  auto read = verify_keyset(jws, {root.key()});
  if (read) return SignedSet{*std::move(read), std::move(jws)};
  return Error{
      ErrorCode::conflict,
      "readers would refuse the set (" + read.error().message + "): wait until old keys have left it", ""};
}

}  // namespace

TimePoint last_end(const KeySet& set) {
  TimePoint last{};
  for (const SigningKey& key : set.keys) last = std::max(last, key.not_after);
  return last;
}

// A private half is read only when its key is chosen.
Result<std::optional<Signer>> choose_signer(const KeyFolder& folder, const KeySet& set, TimePoint now) {
  std::vector<const SigningKey*> valid;
  for (const SigningKey& key : set.keys)
    if (key.not_before <= now && now < key.not_after) valid.push_back(&key);
  while (const SigningKey* best = preferred(valid, now)) {
    auto signer = folder.signing(best->id);
    if (!signer) return signer.error();
    if (*signer && (*signer)->id() == best->id) return signer;
    valid.erase(std::find(valid.begin(), valid.end(), best));  // of another machine, or thrown away
  }
  return std::optional<Signer>();
}

Result<void> add_key(const KeyFolder& folder, KeySet& set, TimePoint from, TimePoint until) {
  const auto made = folder.make_signing();
  if (!made) return made.error();
  set.keys.push_back({made->id(), made->key(), from, until});
  return {};
}

Result<void> drop_key(KeySet& set, const std::string& kid) {
  const SigningKey* const found = find_key(set, kid);
  if (found == nullptr)
    return Error{ErrorCode::not_found, "the key set names no key of this id; gracectl keys list shows them",
                 ""};
  set.keys.erase(set.keys.begin() + (found - set.keys.data()));
  return {};
}

Result<bool> lacks_key(const KeyFolder& folder, const KeySet& set, Seconds needed, TimePoint now) {
  const auto signer = choose_signer(folder, set, now);
  if (!signer) return signer.error();
  return !*signer || last_end(set) < now + needed;
}

Result<bool> add_key_if_lacking(const KeyFolder& folder, KeySet& set, Seconds needed, Seconds life,
                                TimePoint now) {
  const auto lacks = lacks_key(folder, set, needed, now);
  if (!lacks || !*lacks) return lacks;
  if (const auto added = add_key(folder, set, now - kClockTolerance, now + life); !added)
    return added.error();
  return true;
}

void turn_page(KeySet& set, Seconds life, TimePoint now) {
  const auto is_of_no_use = [&](const SigningKey& key) { return key.not_after + kKeptAfterEnd < now; };
  set.keys.erase(std::remove_if(set.keys.begin(), set.keys.end(), is_of_no_use), set.keys.end());
  ++set.version;
  set.issued_at = now;
  set.expires_at = now + life;
}

Result<SignedSet> sign_next(const Signer& root, KeySet set, Seconds life, TimePoint now) {
  turn_page(set, life, now);
  return signed_by(root, set);
}

Result<SignedSet> sign_for(const Signer& root, KeySet set, const std::string& account, TimePoint until) {
  set.account = account;
  set.expires_at = until;
  return signed_by(root, set);
}

}  // namespace gracegate::server
