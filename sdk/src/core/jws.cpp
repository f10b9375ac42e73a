#include "core/jws.hpp"

#include <algorithm>

#include "core/base64url.hpp"
#include "core/json_reader.hpp"
#include "core/keyset.hpp"

namespace gracegate {
namespace {

constexpr std::size_t kMaxHeaderCharacters = 512;

Error malformed(const char* message) { return {ErrorCode::malformed, message, {}}; }
Error untrusted(std::string message) { return {ErrorCode::untrusted, std::move(message), {}}; }

struct Parts {
  std::string_view header, payload, signature, signed_bytes;
};

Result<Parts> split(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  if (first == std::string_view::npos || first == last || text.find('.', first + 1) != last) {
    return malformed("jws must have three parts");
  }
  return Parts{text.substr(0, first), text.substr(first + 1, last - first - 1), text.substr(last + 1),
               text.substr(0, last)};
}

// Why base64url_decode() has refused it. Several texts for the same bytes would be several names of one
// thing.
Error not_base64url(const std::string& part, std::string_view text) {
  const std::string subject = "jws " + part;
  if (text.find('=') != std::string_view::npos)
    return {ErrorCode::malformed, subject + " must be base64url without padding", {}};
  if (!has_base64url_only(text))
    return {ErrorCode::malformed, subject + " has characters that are not base64url", {}};
  return {ErrorCode::malformed, subject + " must end base64url without spare bits", {}};
}

// `alg` of a header is another than ours.
Error wrong_alg(std::string_view alg) {
  if (alg == "none") return untrusted("jws alg must be Ed25519: none is not signed at all");
  if (alg.substr(0, 2) == "HS")
    return untrusted("jws alg must be Ed25519: a public key is no secret to sign with");
  return untrusted("jws alg must be Ed25519");
}

// Members that would let the sender choose the key or the rules, each refused by its name.
const char* refusal_of(std::string_view member) {
  if (member == "alg" || member == "kid" || member == "typ") return nullptr;
  if (member == "crit") return "jws header must not have crit: no extension is understood";
  if (member == "b64") return "jws header must not have b64: the payload is always encoded";
  if (member == "jwk") return "jws header must not bring its own key (jwk)";
  if (member == "x5c") return "jws header must not bring its own certificates (x5c)";
  if (member == "jku") return "jws header must not name an address of keys (jku)";
  if (member == "x5u") return "jws header must not name an address of certificates (x5u)";
  return "jws header must have alg, kid and typ and nothing else";
}

Result<void> check_members(const JsonValue& header) {
  if (header.kind != JsonValue::Kind::object) return malformed("jws header must be an object");
  for (const JsonValue& member : header.items) {
    if (const char* refusal = refusal_of(member.name)) return malformed(refusal);
    if (member.kind != JsonValue::Kind::text) return malformed("jws header members must be text");
  }
  if (header.items.size() != 3) return malformed("jws header must have alg, kid and typ");
  return {};
}

// The `kid` of a header that is as it must be.
Result<std::string> read_header(std::string_view encoded, std::string_view type) {
  if (encoded.size() > kMaxHeaderCharacters) return Error{ErrorCode::too_large, "jws header is too long", {}};
  const auto text = base64url_decode(encoded);
  if (!text) return not_base64url("header", encoded);
  auto header = parse_json(*text);
  if (!header) return Error{header.error().code, "jws header: " + header.error().message, {}};
  if (auto checked = check_members(*header); !checked) return checked.error();
  const auto member = [&](std::string_view name) -> std::string& {
    return std::find_if(header->items.begin(), header->items.end(),
                        [&](const JsonValue& item) { return item.name == name; })
        ->text;
  };
  if (member("alg") != "Ed25519") return wrong_alg(member("alg"));
  if (member("typ") != type) return untrusted("jws typ must be " + std::string(type));
  return std::move(member("kid"));
}

}  // namespace

Result<Jws> parse_jws(std::string_view text, std::string_view type, std::size_t max_bytes) {
  if (text.size() > max_bytes) {
    return Error{ErrorCode::too_large, "jws must be at most " + std::to_string(max_bytes) + " bytes", {}};
  }
  const auto parts = split(text);
  if (!parts) return parts.error();
  auto kid = read_header(parts->header, type);
  if (!kid) return kid.error();
  auto payload = base64url_decode(parts->payload);
  if (!payload) return not_base64url("payload", parts->payload);
  const auto signature = base64url_decode(parts->signature);
  if (!signature) return not_base64url("signature", parts->signature);
  Jws jws{std::move(*kid), std::move(*payload), parts->signed_bytes, {}};
  if (signature->size() != jws.signature.size()) return malformed("jws signature must be 64 bytes");
  std::copy(signature->begin(), signature->end(), jws.signature.begin());
  return jws;
}

Result<Jws> verify_jws(std::string_view text, std::string_view type, std::size_t max_bytes,
                       const KeySet& keys) {
  auto jws = parse_jws(text, type, max_bytes);
  if (!jws) return jws;
  const SigningKey* key = find_key(keys, jws->kid);
  if (key == nullptr) return untrusted("jws is signed with an unknown key");
  if (!verify_signature(key->key, jws->signed_bytes, jws->signature)) {
    return untrusted("jws signature does not match");
  }
  return jws;
}

Result<void> check_key_time(const KeySet& keys, std::string_view kid, TimePoint issued_at) {
  if (keys.find(kid, issued_at) != nullptr) return {};
  return untrusted("jws is signed with a key that was not valid at its iat");
}

std::string signing_input(std::string_view type, std::string_view kid, std::string_view payload) {
  std::string header = R"({"alg":"Ed25519","kid":")";
  header.append(kid).append(R"(","typ":")").append(type).append("\"}");
  return base64url_encode(header) + "." + base64url_encode(payload);
}

std::string assemble(std::string_view signing_input, const Signature& signature) {
  const std::string_view bytes(reinterpret_cast<const char*>(signature.data()), signature.size());
  return std::string(signing_input) + "." + base64url_encode(bytes);
}

}  // namespace gracegate
