// The server's private keys: the root, which vouches for signing keys, and the signing key in use.
//
// In the folder: root.pem (private; may be moved to a safe place), root.pub (its public key, 43 characters),
// signing-KID.pem (private), keyset.jws (the set that the root has signed).
#ifndef GRACEGATE_SERVER_PUBLISH_KEYRING_HPP
#define GRACEGATE_SERVER_PUBLISH_KEYRING_HPP

#include <memory>
#include <string>
#include <string_view>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate::server {

inline constexpr Seconds kSigningKeyLife = 400 * kDay;
inline constexpr Seconds kRenewKeyBefore =
    60 * kDay;  // of its end: there is another key in the set from then
inline constexpr Seconds kChangeKeyBefore = 30 * kDay;  // of its end: the other one signs from then

// A server that has signed before must not go on with a root that no product has pinned.
enum class MissingRoot { make, refuse };

// A resource. Threads: any, at the same time.
class Keyring {
 public:
  // Reads the keys in `folder`, and creates root, first signing key and key set where there are none; then
  // as renew(). Errors: unavailable (disk; no signing key is left and the root is away; there is no root and
  // none may be made), malformed, untrusted (files that others can read; a set by another root), with the
  // file's name.
  static Result<std::unique_ptr<Keyring>> open(const std::string& folder, TimePoint now,
                                               MissingRoot missing = MissingRoot::make);
  ~Keyring();

  // While root.pem is there: when the last signing key ends within 60 days, or none of them is here any more,
  // puts a new one into the set.
  // Switches from the key in use to the next one 30 days before its end, when readers know the new set.
  // True: the key in use is another than before. Errors: as open(); the keys stay as they were. Call it
  // daily.
  Result<bool> renew(TimePoint now);

  // JWS of `payload` with type `typ`, by the signing key in use.
  std::string sign(std::string_view typ, std::string_view payload) const;
  std::string keyset_jws() const;
  KeySet keyset() const;
  TimePoint ends_at() const;  // of the last signing key: without the root nothing can be signed from then
  const PublicKey& root() const;

 private:
  struct Keys;
  explicit Keyring(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

}  // namespace gracegate::server

#endif
