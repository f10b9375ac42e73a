#include "server/publish/signer.hpp"

#include "core/jws.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

// RFC 8410 §10.3 and §10.1.
const std::string kPrivatePem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    "-----END PRIVATE KEY-----\n";
const std::string kPublicKey = "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE";

const KeySet set_of(const Signer& signer) {
  KeySet set;
  set.keys = {{signer.id(), signer.key(), TimePoint{}, TimePoint(Seconds(253'402'300'799))}};
  return set;
}

}  // namespace

TEST_CASE("A key that is written as PEM elsewhere is read, and written the same") {
  const Signer signer = Signer::from_pem(kPrivatePem).value();
  CHECK(to_string(signer.key()) == kPublicKey);
  CHECK(signer.id() == key_id(signer.key()));
  CHECK(signer.to_pem() == kPrivatePem);
}

TEST_CASE("What a new key signs verifies with it, and with no other") {
  const Signer signer = Signer::generate().value();
  const Signer other = Signer::generate().value();
  const std::string jws = signer.sign(kNoticeType, "{\"a\":1}");
  const auto verified = verify_jws(jws, kNoticeType, 1000, set_of(signer));
  REQUIRE(verified);
  CHECK(verified->payload == "{\"a\":1}");
  CHECK(verified->kid == signer.id());
  CHECK_FALSE(verify_jws(jws, kNoticeType, 1000, set_of(other)));
  CHECK_FALSE(verify_jws(jws, kFeedType, 1000, set_of(signer)));
}

TEST_CASE("A key signs the same after it was written and read again: Ed25519 has no randomness") {
  const Signer signer = Signer::generate().value();
  const Signer again = Signer::from_pem(signer.to_pem()).value();
  CHECK(again.sign(kNoticeType, "x") == signer.sign(kNoticeType, "x"));
}

TEST_CASE("What is no private Ed25519 key is refused, and nobody is asked for a password") {
  const std::string pem = GENERATE(
      std::string(), std::string("hello"), kPrivatePem.substr(0, 60),
      std::string("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                  "-----END PUBLIC KEY-----\n"),
      // X25519, then an encrypted Ed25519 key, both made with the openssl command.
      std::string("-----BEGIN PRIVATE "
                  "KEY-----\nMC4CAQAwBQYDK2VuBCIEIOiBZAzh8fFTYf+F8ZRZOYCdh7o45kRXTvS4ydm8zqpN\n-----END "
                  "PRIVATE KEY-----\n"),
      std::string("-----BEGIN ENCRYPTED PRIVATE "
                  "KEY-----\nMIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjbOylahi9rjQICCAAw\n"
                  "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEOx0xD1IjDli/vf+rP1j5qwEQGg3\n"
                  "pRj68KneSX1tgZyy93/1eXpmD3LtDz9wkHbJKDV3A1xUp2xIoSDrKRIJaK1/v3lR\n"
                  "jeSHzG1ZTvpMpXrq04c=\n-----END ENCRYPTED PRIVATE KEY-----\n"));
  const auto signer = Signer::from_pem(pem);
  REQUIRE_FALSE(signer);
  CHECK(signer.error().code == ErrorCode::malformed);
}
