#include "server/auth/password.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base64url.hpp"

namespace gracegate::server {

namespace {

constexpr std::size_t kMinPassword = 12;
constexpr std::size_t kMaxPassword = 1024;
constexpr std::uint64_t kMaxMemory = 256u << 20;

// PBKDF2 pads a short password with zeros: with zeros at its end it would be the same password.
bool is_usable(std::string_view password) {
  return password.size() <= kMaxPassword && password.find('\0') == std::string_view::npos;
}

using Salt = std::array<unsigned char, 16>;
using Key = std::array<unsigned char, 32>;

struct Stored {
  ScryptCost cost;
  std::string salt, key;
};

std::uint64_t memory_of(const ScryptCost& cost) { return (std::uint64_t{128} * cost.r) << cost.log2_n; }

bool is_bearable(const ScryptCost& cost) {
  return cost.log2_n >= 1 && cost.log2_n <= 24 && cost.r >= 1 && cost.r <= 64 && cost.p >= 1 &&
         cost.p <= 16 && memory_of(cost) <= kMaxMemory;
}

std::optional<Key> derive(std::string_view password, std::string_view salt, const ScryptCost& cost) {
  Key key;
  const int is_done = EVP_PBE_scrypt(
      password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()), salt.size(),
      std::uint64_t{1} << cost.log2_n, cost.r, cost.p, 2 * kMaxMemory, key.data(), key.size());
  if (is_done != 1) return std::nullopt;
  return key;
}

template <class Bytes>
std::string text_of(const Bytes& bytes) {
  return base64url_encode({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string joined(const ScryptCost& cost, const Salt& salt, const Key& key) {
  std::string out = "scrypt";
  for (const unsigned number : {cost.log2_n, cost.r, cost.p}) out += '$' + std::to_string(number);
  return out + '$' + text_of(salt) + '$' + text_of(key);
}

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t end = text.find('$');
    fields.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return fields;
    text.remove_prefix(end + 1);
  }
}

bool read_number(std::string_view text, unsigned& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Stored> parse(std::string_view text) {
  const auto fields = fields_of(text);
  if (fields.size() != 6 || fields[0] != "scrypt") return std::nullopt;
  Stored stored;
  if (!read_number(fields[1], stored.cost.log2_n) || !read_number(fields[2], stored.cost.r) ||
      !read_number(fields[3], stored.cost.p) || !is_bearable(stored.cost))
    return std::nullopt;
  const auto salt = base64url_decode(fields[4]);
  const auto key = base64url_decode(fields[5]);
  if (!salt || !key || key->size() != Key().size()) return std::nullopt;
  return Stored{stored.cost, *salt, *key};
}

Error wrong() { return {ErrorCode::forbidden, "the password is wrong", ""}; }
Error stopping() { return {ErrorCode::unavailable, "the server is stopping: try again", ""}; }
Error no_memory() { return {ErrorCode::unavailable, "not enough memory for a password: try again", ""}; }

}  // namespace

PasswordHasher::PasswordHasher(std::size_t at_once, ScryptCost cost)
    : cost_(cost), nobody_(joined(cost, Salt{}, Key{})), turns_(at_once) {}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  if (password.size() < kMinPassword || !is_usable(password))
    return Error{ErrorCode::invalid_argument, "choose a password of 12 to 1024 bytes, none of them zero", ""};
  Salt salt;
  if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1)
    return Error{ErrorCode::unavailable, "the system gives no random numbers: try again", ""};
  const auto turn = turns_.take();
  if (!turn) return stopping();
  const auto key = derive(password, {reinterpret_cast<const char*>(salt.data()), salt.size()}, cost_);
  if (!key) return no_memory();
  return joined(cost_, salt, *key);
}

Result<void> PasswordHasher::verify(std::string_view password, std::string_view stored) {
  const auto expected = parse(stored);
  if (!expected || !is_usable(password)) return wrong();
  const auto turn = turns_.take();
  if (!turn) return stopping();
  const auto key = derive(password, expected->salt, expected->cost);
  if (!key) return no_memory();
  if (CRYPTO_memcmp(key->data(), expected->key.data(), key->size()) != 0) return wrong();
  return {};
}

Result<void> PasswordHasher::verify_nobody(std::string_view password) {
  const auto done =
      verify(password, nobody_);  // for its time; nobody knows a password whose key is all zeros
  return done ? wrong() : done;
}

}  // namespace gracegate::server
