// Keys and signatures for tests: what the server would have signed. Never for a product.
#ifndef GRACEGATE_TESTS_SUPPORT_TEST_SIGNER_HPP
#define GRACEGATE_TESTS_SUPPORT_TEST_SIGNER_HPP

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/feed.hpp"
#include "core/signature.hpp"
#include "gracegate/feed.hpp"
#include "gracegate/keyset.hpp"
#include "gracegate/notice.hpp"

namespace gracegate::test {

// An Ed25519 key made from a seed: the same seed gives the same key, id and signatures on every run.
// Threads: a value.
class TestSigner {
 public:
  using Seed = std::array<std::uint8_t, 32>;
  explicit TestSigner(const Seed& seed);
  // A seed of 32 times this byte. Tests use 1 for the root and 2 for the signing key.
  explicit TestSigner(std::uint8_t seed_byte);

  const PublicKey& key() const { return key_; }
  const std::string& id() const { return id_; }

  // Raw signature over any bytes.
  Signature sign_bytes(std::string_view bytes) const;
  // JWS of a payload, with the header that our format asks for ("gracegate-notice+jwt").
  std::string sign(std::string_view type, std::string_view payload) const;
  // JWS with a header of the caller's: for what must be refused.
  std::string sign_with_header(std::string_view header_json, std::string_view payload) const;

 private:
  Seed seed_;
  PublicKey key_;
  std::string id_;
};

// A set of one key, valid for the whole range of our times unless said otherwise; the set has no end.
KeySet make_keyset(const TestSigner& signer, std::int64_t version = 1);
KeySet make_keyset(const TestSigner& signer, TimePoint not_before, TimePoint not_after,
                   std::int64_t version = 1);

// GET /v1/keys
std::string sign_keyset(const TestSigner& root, const KeySet& keys);
// One of KeySet::successions: `next` in place of `root`.
std::string sign_succession(const TestSigner& root, const TestSigner& next);
// GET /v1/notices/{account}
std::string sign_notice(const TestSigner& signer, const Notice& notice);
// GET /v1/feed: signs the notices and a head over them. Takes issuer, audience, issued_at, epoch, revision,
// after and complete from `head`, count and digest from the notices.
std::string sign_feed(const TestSigner& signer, const FeedHead& head, const std::vector<Notice>& notices);
std::string sign_feed_of(const TestSigner& signer, const FeedHead& head,
                         const std::vector<std::string>& notices_jws);

// The header Gracegate-Receipt of an answer of these, for the product "notes".
std::string sign_receipt(const TestSigner& signer, const std::string& nonce, std::string_view body,
                         TimePoint now);

// A notice of https://grace.example.com for the product "notes" without a case, signed at `issued_at` for 30
// days; and the same with one case of nonpayment: countdown from `issued_at`, deadline 14 days later,
// read_only from the deadline, shutdown 7 days after.
Notice clear_notice(std::string_view account, TimePoint issued_at, std::int64_t seq = 1);
Notice overdue_notice(std::string_view account, TimePoint issued_at, std::int64_t seq = 1);
// What a reader expects of those: this issuer and audience, any account unless given.
Expected expected_of(std::string_view account = {});

}  // namespace gracegate::test

#endif
