// The server's private keys: the root, which vouches for signing keys, and the signing key in use. Its files
// are those of a KeyFolder.
#ifndef GRACEGATE_SERVER_PUBLISH_KEYRING_HPP
#define GRACEGATE_SERVER_PUBLISH_KEYRING_HPP

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/publish/key_folder.hpp"

namespace gracegate::server {

inline constexpr Seconds kSigningKeyLife = 400 * kDay;
inline constexpr Seconds kRenewKeyBefore =
    60 * kDay;  // of its end: there is another key in the set from then
inline constexpr Seconds kChangeKeyBefore = 30 * kDay;  // of its end: the other one signs from then
inline constexpr Seconds kRotateAfter = kDay;           // so long readers have to learn of a new key
// Of a key set, with the root here. It is signed anew when half is left, as notices are.
inline constexpr Seconds kKeySetLife = 30 * kDay;
// With the root elsewhere:
inline constexpr Seconds kOfflineKeySetLife = 400 * kDay;  // of a key set, where nobody says how long
inline constexpr Seconds kMaxKeySetLife = 3650 * kDay;
inline constexpr Seconds kWarnBefore = 60 * kDay;  // of its end

// What there is, for people.
struct KeyringState {
  struct Key {
    SigningKey key;
    bool is_here = false;  // its private half
  };
  KeySet set;
  std::vector<Key> keys;
  std::string signs;  // id of the key in use
  PublicKey root;
  bool has_root = false;     // its private half, and no other one in its place
  bool has_request = false;  // a set waits to be signed elsewhere
};

// A set that is to be signed elsewhere.
struct KeySetRequest {
  std::string held;     // JWS of the present one
  std::string payload;  // encode_keyset() of the next
};

// A resource. Threads: any, at the same time. Each action is done once the key set is on the disk, and either
// whole or not at all: what a crash interrupts after that is finished by open(). Common errors: unavailable
// (disk), malformed and untrusted (files), conflict (the root is elsewhere, or root.pem is another one, or 32
// keys are in the set).
class Keyring {
 public:
  // Reads the keys in `folder`, and creates root, first signing key and key set where there are none; then
  // as renew(). Errors: unavailable (disk; no signing key is left and the root is away; there is no root and
  // none may be made), malformed, untrusted (files that others can read; a set by another root),
  // conflict (root.pem is another root than that of the set), with the file's name.
  static Result<std::unique_ptr<Keyring>> open(const std::string& folder, TimePoint now,
                                               MissingRoot missing = MissingRoot::make);
  ~Keyring();

  // While root.pem is there: when the last signing key ends within 60 days, or none of them is here any more,
  // puts a new one into the set; and signs the set anew when it ends within half its life.
  // Switches from the key in use to the next one 30 days before its end, when readers know the new set.
  // True: the key in use is another than before. Errors: as open(); the keys stay as they were. Call it
  // daily.
  Result<bool> renew(TimePoint now);

  // A new signing key, which signs from a day later, when readers know it; the others end a day after that.
  Result<void> rotate(TimePoint now);
  // The key is not in the set any more, and where no other one is left a new one signs at once. Error:
  // not_found.
  Result<void> revoke(const std::string& kid, TimePoint now);
  // The set that is carried to a product of `account` by hand: what comes with it counts no longer than it
  // does. The present one, or where that ends before `until` one that lasts as long, counts for that account
  // alone, and is not published: what was stolen with a signing key would last as long everywhere. Error:
  // conflict, saying until when it would do.
  Result<SignedSet> carried_set(const std::string& account, TimePoint until) const;
  // A new root in place of the present one, which signs that and is gone.
  Result<void> replace_root(TimePoint now);
  // Signs a set for `life`, with keys that last as long, and lets the private root go. Error: conflict
  // (`copy`, the public key of the copy that was made of it, is another's).
  Result<void> remove_root(const PublicKey& copy, Seconds life, TimePoint now);

  // The next set for a root elsewhere: for `life` from now, with keys that last as long, and without
  // `revoked` (empty: none). A new key is on the disk already. Error: not_found (`revoked`).
  Result<KeySetRequest> request(Seconds life, const std::string& revoked, TimePoint now);
  // Takes a set that was signed elsewhere, by the root or by one in its place. Errors: malformed, untrusted,
  // outdated (its version is not above that of the present one, or it has ended), conflict (it names a new
  // key that is not here, or none that could sign now).
  Result<void> install(const std::string& jws, TimePoint now);

  // JWS of `payload` with type `typ`, by the signing key in use.
  std::string sign(std::string_view typ, std::string_view payload) const;
  std::string keyset_jws() const;
  KeySet keyset() const;
  // Of the last signing key or of the set, what comes first: without the root nothing counts from then.
  TimePoint ends_at() const;
  // What somebody has to do before it is too late, or has not done; empty: nothing.
  std::string warning(TimePoint now) const;
  PublicKey root() const;
  Result<KeyringState> state() const;

 private:
  struct Keys;
  explicit Keyring(std::unique_ptr<Keys> keys);
  Result<void> change(const std::function<Result<SignedSet>(const Signer& root, KeySet held)>& make,
                      TimePoint now);

  std::unique_ptr<Keys> keys_;
};

}  // namespace gracegate::server

#endif
