// The cache file: what is read of it can be written, and reads as the same again.
#include "client/cache_format.hpp"

#include "client/cache_restore.hpp"
#include "core/feed.hpp"
#include "core/jws.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::fuzz {
namespace {

constexpr TimePoint kNow{Seconds(1764000000)};

const std::vector<PublicKey>& roots() {
  static const std::vector<PublicKey> roots = {test::TestSigner(1).key()};
  return roots;
}

// FNV-1a of 64 bits, as docs/formats/cache.md says: a fuzzer would not find it.
std::string with_checksum(std::string_view lines) {
  std::uint64_t sum = 14695981039346656037u;
  for (const char c : lines) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return std::string(lines) + "end " + std::to_string(sum) + "\n";
}

std::string without_checksum(std::string text) {
  text.erase(text.rfind("end "));
  return text;
}

std::string cache_of(const std::string& account, const std::vector<Notice>& notices) {
  const test::TestSigner signer(2);
  CacheHead head;
  head.product = "notes";
  head.account = account;
  head.time = {kNow, kNow + kHour};
  head.last_sync = kNow;
  head.keyset = test::sign_keyset(test::TestSigner(1), test::make_keyset(signer));
  std::vector<RecordRef> records;
  for (const Notice& notice : notices)
    records.push_back(make_record(notice, test::sign_notice(signer, notice)));
  FeedHead newest;
  newest.issuer = "https://grace.example.com";
  newest.audience = "notes";
  newest.issued_at = kNow;
  newest.digest = feed_digest({});
  newest.complete = true;
  head.newest = account.empty() ? signer.sign(kFeedType, encode_feed_head(newest))
                                : test::sign_notice(signer, notices.at(0));
  return encode_cache(head, records);
}

}  // namespace

// Lines without the last, which is the checksum.
void run_cache(std::string_view input) {
  (void)decode_cache(input);
  const std::string text = with_checksum(input);
  for (const char* account : {"", "acme"}) (void)restore_cache(text, roots(), "notes", account);
  const auto restored = restore_cache(text, roots(), "notes", "");
  if (!restored) return;
  const auto again = restore_cache(encode_cache(restored->head, restored->records), roots(), "notes", "");
  must(again.ok(), "what was restored can be kept");
  must(again->records.size() == restored->records.size() && again->unusable == 0, "and is all there again");
}

std::vector<std::string> cache_seeds() {
  const Notice acme = test::overdue_notice("acme", kNow);
  return {without_checksum(cache_of("", {})),
          without_checksum(cache_of("", {acme, test::overdue_notice("bolt", kNow)})),
          without_checksum(cache_of("acme", {acme})),
          "gracegate-cache 2\n",
          "gracegate-cache 2\nproduct notes\naccount acme\nlatest-time 1\nunconfirmed-since 2\n",
          "gracegate-cache 1\nproduct notes\n",
          ""};
}

}  // namespace gracegate::fuzz
