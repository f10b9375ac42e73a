#include "core/feed.hpp"

#include "core/base64url.hpp"
#include "core/jws.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::test {
namespace {

constexpr TimePoint kNow{Seconds(1764000000)};

FeedHead head_at(std::int64_t revision, std::int64_t after) {
  FeedHead head;
  head.issuer = "https://grace.example.com";
  head.audience = "notes";
  head.issued_at = kNow;
  head.epoch = 3;
  head.revision = revision;
  head.after = after;
  head.complete = after == 0;
  return head;
}

}  // namespace

TEST_CASE("A feed answer reads as it was written, with the bytes of each notice") {
  const TestSigner signer(2);
  const std::vector<std::string> notices = {sign_notice(signer, overdue_notice("acme", kNow)),
                                            sign_notice(signer, clear_notice("globex", kNow))};
  const auto page =
      verify_feed(sign_feed_of(signer, head_at(42, 40), notices), make_keyset(signer), expected_of());
  REQUIRE(page.ok());
  CHECK(page->epoch == 3);
  CHECK(page->revision == 42);
  CHECK(page->after == 40);
  CHECK_FALSE(page->complete);
  CHECK(page->issued_at == kNow);
  REQUIRE(page->notices.size() == 2);
  CHECK(page->notices[0].jws == notices[0]);
  CHECK(page->notices[0].notice.account == "acme");
  CHECK(page->notices[0].notice.cases.size() == 1);
  CHECK(page->notices[1].jws == notices[1]);
  CHECK(page->notices[1].notice.cases.empty());
}

TEST_CASE("The digest of a feed is SHA-256 over each notice and a line feed") {
  CHECK(feed_digest({}) == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");       // of nothing
  CHECK(feed_digest({"abc"}) == "7eqv8_F3StKIhnN3DG1kCX45G8Ni19b7NJgt3w79GMs");  // of "abc\n"
  CHECK(feed_digest({"ab", "c"}) != feed_digest({"a", "bc"}));
  CHECK(feed_digest({"a", "b"}) != feed_digest({"b", "a"}));
}

TEST_CASE("A head is valid with a key of its time alone") {
  const TestSigner signer(2);
  const std::string body = sign_feed(signer, head_at(1, 0), {});
  CHECK(verify_feed(body, make_keyset(signer, kNow, kNow + kDay), expected_of()).ok());
  const auto late = verify_feed(body, make_keyset(signer, kNow - kDay, kNow), expected_of());
  REQUIRE_FALSE(late.ok());
  CHECK(late.error().code == ErrorCode::untrusted);
  CHECK_FALSE(verify_feed(body, KeySet{}, expected_of()).ok());
}

TEST_CASE("A reader that names no issuer takes a feed of one issuer, not of several") {
  const TestSigner signer(2);
  Notice other = clear_notice("globex", kNow);
  other.issuer = "https://other.example.com";
  const Expected any = {"", "notes", ""};
  CHECK(verify_feed(sign_feed(signer, head_at(1, 0), {clear_notice("acme", kNow)}), make_keyset(signer), any)
            .ok());
  CHECK_FALSE(verify_feed(sign_feed(signer, head_at(1, 0), {clear_notice("acme", kNow), other}),
                          make_keyset(signer), any)
                  .ok());
}

TEST_CASE("A refused notice is named by its place in the answer") {
  const TestSigner signer(2);
  const auto page =
      verify_feed(sign_feed(signer, head_at(1, 0), {clear_notice("acme", kNow), clear_notice("acme", kNow)}),
                  make_keyset(signer), expected_of());
  REQUIRE_FALSE(page.ok());
  CHECK(page.error().pointer == "/notices/1");
}

TEST_CASE("A snapshot of a thousand accounts is read whole") {
  const TestSigner signer(2);
  std::vector<std::string> notices;
  for (int i = 0; i < 1000; ++i)
    notices.push_back(sign_notice(signer, clear_notice("account " + std::to_string(i), kNow)));
  const auto page =
      verify_feed(sign_feed_of(signer, head_at(1000, 0), notices), make_keyset(signer), expected_of());
  REQUIRE(page.ok());
  CHECK(page->notices.size() == 1000);
  CHECK(page->notices[999].notice.account == "account 999");
}

TEST_CASE("A feed that is too large is refused before it is looked at, one of too many values while it is") {
  const auto message_of = [](const std::string& body) {
    const auto page = verify_feed(body, {}, expected_of());
    REQUIRE_FALSE(page.ok());
    CHECK(page.error().code == ErrorCode::too_large);
    return page.error().message;
  };
  CHECK(message_of(std::string(kMaxFeedBytes + 1, ' ')) == "feed must be at most 256 MiB");
  std::string many = "[0";
  for (int i = 0; i < 1'100'000; ++i) many += ",0";
  CHECK(message_of(many + "]") == "json holds too many values");
}

}  // namespace gracegate::test
