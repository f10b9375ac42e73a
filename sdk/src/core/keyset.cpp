#include "core/keyset.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/json_reader.hpp"
#include "core/jws.hpp"
#include "core/signature.hpp"
#include "gracegate/notice.hpp"

namespace gracegate {
namespace {

constexpr std::size_t kMaxSuccessionBytes = 1024;

void require(const JsonReader& reader, std::string_view name, std::string_view value) {
  const JsonReader member = reader.member(name);
  if (member.text(0, 64) != value) member.refuse(ErrorCode::malformed, "must be " + std::string(value));
}

PublicKey read_key_text(const JsonReader& x) {
  const auto parsed = parse_public_key(x.text(43, 43));
  if (parsed) return *parsed;
  x.refuse(parsed.error().code, "cannot be used: " + parsed.error().message);
  return {};
}

SigningKey read_key(const JsonReader& reader) {
  SigningKey key;
  require(reader, "kty", "OKP");
  require(reader, "crv", "Ed25519");
  key.key = read_key_text(reader.member("x"));
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
  const JsonReader exp = reader.member("exp");
  set.expires_at = exp.time();
  if (set.expires_at <= set.issued_at) exp.refuse(ErrorCode::malformed, "must be after iat");
  if (const auto sub = reader.optional_member("sub")) {
    set.account = sub->text(1, kMaxAccountBytes);
    if (!is_account_id(set.account)) sub->refuse(ErrorCode::malformed, "must be an account's id");
  }
  const JsonReader keys = reader.member("keys");
  for (std::size_t i = 0, size = keys.array_size(kMaxKeys); i < size; ++i) {
    const JsonReader item = keys.item(i);
    SigningKey key = read_key(item);
    if (find_key(set, key.id) != nullptr) item.refuse(ErrorCode::malformed, "must not repeat a key");
    set.keys.push_back(std::move(key));
  }
  if (const auto successions = reader.optional_member("successions")) {
    for (std::size_t i = 0, size = successions->array_size(kMaxSuccessions); i < size; ++i)
      set.successions.emplace_back(successions->item(i).text(1, kMaxSuccessionBytes));
  }
  return set;
}

PublicKey read_succession(const JsonReader& reader) {
  (void)reader.member("iat").time();
  return read_key_text(reader.member("x"));
}

const PublicKey* find_root(const std::vector<PublicKey>& roots, std::string_view id) {
  const auto found =
      std::find_if(roots.begin(), roots.end(), [&](const PublicKey& root) { return key_id(root) == id; });
  return found == roots.end() ? nullptr : &*found;
}

Error at_succession(std::size_t index, ErrorCode code, const std::string& complaint) {
  const std::string pointer = "/successions/" + std::to_string(index);
  return {code, pointer + " " + complaint, pointer};
}

// The roots that successions name, one after the other, and what each of them verifies to.
struct Line {
  std::vector<std::string> ids;  // of the first root, and of its successors
  std::vector<PublicKey> roots;  // believed
};

// One step of the line: `jws` is by its last root.
Result<void> take_succession(std::size_t index, std::string_view jws, Line& line) {
  const auto parsed = parse_jws(jws, kSuccessionType, kMaxSuccessionBytes);
  if (!parsed) return at_succession(index, parsed.error().code, parsed.error().message);
  if (line.ids.empty()) line.ids.push_back(parsed->kid);
  if (parsed->kid != line.ids.back())
    return at_succession(index, ErrorCode::untrusted, "must be signed by the root before it");
  const auto next = decode_json(parsed->payload, read_succession);
  if (!next) return at_succession(index, next.error().code, next.error().message);
  const std::string id = key_id(*next);
  if (std::find(line.ids.begin(), line.ids.end(), id) != line.ids.end())
    return at_succession(index, ErrorCode::untrusted, "must not bring a root back");
  line.ids.push_back(id);
  const PublicKey* const before = find_root(line.roots, parsed->kid);
  if (before == nullptr) return {};  // of the time before the roots that are believed
  if (!verify_signature(*before, parsed->signed_bytes, parsed->signature))
    return at_succession(index, ErrorCode::untrusted, "has a signature that does not match");
  line.roots.erase(line.roots.begin() + (before - line.roots.data()));
  if (find_root(line.roots, id) == nullptr) line.roots.push_back(*next);
  return {};
}

Result<Line> follow(const std::vector<std::string>& successions, std::vector<PublicKey> roots) {
  Line line{{}, std::move(roots)};
  for (std::size_t i = 0; i < successions.size(); ++i)
    if (const auto taken = take_succession(i, successions[i], line); !taken) return taken.error();
  return line;
}

Error untrusted(const char* message) { return {ErrorCode::untrusted, message, {}}; }

std::int64_t seconds_of(TimePoint at) { return at.time_since_epoch().count(); }

}  // namespace

const SigningKey* KeySet::find(std::string_view id, TimePoint at) const {
  for (const SigningKey& key : keys) {
    if (key.id == id && key.not_before <= at && at < key.not_after) return &key;
  }
  return nullptr;
}

const SigningKey* find_key(const KeySet& keys, std::string_view id) {
  const auto found =
      std::find_if(keys.keys.begin(), keys.keys.end(), [&](const SigningKey& key) { return key.id == id; });
  return found == keys.keys.end() ? nullptr : &*found;
}

bool counts_for(const KeySet& keys, std::string_view account) {
  return keys.account.empty() || keys.account == account;
}

bool is_older(const KeySet& keys, const KeySet& than) {
  return keys.version < than.version || (keys.version == than.version && keys.issued_at < than.issued_at);
}

Result<KeySet> decode_keyset_payload(std::string_view payload) { return decode_json(payload, read_keyset); }

Result<KeySet> verify_keyset(std::string_view jws, const std::vector<PublicKey>& roots) {
  const auto parsed = parse_jws(jws, kKeySetType, kMaxKeySetBytes);
  if (!parsed) return parsed.error();
  auto set = decode_keyset_payload(parsed->payload);
  if (!set) return set.error();
  auto line = follow(set->successions, roots);
  if (!line) return line.error();
  if (!line->ids.empty() && parsed->kid != line->ids.back())
    return untrusted("jws must be signed with the root that it names last");
  const PublicKey* const root = find_root(line->roots, parsed->kid);
  if (root == nullptr) return untrusted("jws is signed with an unknown key");
  if (!verify_signature(*root, parsed->signed_bytes, parsed->signature))
    return untrusted("jws signature does not match");
  set->roots = std::move(line->roots);
  return set;
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
  nlohmann::ordered_json payload = {
      {"version", set.version}, {"iat", seconds_of(set.issued_at)}, {"exp", seconds_of(set.expires_at)}};
  if (!set.account.empty()) payload["sub"] = set.account;
  payload["keys"] = std::move(keys);
  if (!set.successions.empty()) payload["successions"] = set.successions;
  return payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string encode_succession(const Succession& succession) {
  return nlohmann::ordered_json{{"iat", seconds_of(succession.issued_at)}, {"x", to_string(succession.root)}}
      .dump();
}

void add_succession(KeySet& keys, std::string jws) {
  if (keys.successions.size() == kMaxSuccessions) keys.successions.erase(keys.successions.begin());
  keys.successions.push_back(std::move(jws));
}

}  // namespace gracegate
