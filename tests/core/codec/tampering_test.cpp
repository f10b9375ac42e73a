// Whatever is done to a signed notice, it is refused: all prefixes, all single bits.
#include "core/feed.hpp"
#include "core/jws.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::test {
namespace {

constexpr TimePoint kNow{Seconds(1764000000)};

struct Signed {
  TestSigner signer{2};
  KeySet keys = make_keyset(signer);
  std::string jws = sign_notice(signer, clear_notice("acme", kNow));
  bool verifies(std::string_view text) const { return verify_notice(text, keys, expected_of("acme")).ok(); }
};

template <class Accepts>
std::size_t accepted_flips(std::string text, Accepts accepts) {
  std::size_t accepted = 0;
  for (char& c : text) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      const char before = c;
      c = static_cast<char>(static_cast<unsigned char>(c) ^ (1u << bit));
      accepted += accepts(text);
      c = before;
    }
  }
  return accepted;
}

}  // namespace

TEST_CASE("Each prefix and each suffix of a signed notice is refused") {
  const Signed notice;
  REQUIRE(notice.verifies(notice.jws));
  const std::string_view whole = notice.jws;
  std::size_t accepted = 0;
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    accepted += notice.verifies(whole.substr(0, cut));
    accepted += notice.verifies(whole.substr(cut + 1));
  }
  CHECK(accepted == 0);
}

TEST_CASE("Each bit of a signed notice counts") {
  const Signed notice;
  CHECK(accepted_flips(notice.jws, [&](const std::string& text) { return notice.verifies(text); }) == 0);
}

TEST_CASE("Each byte put into a signed notice, anywhere, is refused") {
  const Signed notice;
  std::size_t accepted = 0;
  for (std::size_t place = 0; place <= notice.jws.size(); ++place) {
    for (const char c : {'A', '.', '=', ' ', '\n', '\0'}) {
      std::string text = notice.jws;
      accepted += notice.verifies(text.insert(place, 1, c));
    }
  }
  CHECK(accepted == 0);
}

TEST_CASE("Decoding refuses what does not follow the format, and leaves the signature to others") {
  const Signed notice;
  CHECK(decode_notice(notice.jws, expected_of("acme")).ok());
  const std::string unsigned_jws =
      assemble(signing_input(kNoticeType, notice.signer.id(), "{}"), Signature{});
  CHECK_FALSE(decode_notice(unsigned_jws, expected_of()).ok());
  const std::string body = notice.jws.substr(0, notice.jws.rfind('.'));
  CHECK(decode_notice(assemble(body, Signature{}), expected_of("acme")).ok());
  CHECK_FALSE(notice.verifies(assemble(body, Signature{})));
  CHECK_FALSE(decode_notice(body, expected_of("acme")).ok());
  const auto other = decode_notice(notice.jws, expected_of("globex"));
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().code == ErrorCode::untrusted);
}

// White space between members and the unsigned members outside of the head are the sender's own.
TEST_CASE("No bit of a feed's notices or head can change") {
  const TestSigner signer(2);
  const KeySet keys = make_keyset(signer);
  FeedHead head;
  head.issuer = "https://grace.example.com";
  head.audience = "notes";
  head.issued_at = kNow;
  head.revision = 42;
  head.complete = true;
  const std::string body = sign_feed(signer, head, {clear_notice("acme", kNow)});
  REQUIRE(verify_feed(body, keys, expected_of()).ok());
  CHECK(accepted_flips(
            body, [&](const std::string& text) { return verify_feed(text, keys, expected_of()).ok(); }) == 0);
  std::size_t accepted = 0;
  for (std::size_t cut = 0; cut < body.size(); ++cut) {
    accepted += verify_feed(std::string_view(body).substr(0, cut), keys, expected_of()).ok();
  }
  CHECK(accepted == 0);
}

}  // namespace gracegate::test
