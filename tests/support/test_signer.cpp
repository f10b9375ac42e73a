#include "tests/support/test_signer.hpp"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

#include "core/base64url.hpp"
#include "core/json_reader.hpp"
#include "core/keyset.hpp"
#include "core/notice_codec.hpp"
#include "core/receipt.hpp"

namespace gracegate::test {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;

// A test without OpenSSL proves nothing: stop.
void must(bool done) {
  if (!done) std::abort();
}

Key private_key(const TestSigner::Seed& seed) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  must(key != nullptr);
  return key;
}

PublicKey public_key(const TestSigner::Seed& seed) {
  PublicKey key;
  std::size_t size = key.bytes.size();
  must(EVP_PKEY_get_raw_public_key(private_key(seed).get(), key.bytes.data(), &size) == 1);
  return key;
}

TestSigner::Seed repeated(std::uint8_t byte) {
  TestSigner::Seed seed;
  seed.fill(byte);
  return seed;
}

}  // namespace

TestSigner::TestSigner(const Seed& seed) : seed_(seed), key_(public_key(seed)), id_(key_id(key_)) {}
TestSigner::TestSigner(std::uint8_t seed_byte) : TestSigner(repeated(seed_byte)) {}

Signature TestSigner::sign_bytes(std::string_view bytes) const {
  const Key key = private_key(seed_);
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  Signature signature{};
  std::size_t size = signature.size();
  must(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  must(EVP_DigestSign(context.get(), signature.data(), &size,
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1);
  return signature;
}

std::string TestSigner::sign(std::string_view type, std::string_view payload) const {
  const std::string input = signing_input(type, id_, payload);
  return assemble(input, sign_bytes(input));
}

std::string TestSigner::sign_with_header(std::string_view header_json, std::string_view payload) const {
  const std::string input = base64url_encode(header_json) + "." + base64url_encode(payload);
  return assemble(input, sign_bytes(input));
}

KeySet make_keyset(const TestSigner& signer, std::int64_t version) {
  return make_keyset(signer, TimePoint{}, TimePoint(Seconds(253402300799)), version);
}

KeySet make_keyset(const TestSigner& signer, TimePoint not_before, TimePoint not_after,
                   std::int64_t version) {
  KeySet keys;
  keys.version = version;
  keys.issued_at = not_before;
  keys.expires_at = TimePoint(Seconds(kMaxNumericDate));
  keys.keys.push_back({signer.id(), signer.key(), not_before, not_after});
  return keys;
}

std::string sign_keyset(const TestSigner& root, const KeySet& keys) {
  return root.sign(kKeySetType, encode_keyset(keys));
}

std::string sign_succession(const TestSigner& root, const TestSigner& next) {
  return root.sign(kSuccessionType, encode_succession({TimePoint(Seconds(1764000000)), next.key()}));
}

std::string sign_notice(const TestSigner& signer, const Notice& notice) {
  return signer.sign(kNoticeType, encode_notice(notice));
}

std::string sign_feed(const TestSigner& signer, const FeedHead& head, const std::vector<Notice>& notices) {
  std::vector<std::string> signed_notices;
  for (const Notice& notice : notices) signed_notices.push_back(sign_notice(signer, notice));
  return sign_feed_of(signer, head, signed_notices);
}

std::string sign_feed_of(const TestSigner& signer, const FeedHead& head,
                         const std::vector<std::string>& notices_jws) {
  const std::vector<std::string_view> notices(notices_jws.begin(), notices_jws.end());
  FeedHead whole = head;
  whole.count = static_cast<std::int64_t>(notices.size());
  whole.digest = feed_digest(notices);
  return encode_feed_answer(whole, notices, signer.sign(kFeedType, encode_feed_head(whole)));
}

std::string sign_receipt(const TestSigner& signer, const std::string& nonce, std::string_view body,
                         TimePoint now) {
  return signer.sign(kReceiptType,
                     encode_receipt({"https://grace.example.com", "notes", now, nonce, body_digest(body)}));
}

Notice clear_notice(std::string_view account, TimePoint issued_at, std::int64_t seq) {
  Notice notice;
  notice.issuer = "https://grace.example.com";
  notice.audience = "notes";
  notice.account = account;
  notice.issued_at = issued_at;
  notice.expires_at = issued_at + 30 * kDay;
  notice.epoch = 1;
  notice.seq = seq;
  return notice;
}

Notice overdue_notice(std::string_view account, TimePoint issued_at, std::int64_t seq) {
  Notice notice = clear_notice(account, issued_at, seq);
  const TimePoint deadline = issued_at + 14 * kDay;
  NoticeCase one;
  one.id = "c_8f3k2m9q4t7w1x5z";
  one.reason = Reason::nonpayment;
  one.deadline = deadline;
  one.stages = {
      {Mode::countdown, issued_at}, {Mode::read_only, deadline}, {Mode::shutdown, deadline + 7 * kDay}};
  one.owed = Owed{{3000000, "USD"}, {"INV-1"}};
  notice.cases.push_back(std::move(one));
  notice.links.pay = "https://pay.example.com/inv-1";
  notice.links.help = "https://help.example.com/";
  notice.contact = {"Ada Example", "ada@example.com", "+49 30 1234567"};
  return notice;
}

Expected expected_of(std::string_view account) {
  return {"https://grace.example.com", "notes", std::string(account)};
}

}  // namespace gracegate::test
