// Key sets: what a reader must take, skip and refuse (docs/formats/keyset.md).
#include <nlohmann/json.hpp>

#include "core/jws.hpp"
#include "tests/support/malleable.hpp"
#include "tests/support/test_signer.hpp"
#include "tests/vectors/vectors.hpp"

namespace gracegate::test {
namespace {

using Json = nlohmann::ordered_json;
using Vectors = std::vector<Vector>;

const TestSigner& root() {
  static const TestSigner root(1);
  return root;
}

Json json_of(const PublicKey& key) {
  return {{"kty", "OKP"},       {"crv", "Ed25519"},  {"x", to_string(key)},
          {"kid", key_id(key)}, {"nbf", 1764000000}, {"exp", 1798560000}};
}

Json plain() {
  return {{"version", 3},
          {"iat", 1764000000},
          {"keys", Json::array({json_of(TestSigner(2).key()), json_of(TestSigner(3).key())})}};
}

Json changed(const char* pointer, Json value) {
  Json payload = plain();
  payload[Json::json_pointer(pointer)] = std::move(value);
  return payload;
}

Input input_of(std::string jws, std::vector<PublicKey> roots = {root().key()}) {
  return {"jws", std::move(jws), {}, std::move(roots), {}};
}
std::string signed_by(const TestSigner& signer, const Json& payload) {
  return signer.sign(kKeySetType, payload.dump());
}

void take(Vectors& all, const char* slug, const char* name, const Json& payload, const Json& expected) {
  all.push_back(accepted("keysets", slug, name, input_of(signed_by(root(), payload)), expected.dump()));
}
void refuse(Vectors& all, const char* slug, const char* name, const Json& payload, const char* why,
            ErrorCode code = ErrorCode::malformed) {
  all.push_back(refused("keysets", slug, name, input_of(signed_by(root(), payload)), code, why));
}
void refuse_input(Vectors& all, const char* slug, const char* name, const Input& input, const char* why,
                  ErrorCode code = ErrorCode::untrusted) {
  all.push_back(refused("keysets", slug, name, input, code, why));
}

void add_taken(Vectors& all) {
  take(all, "two-keys", "a set of two keys", plain(), plain());
  const Json none = changed("/keys", Json::array());
  take(all, "no-keys", "a set without keys: all of them were revoked", none, none);
  Json unknown = plain();
  unknown["future"] = {1.5, nullptr};
  unknown["keys"][0]["use"] = "sig";
  take(all, "unknown-members", "unknown members are skipped", unknown, plain());
  all.push_back(accepted("keysets", "second-root", "signed by the second of two pinned roots",
                         input_of(signed_by(root(), plain()), {TestSigner(9).key(), root().key()}),
                         plain().dump()));
}

void add_untrusted(Vectors& all) {
  refuse_input(all, "unknown-root", "signed by a key that is not pinned",
               input_of(signed_by(TestSigner(9), plain())), "jws is signed with an unknown key");
  refuse_input(all, "no-roots", "a reader that pins nothing", input_of(signed_by(root(), plain()), {}),
               "jws is signed with an unknown key");
  refuse_input(all, "signed-by-itself", "signed by one of the keys that it names",
               input_of(signed_by(TestSigner(2), plain())), "jws is signed with an unknown key");
  refuse_input(all, "typ-notice", "the type of a notice", input_of(root().sign(kNoticeType, plain().dump())),
               "jws typ must be gracegate-keyset+jwt");
  const std::string input = signing_input(kKeySetType, root().id(), plain().dump());
  refuse_input(all, "signature-malleable", "the group order added to S",
               input_of(assemble(input, with_order_added(root().sign_bytes(input)))),
               "jws signature does not match");
  refuse_input(all, "signature-of-another-key", "signed with another key than kid says",
               input_of(assemble(input, TestSigner(9).sign_bytes(input))), "jws signature does not match");
  PublicKey neutral;
  neutral.bytes[0] = 1;
  Signature forged{};
  forged[0] = 1;
  refuse_input(
      all, "small-order-root", "forged under a pinned root of small order",
      input_of(assemble(signing_input(kKeySetType, key_id(neutral), plain().dump()), forged), {neutral}),
      "jws signature does not match");
}

void add_small_order_keys(Vectors& all) {
  int number = 0;
  for (const PublicKey& key : small_order_keys()) {
    const bool eight = ++number <= 10;  // the rest have a y of p or more
    const std::string slug = "small-order-key-" + std::to_string(number);
    const std::string why = std::string("/keys/1/x cannot be used: public key ") +
                            (eight ? "has small order, anybody could sign: make another"
                                   : "is not in canonical form: make another");
    refuse(all, slug.c_str(), "names a key of small order", changed("/keys/1", json_of(key)), why.c_str(),
           ErrorCode::untrusted);
  }
}

void add_bad_keys(Vectors& all) {
  refuse(all, "kid-not-thumbprint", "a kid that is not the thumbprint",
         changed("/keys/0/kid", TestSigner(3).id()), "/keys/0/kid must be the thumbprint of the key");
  refuse(all, "same-key-twice", "one key twice", changed("/keys/1", json_of(TestSigner(2).key())),
         "/keys/1 must not repeat a key");
  refuse(all, "key-type", "a key of another type", changed("/keys/0/kty", "EC"), "/keys/0/kty must be OKP");
  refuse(all, "key-curve", "a key of another curve", changed("/keys/0/crv", "X25519"),
         "/keys/0/crv must be Ed25519");
  refuse(all, "key-too-short", "a key of 31 bytes", changed("/keys/0/x", std::string(42, 'A')),
         "/keys/0/x must be at least 43 bytes");
  std::string spare = to_string(TestSigner(2).key());
  spare.back() = static_cast<char>(spare.back() + 1);
  refuse(all, "key-spare-bits", "a key with spare bits that are not zero", changed("/keys/0/x", spare),
         "/keys/0/x cannot be used: public key must be 43 characters of base64url");
  refuse(all, "key-window-empty", "a key that ends when it begins", changed("/keys/0/exp", 1764000000),
         "/keys/0/exp must be after nbf");
  refuse(all, "version-0", "version 0", changed("/version", 0),
         "/version must be an integer from 1 to 9007199254740991");
  refuse(all, "version-fraction", "a version with a fraction", changed("/version", 3.0),
         "/version must be an integer from 1 to 9007199254740991");
  Json no_iat = plain();
  no_iat.erase("iat");
  refuse(all, "missing-iat", "iat is missing", no_iat, "/iat is missing");
  Json many = plain();
  for (std::uint8_t seed = 4; many["keys"].size() < 33; ++seed)
    many["keys"].push_back(json_of(TestSigner(seed).key()));
  refuse(all, "keys-33", "33 keys", many, "/keys must have at most 32 entries", ErrorCode::too_large);
  refuse_input(all, "too-large", "one byte more than 16384", input_of(std::string(16385, 'A')),
               "jws must be at most 16384 bytes", ErrorCode::too_large);
}

}  // namespace

std::vector<Vector> keyset_vectors() {
  Vectors all;
  for (auto add : {add_taken, add_untrusted, add_small_order_keys, add_bad_keys}) add(all);
  return all;
}

}  // namespace gracegate::test
