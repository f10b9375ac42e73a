// A private Ed25519 key. signer.cpp is the only file of this folder that knows OpenSSL.
#ifndef GRACEGATE_SERVER_PUBLISH_SIGNER_HPP
#define GRACEGATE_SERVER_PUBLISH_SIGNER_HPP

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"

namespace gracegate::server {

// A resource. Threads: any, at the same time.
class Signer {
 public:
  // A new key. Error: unavailable (no random numbers).
  static Result<Signer> generate();
  // PKCS #8 (RFC 5958) as PEM, not encrypted. Error: malformed.
  static Result<Signer> from_pem(const std::string& pem);
  ~Signer();
  Signer(Signer&&) noexcept;
  Signer& operator=(Signer&&) noexcept;

  std::string to_pem() const;
  const PublicKey& key() const { return key_; }
  const std::string& id() const { return id_; }  // key_id()

  // A JWS of our one kind: `payload` with type `typ`. Throws std::bad_alloc.
  std::string sign(std::string_view typ, std::string_view payload) const;

 private:
  struct Key;
  explicit Signer(std::unique_ptr<Key> private_key);

  std::unique_ptr<Key> private_key_;
  PublicKey key_;
  std::string id_;
};

}  // namespace gracegate::server

#endif
