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
          {"exp", 1766592000},
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
void take_input(Vectors& all, const char* slug, const char* name, const Input& input, const Json& expected) {
  all.push_back(accepted("keysets", slug, name, input, expected.dump()));
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
  take(all, "for-one-account", "a set that counts for one account alone", changed("/sub", "acme"),
       changed("/sub", "acme"));
  take_input(all, "second-root", "signed by the second of two pinned roots",
             input_of(signed_by(root(), plain()), {TestSigner(9).key(), root().key()}), plain());
}

// The roots of a line, the first of which is root().
const TestSigner& in_line(std::size_t place) {
  static const std::vector<TestSigner> line = {root(), TestSigner(21), TestSigner(22), TestSigner(23)};
  return line.at(place);
}

Json with_successions(std::vector<std::string> successions) {
  Json payload = plain();
  payload["successions"] = std::move(successions);
  return payload;
}

Json after(std::size_t count) {
  std::vector<std::string> successions;
  for (std::size_t i = 0; i < count; ++i) successions.push_back(sign_succession(in_line(i), in_line(i + 1)));
  return with_successions(std::move(successions));
}

void add_successions(Vectors& all) {
  const std::string by_third = signed_by(in_line(3), after(3));
  take_input(all, "succession", "a root that has replaced the pinned one",
             input_of(signed_by(in_line(1), after(1))), after(1));
  take_input(all, "successions-3", "the third root after the pinned one", input_of(by_third), after(3));
  take_input(all, "successions-pinned-between", "the pinned root is neither the first nor the last",
             input_of(by_third, {in_line(1).key()}), after(3));
  take_input(all, "successions-pinned-last", "the last root is pinned",
             input_of(by_third, {in_line(3).key()}), after(3));
  take_input(all, "succession-both-pinned", "the root before and the one after are pinned",
             input_of(signed_by(in_line(1), after(1)), {in_line(1).key(), root().key()}), after(1));
}

void add_bad_successions(Vectors& all) {
  refuse_input(all, "succession-by-old-alone", "names a new root and is signed by the old one alone",
               input_of(signed_by(root(), after(1))), "jws must be signed with the root that it names last");
  refuse_input(all, "succession-by-new-alone", "signed by a new root that the old one has not named",
               input_of(signed_by(in_line(1), plain())), "jws is signed with an unknown key");
  refuse_input(
      all, "succession-of-itself", "the new root names itself in place of the old one",
      input_of(signed_by(in_line(1),
                         with_successions({in_line(1).sign_with_header(
                             R"({"alg":"Ed25519","kid":")" + root().id() + R"(","typ":"gracegate-root+jwt"})",
                             R"({"iat":1764000000,"x":")" + to_string(in_line(1).key()) + "\"}")}))),
      "/successions/0 has a signature that does not match");
  refuse_input(
      all, "succession-of-another-product", "a line that begins at another product's root",
      input_of(signed_by(in_line(1), with_successions({sign_succession(TestSigner(9), in_line(1))}))),
      "jws is signed with an unknown key");
  refuse_input(all, "successions-gap", "the second of three is left out",
               input_of(signed_by(in_line(3), with_successions({sign_succession(in_line(0), in_line(1)),
                                                                sign_succession(in_line(2), in_line(3))}))),
               "/successions/1 must be signed by the root before it");
  refuse_input(all, "successions-gap-at-start", "the one of the pinned root is left out",
               input_of(signed_by(in_line(2), with_successions({sign_succession(in_line(1), in_line(2))}))),
               "jws is signed with an unknown key");
  refuse_input(all, "successions-back", "a root that was replaced comes back",
               input_of(signed_by(root(), with_successions({sign_succession(root(), in_line(1)),
                                                            sign_succession(in_line(1), root())}))),
               "/successions/1 must not bring a root back");
  refuse_input(all, "successions-replaced-root", "signed by the pinned root after it was replaced",
               input_of(signed_by(root(), plain()), {in_line(1).key()}), "jws is signed with an unknown key");
  refuse_input(all, "succession-typ", "a key set where a succession should be",
               input_of(signed_by(in_line(1), with_successions({signed_by(root(), plain())}))),
               "/successions/0 jws typ must be gracegate-root+jwt");
  const auto naming = [](const std::string& x) {
    return input_of(signed_by(in_line(1), with_successions({root().sign(
                                              kSuccessionType, R"({"iat":1764000000,"x":")" + x + "\"}")})));
  };
  refuse_input(
      all, "succession-small-order", "a new root of small order",
      naming(to_string(small_order_keys().front())),
      "/successions/0 /x cannot be used: public key has small order, anybody could sign: make another");
  refuse_input(all, "succession-key-short", "a new root of 31 bytes", naming(std::string(42, 'A')),
               "/successions/0 /x must be at least 43 bytes", ErrorCode::malformed);
  refuse_input(all, "succession-repeated-member", "a succession that names two roots",
               naming(to_string(in_line(1).key()) + R"(","x":")" + to_string(in_line(2).key())),
               "/successions/0 json object names a member twice", ErrorCode::malformed);
  std::vector<std::string> many(17, sign_succession(root(), in_line(1)));
  refuse_input(all, "successions-17", "17 successions",
               input_of(signed_by(in_line(1), with_successions(many))),
               "/successions must have at most 16 entries", ErrorCode::too_large);
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
  for (const char* name : {"iat", "exp"}) {
    Json without = plain();
    without.erase(name);
    refuse(all, (std::string("missing-") + name).c_str(), (std::string(name) + " is missing").c_str(),
           without, ("/" + std::string(name) + " is missing").c_str());
  }
  refuse(all, "sub-empty", "a set for an account without a name", changed("/sub", ""),
         "/sub must be at least 1 bytes");
  refuse(all, "exp-not-after-iat", "a set that ends when it begins", changed("/exp", 1764000000),
         "/exp must be after iat");
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
  for (auto add :
       {add_taken, add_untrusted, add_small_order_keys, add_bad_keys, add_successions, add_bad_successions})
    add(all);
  return all;
}

}  // namespace gracegate::test
