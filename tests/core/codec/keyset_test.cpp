#include "core/keyset.hpp"

#include <set>

#include "core/signature.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/malleable.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::test {
namespace {
TimePoint at(std::int64_t seconds) { return TimePoint(Seconds(seconds)); }
}  // namespace

// RFC 8032 §7.1 test 1 as a JWK: RFC 8037 appendix A.2 and A.3.
TEST_CASE("A key's text and id are those of RFC 8037") {
  const auto key = parse_public_key("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  REQUIRE(key.ok());
  CHECK(to_string(*key) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  CHECK(key_id(*key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

// RFC 8032 §7.1 test 2: one byte, 0x72.
TEST_CASE("A signature of RFC 8032 verifies, and over no other byte") {
  const auto key = parse_public_key("PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw");
  REQUIRE(key.ok());
  const Signature signature = {0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f,
                               0x64, 0x25, 0x40, 0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76,
                               0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda, 0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99,
                               0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c, 0x38, 0x7b, 0x2e, 0xae,
                               0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};
  CHECK(verify_signature(*key, "\x72", signature));
  CHECK_FALSE(verify_signature(*key, "\x73", signature));
  CHECK_FALSE(verify_signature(*key, "", signature));
  CHECK_FALSE(verify_signature(*key, "\x72", with_order_added(signature)));
}

TEST_CASE("A public key is 43 characters in canonical base64url") {
  const std::string good = to_string(TestSigner(1).key());
  CHECK(parse_public_key(good).ok());
  for (const std::string& text : {std::string(), good.substr(1), good + "A", good + "=", " " + good.substr(1),
                                  good.substr(0, 42) + "=", good.substr(0, 42) + "B"}) {
    INFO(text);
    const auto key = parse_public_key(text);
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code == ErrorCode::malformed);
  }
}

TEST_CASE("Every encoding of a point of small order is refused as a public key") {
  const auto keys = small_order_keys();
  CHECK(keys.size() == 14);
  std::set<std::string> texts;
  for (const PublicKey& key : keys) {
    INFO(to_string(key));
    texts.insert(to_string(key));
    const auto parsed = parse_public_key(to_string(key));
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().code == ErrorCode::untrusted);
  }
  CHECK(texts.size() == keys.size());
}

TEST_CASE("Every key with a y of p or more is refused, and the one just below is of small order") {
  for (int low = 0xec; low <= 0xff; ++low) {
    for (const std::uint8_t top : {std::uint8_t{0x7f}, std::uint8_t{0xff}}) {
      PublicKey key;
      key.bytes.fill(0xff);
      key.bytes[0] = static_cast<std::uint8_t>(low);
      key.bytes[31] = top;
      CHECK_FALSE(parse_public_key(to_string(key)).ok());
    }
  }
  PublicKey below;
  below.bytes.fill(0xff);
  below.bytes[0] = 0xeb;
  below.bytes[31] = 0x7f;
  CHECK(parse_public_key(to_string(below)).ok());
}

// R = neutral element, S = 0 satisfies the equation for every message where the key is the neutral element:
// this is what the refusal is for.
TEST_CASE("A forgery under a key of small order does not verify though the equation holds") {
  PublicKey neutral;
  neutral.bytes[0] = 1;
  Signature forged{};
  forged[0] = 1;
  for (const char* message : {"", "a", "any other"}) CHECK_FALSE(verify_signature(neutral, message, forged));
}

TEST_CASE("A signing key is found from its first second to the one before its end") {
  const TestSigner signer(2);
  const KeySet keys = make_keyset(signer, at(100), at(200));
  for (const auto& [second, found] :
       {std::pair{99, false}, {100, true}, {101, true}, {199, true}, {200, false}, {201, false}}) {
    CHECK((keys.find(signer.id(), at(second)) != nullptr) == found);
  }
  CHECK(keys.find("", at(100)) == nullptr);
  CHECK(keys.find(TestSigner(3).id(), at(100)) == nullptr);
}

TEST_CASE("A key set reads as it was written") {
  KeySet keys = make_keyset(TestSigner(2), at(100), at(200), 7);
  keys.keys.push_back(make_keyset(TestSigner(3), at(150), at(253402300799)).keys[0]);
  const auto read = verify_keyset(sign_keyset(TestSigner(1), keys), {TestSigner(1).key()});
  REQUIRE(read.ok());
  CHECK(read->version == 7);
  CHECK(read->issued_at == at(100));
  REQUIRE(read->keys.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(read->keys[i].id == keys.keys[i].id);
    CHECK(read->keys[i].key == keys.keys[i].key);
    CHECK(read->keys[i].not_before == keys.keys[i].not_before);
    CHECK(read->keys[i].not_after == keys.keys[i].not_after);
  }
}

TEST_CASE("A set of the most keys there may be is within its limit of bytes") {
  KeySet keys = make_keyset(TestSigner(2), at(1764000000), at(253402300799), 9007199254740991);
  for (std::uint8_t seed = 3; keys.keys.size() < kMaxKeys; ++seed) {
    keys.keys.push_back(make_keyset(TestSigner(seed)).keys[0]);
  }
  for (std::uint8_t seed = 100; keys.successions.size() < kMaxSuccessions; ++seed)
    keys.successions.push_back(
        sign_succession(TestSigner(seed), TestSigner(static_cast<std::uint8_t>(seed + 1))));
  const auto read =
      verify_keyset(sign_keyset(TestSigner(static_cast<std::uint8_t>(100 + kMaxSuccessions)), keys),
                    {TestSigner(100).key()});
  REQUIRE(read.ok());
  CHECK(read->keys.size() == kMaxKeys);
  CHECK(read->successions == keys.successions);
}

TEST_CASE("A root that was replaced gives way to its successor among the roots that are believed") {
  const TestSigner a(1), b(21), c(22), spare(9);
  KeySet keys = make_keyset(TestSigner(2));
  keys.successions = {sign_succession(a, b), sign_succession(b, c)};
  const std::string jws = sign_keyset(c, keys);
  using Roots = std::vector<PublicKey>;
  for (const auto& [before, after] : std::vector<std::pair<Roots, Roots>>{
           {{a.key()}, {c.key()}},
           {{b.key()}, {c.key()}},
           {{c.key()}, {c.key()}},
           {{spare.key(), a.key()}, {spare.key(), c.key()}},
           {{a.key(), b.key(), c.key()}, {c.key()}},
       }) {
    const auto read = verify_keyset(jws, before);
    REQUIRE(read.ok());
    CHECK(read->roots == after);
  }
  const Roots now = verify_keyset(jws, {a.key()})->roots;
  const TestSigner stolen(30);
  CHECK_FALSE(verify_keyset(sign_keyset(a, make_keyset(stolen, 99)), now).ok());
  CHECK_FALSE(verify_keyset(sign_keyset(b, make_keyset(stolen, 99)), now).ok());
  keys.successions = {sign_succession(a, stolen)};
  CHECK_FALSE(verify_keyset(sign_keyset(stolen, keys), now).ok());
  keys.successions = {sign_succession(a, b), sign_succession(b, stolen)};
  CHECK_FALSE(verify_keyset(sign_keyset(stolen, keys), now).ok());
}

TEST_CASE("Of more successions than a key set may hold the oldest goes") {
  KeySet keys;
  for (std::size_t i = 0; i < kMaxSuccessions; ++i) add_succession(keys, std::to_string(i));
  CHECK(keys.successions.size() == kMaxSuccessions);
  CHECK(keys.successions.front() == "0");
  add_succession(keys, "next");
  CHECK(keys.successions.size() == kMaxSuccessions);
  CHECK(keys.successions.front() == "1");
  CHECK(keys.successions.back() == "next");
}

}  // namespace gracegate::test
