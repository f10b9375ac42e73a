#include "server/auth/token_secret.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <cstdlib>

#include "core/signature.hpp"

namespace gracegate::server {

namespace {

constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase32 = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kSecretSize = 43;  // 62^43 > 2^256
constexpr std::size_t kIdSize = 16;

unsigned char random_byte() {
  unsigned char byte = 0;
  // Without random numbers every secret could be guessed: there is nothing better to do than to stop.
  if (RAND_bytes(&byte, 1) != 1) std::abort();
  return byte;
}

// Each character of `alphabet` alike likely: bytes beyond its last whole multiple are thrown away.
std::string random_text(std::string_view alphabet, std::size_t size) {
  const std::size_t limit = 256 - 256 % alphabet.size();
  std::string out;
  while (out.size() < size) {
    const unsigned char byte = random_byte();
    if (byte < limit) out += alphabet[byte % alphabet.size()];
  }
  return out;
}

std::string_view prefix_of(Token::Kind kind) {
  switch (kind) {
    case Token::Kind::person:
      return "gg_person_";
    case Token::Kind::product:
      return "gg_product_";
    case Token::Kind::account:
      return "gg_account_";
  }
  return "";
}

}  // namespace

std::string new_token_secret(Token::Kind kind) {
  return std::string(prefix_of(kind)) + random_text(kBase62, kSecretSize);
}

std::string token_hash(std::string_view secret) { return sha256_text({secret}); }

std::string new_case_id() { return "c_" + random_text(kBase32, kIdSize); }

std::string new_token_id() { return "t_" + random_text(kBase32, kIdSize); }

std::string new_session_id() { return "s_" + random_text(kBase32, kIdSize); }

std::string new_password() { return random_text(kBase32, 20); }

std::string new_session_secret() { return random_text(kBase62, kSecretSize); }

bool is_same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace gracegate::server
