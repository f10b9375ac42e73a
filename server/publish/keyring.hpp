// The server's private keys: the root, which vouches for signing keys, and the signing key in use.
#ifndef GRACEGATE_SERVER_PUBLISH_KEYRING_HPP
#define GRACEGATE_SERVER_PUBLISH_KEYRING_HPP

#include <memory>
#include <string>
#include <string_view>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate::server {

// A resource. Threads: any, at the same time.
class Keyring {
 public:
  // Reads the keys in `folder` (PEM files, 0600), and creates root, first signing key and key set where the
  // folder is empty. Signing keys are valid for 400 days; a set about to run out is renewed at start while
  // the root is there. Errors: unavailable, malformed, untrusted (files that others can read), with the
  // file's name.
  static Result<std::unique_ptr<Keyring>> open(const std::string& folder, TimePoint now);
  ~Keyring();

  // JWS of `payload` with type `typ`, by the signing key in use.
  std::string sign(std::string_view typ, const std::string& payload) const;
  const std::string& keyset_jws() const;
  const KeySet& keyset() const;
  const PublicKey& root() const;

 private:
  struct Keys;
  explicit Keyring(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

}  // namespace gracegate::server

#endif
