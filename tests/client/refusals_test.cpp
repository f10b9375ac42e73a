// What a gate refuses, and that its log says why: each forgery has a reason of its own.
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/base64url.hpp"
#include "core/notice_codec.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/malleable.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

struct Forgery {
  std::string name;
  std::string jws;
  std::string reason;
};

const TestSigner& signer() {
  static const TestSigner signer(2);
  return signer;
}

std::string notice() { return encode_notice(overdue_notice("acme", kStart)); }

std::string with_header(const std::string& alg, const std::string& typ, const std::string& more = {}) {
  return signer().sign_with_header(
      R"({"alg":")" + alg + R"(","kid":")" + signer().id() + R"(","typ":")" + typ + "\"" + more + "}",
      notice());
}
std::string with_member(const std::string& more) {
  return with_header("Ed25519", "gracegate-notice+jwt", more);
}

std::string with_payload(const std::string& payload) { return signer().sign(kNoticeType, payload); }
std::string edited(const std::string& from, const std::string& to) {
  std::string payload = notice();
  payload.replace(payload.find(from), from.size(), to);
  return with_payload(payload);
}

std::string spare_bits() {
  std::string jws = with_payload(notice());
  jws.back() = static_cast<char>(jws.back() + 1);
  return jws;
}

std::vector<Forgery> forged_notices() {
  const std::string good = with_payload(notice());
  return {
      {"alg none", with_header("none", "gracegate-notice+jwt"), "none is not signed at all"},
      {"alg HS256", with_header("HS256", "gracegate-notice+jwt"), "a public key is no secret to sign with"},
      {"another alg", with_header("EdDSA", "gracegate-notice+jwt"), "jws alg must be Ed25519;"},
      {"crit", with_member(R"(,"crit":["exp"])"), "must not have crit"},
      {"jwk", with_member(R"(,"jwk":{"kty":"OKP"})"), "must not bring its own key (jwk)"},
      {"jku", with_member(R"(,"jku":"https://evil.example.com")"), "must not name an address of keys (jku)"},
      {"x5u", with_member(R"(,"x5u":"https://evil.example.com")"), "an address of certificates (x5u)"},
      {"x5c", with_member(R"(,"x5c":["MIIB"])"), "its own certificates (x5c)"},
      {"typ", with_header("Ed25519", "JWT"), "jws typ must be gracegate-notice+jwt"},
      {"aud", edited(R"("aud":"notes")", R"("aud":"other")"), "notice is for product \"other\""},
      {"sub", edited(R"("sub":"acme")", R"("sub":"bolt")"), "notice is about another account"},
      {"padding", good + "==", "must be base64url without padding"},
      {"spare bits", spare_bits(), "must end base64url without spare bits"},
      {"other characters", good + "\n", "has characters that are not base64url"},
      {"a claim twice", edited(R"("sub":"acme")", R"("sub":"acme","sub":"acme")"),
       "json object names a member twice"},
      {"a member of the header twice", with_member(R"(,"alg":"none")"),
       "jws header: json object names a member twice"},
      {"another key", TestSigner(9).sign(kNoticeType, notice()), "jws is signed with an unknown key"},
      {"another signature", good.substr(0, good.rfind('.')) + "." + base64url_encode(std::string(64, 'x')),
       "jws signature does not match"},
  };
}

// The last line that says why an answer was refused.
std::string refusal(const World& world) {
  for (auto line = world.log.rbegin(); line != world.log.rend(); ++line)
    if (line->find("refused an answer") != std::string::npos) return *line;
  return {};
}

}  // namespace

TEST_CASE("Each forged notice is refused with a reason of its own in the log, and restricts nobody") {
  std::set<std::string> reasons;
  for (const Forgery& forgery : forged_notices()) {
    INFO(forgery.name);
    World world;
    const auto engine = World::open(world.config("acme"));
    world.transport->then(world.keys());
    (void)engine->sync();
    world.transport->then(world.ok(forgery.jws, "\"1\""));
    world.transport->then(world.keys());
    (void)engine->sync();
    INFO(refusal(world));
    CHECK(refusal(world).find(forgery.reason) != std::string::npos);
    CHECK(engine->standing("acme").mode == Mode::open);
    CHECK(engine->standing("acme").provenance == Provenance::unverified);
    CHECK(reasons.insert(refusal(world)).second);
  }
}

TEST_CASE("A notice of another issuer is refused with a reason of its own by who asks for one") {
  const KeySet keys = make_keyset(signer());
  const Expected expected{"https://other.example.com", "notes", "acme"};
  const auto read = verify_notice(with_payload(notice()), keys, expected);
  REQUIRE_FALSE(read.ok());
  CHECK(read.error().message == "notice is from another issuer");
}

TEST_CASE("A key set that names a key or a root of small order is refused, and the log says so") {
  const std::string weak = to_string(small_order_keys().front());
  const TestSigner next(21);
  World world;
  KeySet keys = make_keyset(signer());
  keys.keys.front().key = small_order_keys().front();
  keys.keys.front().id = key_id(keys.keys.front().key);
  KeySet after = make_keyset(signer());
  after.successions = {world.root.sign(kSuccessionType, R"({"iat":1764000000,"x":")" + weak + "\"}")};
  for (const std::string& jws : {sign_keyset(world.root, keys), sign_keyset(next, after)}) {
    World other;
    const auto engine = other.open();
    other.transport->then(other.ok(jws));
    (void)engine->sync();
    INFO(refusal(other));
    CHECK(refusal(other).find("public key has small order, anybody could sign") != std::string::npos);
    CHECK(engine->standing("acme").mode == Mode::open);
  }
}
