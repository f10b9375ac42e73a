#include "core/keyset.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/json_reader.hpp"
#include "core/jws.hpp"

namespace gracegate {
namespace {

void require(const JsonReader& reader, std::string_view name, std::string_view value) {
  const JsonReader member = reader.member(name);
  if (member.text(0, 64) != value) member.refuse(ErrorCode::malformed, "must be " + std::string(value));
}

SigningKey read_key(const JsonReader& reader) {
  SigningKey key;
  require(reader, "kty", "OKP");
  require(reader, "crv", "Ed25519");
  const JsonReader x = reader.member("x");
  if (auto parsed = parse_public_key(x.text(43, 43))) {
    key.key = *parsed;
  } else {
    x.refuse(parsed.error().code, "cannot be used: " + parsed.error().message);
  }
  key.id = key_id(key.key);
  const JsonReader kid = reader.member("kid");
  if (kid.text(43, 43) != key.id) kid.refuse(ErrorCode::malformed, "must be the thumbprint of the key");
  key.not_before = reader.member("nbf").time();
  const JsonReader exp = reader.member("exp");
  key.not_after = exp.time();
  if (key.not_after <= key.not_before) exp.refuse(ErrorCode::malformed, "must be after nbf");
  return key;
}

KeySet read_keyset(const JsonReader& reader) {
  KeySet set;
  set.version = reader.member("version").integer(1, kMaxJsonInteger);
  set.issued_at = reader.member("iat").time();
  const JsonReader keys = reader.member("keys");
  for (std::size_t i = 0, size = keys.array_size(kMaxKeys); i < size; ++i) {
    const JsonReader item = keys.item(i);
    SigningKey key = read_key(item);
    const bool known = std::any_of(set.keys.begin(), set.keys.end(),
                                   [&](const SigningKey& other) { return other.id == key.id; });
    if (known) item.refuse(ErrorCode::malformed, "must not repeat a key");
    set.keys.push_back(std::move(key));
  }
  return set;
}

// Roots as a key set without limits in time, so that one function verifies all.
KeySet as_keyset(const std::vector<PublicKey>& roots) {
  KeySet set;
  for (const PublicKey& root : roots) set.keys.push_back({key_id(root), root, {}, {}});
  return set;
}

std::int64_t seconds_of(TimePoint at) { return at.time_since_epoch().count(); }

}  // namespace

const SigningKey* KeySet::find(std::string_view id, TimePoint at) const {
  for (const SigningKey& key : keys) {
    if (key.id == id && key.not_before <= at && at < key.not_after) return &key;
  }
  return nullptr;
}

Result<KeySet> decode_keyset_payload(std::string_view payload) {
  const auto document = parse_json(payload);
  if (!document) return document.error();
  JsonFault fault;
  KeySet set = read_keyset(JsonReader(*document, fault));
  if (fault) return fault.error();
  return set;
}

Result<KeySet> verify_keyset(std::string_view jws, const std::vector<PublicKey>& roots) {
  const auto verified = verify_jws(jws, kKeySetType, kMaxKeySetBytes, as_keyset(roots));
  if (!verified) return verified.error();
  return decode_keyset_payload(verified->payload);
}

std::string encode_keyset(const KeySet& set) {
  auto keys = nlohmann::ordered_json::array();
  for (const SigningKey& key : set.keys) {
    keys.push_back({{"kty", "OKP"},
                    {"crv", "Ed25519"},
                    {"x", to_string(key.key)},
                    {"kid", key.id},
                    {"nbf", seconds_of(key.not_before)},
                    {"exp", seconds_of(key.not_after)}});
  }
  const nlohmann::ordered_json payload = {
      {"version", set.version}, {"iat", seconds_of(set.issued_at)}, {"keys", std::move(keys)}};
  return payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace gracegate
