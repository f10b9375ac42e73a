// The signed formats: what is read can be written, and reads as the same again.
#include "core/feed.hpp"
#include "core/jws.hpp"
#include "core/keyset.hpp"
#include "core/notice_codec.hpp"
#include "core/notice_file.hpp"
#include "core/receipt.hpp"
#include "gracegate/banner.hpp"
#include "gracegate/standing.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::fuzz {
namespace {

const KeySet& keys() {
  static const KeySet keys = test::make_keyset(test::TestSigner(2));
  return keys;
}

std::vector<TimePoint> instants_of(const Notice& notice) {
  std::vector<TimePoint> instants = {TimePoint::min(), TimePoint::max(), TimePoint(), notice.issued_at,
                                     notice.expires_at};
  for (const NoticeCase& one : notice.cases) {
    instants.push_back(one.deadline);
    for (const Stage& stage : one.stages)
      for (const Seconds shift : {Seconds(-1), Seconds(0), Seconds(1)})
        instants.push_back(stage.from + shift);
    if (one.hold) instants.push_back(one.hold->until);
  }
  return instants;
}

// A case's mode at an instant comes from its own stages, and no limit holds before the promised deadline.
void check_standing(const Notice& notice, TimePoint now) {
  const Standing standing = standing_at(notice, now);
  must(now < notice.expires_at || standing.mode == Mode::open, "a notice that has expired limits nobody");
  for (const NoticeCase& one : notice.cases)
    must(now >= one.deadline || mode_at(one, now) <= Mode::countdown, "no case limits before its deadline");
  must(!notice.cases.empty() || standing.mode == Mode::open, "without a case an account is open");
  (void)banner_at(notice, now, {Role::billing, "ar", std::nullopt});
}

}  // namespace

void run_notice(std::string_view input) {
  (void)verify_notice(input, keys(), {});
  const auto notice = decode_notice_payload(input, {});
  if (!notice) return;
  const std::string written = encode_notice(*notice);
  const auto again = decode_notice_payload(written, {});
  must(again.ok() && encode_notice(*again) == written, "a notice reads as it was written");
  for (const TimePoint now : instants_of(*notice)) check_standing(*notice, now);
}

void run_keyset(std::string_view input) {
  (void)verify_keyset(input, {test::TestSigner(1).key()});
  const auto keys = decode_keyset_payload(input);
  if (!keys) return;
  const std::string written = encode_keyset(*keys);
  const auto again = decode_keyset_payload(written);
  must(again.ok() && encode_keyset(*again) == written, "a key set reads as it was written");
  for (const SigningKey& key : keys->keys) must(key.id == key_id(key.key), "a key has its own name");
}

void run_feed(std::string_view input) {
  if (const auto page = verify_feed(input, keys(), {"", "notes", ""}))
    must(page->complete == (page->after == 0), "complete is from the start");
  const auto head = decode_feed_head_payload(input);
  if (!head) return;
  const std::string written = encode_feed_head(*head);
  const auto again = decode_feed_head_payload(written);
  must(again.ok() && encode_feed_head(*again) == written, "a head reads as it was written");
}

void run_receipt(std::string_view input) {
  (void)verify_receipt(input, keys(), {"notes", "AAAAAAAAAAAAAAAAAAAAAA", body_digest("")});
  const auto receipt = decode_receipt_payload(input);
  if (!receipt) return;
  const std::string written = encode_receipt(*receipt);
  const auto again = decode_receipt_payload(written);
  must(again.ok() && encode_receipt(*again) == written, "a receipt reads as it was written");
}

void run_notice_file(std::string_view input) {
  const auto file = decode_notice_file(input);
  if (!file) return;
  const auto again = decode_notice_file(encode_notice_file(*file));
  must(again.ok() && again->keyset == file->keyset && again->notice == file->notice,
       "a notice file reads as it was written");
}

}  // namespace gracegate::fuzz
