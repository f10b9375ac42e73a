#include "client/notice_intake.hpp"

#include <algorithm>
#include <utility>

#include "client/place.hpp"
#include "core/keyset.hpp"

namespace gracegate {
namespace {

Error refused(ErrorCode code, std::string message, std::string pointer = {}) {
  return {code, std::move(message), std::move(pointer)};
}

// The signature is no help in telling what was changed from what somebody else signed.
Error not_believed(const Error& error, const std::string& what) {
  return refused(error.code, what + " (" + error.message + ")", error.pointer);
}

Error over(TimePoint end, TimePoint now) {
  return refused(ErrorCode::outdated,
                 "it was good until " + format_rfc3339(end) + ", and here it is " + format_rfc3339(now) +
                     ": ask for a new one, and see that this machine's clock is right",
                 "/exp");
}

// Its own expiry, or that of what vouches for it.
TimePoint end_of(const Notice& notice, const KeySet& keys) {
  return std::min(notice.expires_at, keys.expires_at);
}

// One that is the same but for its end, too: it was signed to last longer.
bool replaces(const KeySet& keys, const KeySet& held) {
  return is_older(held, keys) || (!is_older(keys, held) && held.expires_at < keys.expires_at);
}

// Of the set that came with it and the one that is held the newer one decides, which must not have ended.
Result<CheckedFile> with_keys_to_go_by(const KeySet& own, const Held& held, TimePoint now) {
  const bool brings_keys = !held.keys || replaces(own, *held.keys);
  const KeySet& keys = brings_keys ? own : *held.keys;
  const bool have_ended = now >= keys.expires_at || (!brings_keys && held.have_keys_ended);
  if (have_ended && now >= own.expires_at) return over(own.expires_at, now);
  if (have_ended)
    return refused(ErrorCode::outdated,
                   "this product has learnt of keys that count in place of its own, and they have ended: ask "
                   "for one that is signed now");
  return CheckedFile{keys, brings_keys, {}};
}

// The newest notice that is held, as far as `keys` vouch for it.
Result<Notice> newest_of(const Held& held, const KeySet& keys, const Addressee& addressee) {
  return verify_notice(held.newest, keys, {{}, addressee.product, addressee.account});
}

Result<void> check_notice(const Notice& notice, const Addressee& addressee, const Held& held,
                          const KeySet& keys, TimePoint now) {
  if (notice.account != addressee.account)
    return refused(ErrorCode::untrusted,
                   "it is for account \"" + notice.account + "\", and this product runs as \"" +
                       addressee.account + "\": ask for one for that account",
                   "/sub");
  const auto before = newest_of(held, keys, addressee);
  if (before && place_of(notice) < place_of(*before))
    return refused(ErrorCode::outdated, "it was signed " + format_rfc3339(notice.issued_at) +
                                            ", and this product has a newer one of " +
                                            format_rfc3339(before->issued_at) +
                                            ": ask for one that is signed now");
  if (now >= notice.expires_at) return over(notice.expires_at, now);
  return {};
}

std::optional<TimePoint> end_of(const Held& held, const Addressee& addressee) {
  if (!held.keys) return std::nullopt;
  const auto notice = newest_of(held, *held.keys, addressee);
  return notice ? std::optional(end_of(*notice, *held.keys)) : std::nullopt;
}

}  // namespace

Result<CheckedFile> check_notice_file(const NoticeFile& file, const Addressee& addressee, const Held& held,
                                      TimePoint now) {
  const auto keys = verify_keyset(file.keyset, held.keys ? held.keys->roots : addressee.roots);
  if (!keys)
    return not_believed(keys.error(),
                        "it is not signed by the vendor of this product, or was changed on the way: have it "
                        "sent again as a file");
  if (!counts_for(*keys, addressee.account))
    return refused(ErrorCode::untrusted,
                   "it is for account \"" + keys->account + "\", and this product runs as \"" +
                       addressee.account + "\": ask for one for that account",
                   "/sub");
  auto checked = with_keys_to_go_by(*keys, held, now);
  if (!checked) return checked.error();
  auto notice = verify_notice(file.notice, checked->keys, {{}, addressee.product, {}});
  if (!notice)
    return not_believed(notice.error(),
                        "it is not for this product, was changed on the way, or its key was revoked since: "
                        "ask for a new one, as a file");
  if (const auto fits = check_notice(*notice, addressee, held, checked->keys, now); !fits)
    return fits.error();
  checked->notice = std::move(*notice);
  return checked;
}

Result<Notice> NoticeIntake::put(std::string_view text, TimePoint now) {
  auto file = decode_notice_file(text);
  if (!file) return file.error();
  const std::lock_guard lock(mutex_);
  auto checked = check_notice_file(*file, addressee_, held_, now);
  if (!checked) return checked.error();
  held_ = {checked->keys, file->notice, false};  // an older one that follows is told so
  waiting_ = std::move(*file);
  checked->notice.expires_at = end_of(checked->notice, checked->keys);
  return std::move(checked->notice);
}

bool NoticeIntake::is_waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.has_value();
}

void NoticeIntake::hold(Held held) {
  const auto end = end_of(held, addressee_);
  const std::lock_guard lock(mutex_);
  good_until_ = end;
  if (!waiting_) held_ = std::move(held);
}

std::optional<NoticeFile> NoticeIntake::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, std::nullopt);
}

std::optional<TimePoint> NoticeIntake::good_until() const {
  const std::lock_guard lock(mutex_);
  return good_until_;
}

}  // namespace gracegate
