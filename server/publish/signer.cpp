#include "server/publish/signer.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <new>

#include "core/jws.hpp"

namespace gracegate::server {

namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

PublicKey public_key_of(const EVP_PKEY* key) {
  PublicKey out;
  std::size_t size = out.bytes.size();
  if (EVP_PKEY_get_raw_public_key(key, out.bytes.data(), &size) != 1) throw std::bad_alloc();
  return out;
}

Signature signature_of(EVP_PKEY* key, std::string_view message) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  Signature signature{};
  std::size_t size = signature.size();
  // Ed25519 fails only where there is no memory.
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message), message.size()) != 1)
    throw std::bad_alloc();
  return signature;
}

// Without it OpenSSL would ask for the password of an encrypted key on the terminal.
int no_password(char*, int, int, void*) { return -1; }

}  // namespace

struct Signer::Key {
  Owned<EVP_PKEY> key;
};

Signer::Signer(std::unique_ptr<Key> private_key)
    : private_key_(std::move(private_key)), key_(public_key_of(private_key_->key.get())), id_(key_id(key_)) {}
Signer::~Signer() = default;
Signer::Signer(Signer&&) noexcept = default;
Signer& Signer::operator=(Signer&&) noexcept = default;

Result<Signer> Signer::generate() {
  Owned<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key) return Error{ErrorCode::unavailable, "the system gives no random numbers: try again", ""};
  return Signer(std::make_unique<Key>(Key{std::move(key)}));
}

Result<Signer> Signer::from_pem(const std::string& pem) {
  const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) throw std::bad_alloc();
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
    return Error{ErrorCode::malformed, "put a private ed25519 key there, as PEM and without a password", ""};
  return Signer(std::make_unique<Key>(Key{std::move(key)}));
}

std::string Signer::to_pem() const {
  const Owned<BIO> bio(BIO_new(BIO_s_secmem()));
  if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), private_key_->key.get(), nullptr, nullptr, 0, nullptr,
                                            nullptr) != 1)
    throw std::bad_alloc();
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

std::string Signer::sign(std::string_view typ, std::string_view payload) const {
  const std::string input = signing_input(typ, id_, payload);
  return assemble(input, signature_of(private_key_->key.get(), input));
}

}  // namespace gracegate::server
