// Where notices come in that travel by hand (docs/formats/notice-file.md).
#ifndef GRACEGATE_CLIENT_NOTICE_INTAKE_HPP
#define GRACEGATE_CLIENT_NOTICE_INTAKE_HPP

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/notice_file.hpp"
#include "gracegate/keyset.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

// For whom it has to be, and by whom signed.
struct Addressee {
  std::vector<PublicKey> roots;
  std::string product;
  std::string account;
};

// What the gate of one account has, as far as a notice is measured by it.
struct Held {
  std::optional<KeySet> keys;
  std::string newest;            // JWS of its newest notice; empty: none
  bool have_keys_ended = false;  // by the elapsed time, whatever time it is
};

struct CheckedFile {
  KeySet keys;  // to go by from now on
  bool brings_keys = false;
  Notice notice;
};

// Whether a notice may take the place of what is held. Of its keys and those held the newer ones decide.
// Errors: malformed, too_large, untrusted, outdated (older than what is held, or expired), those
// that notice_refusal_text() tells apart with a pointer. Pure.
Result<CheckedFile> check_notice_file(const NoticeFile& file, const Addressee& addressee, const Held& held,
                                      TimePoint now);

// Is checked on the thread that brings it, so that a person learns at once what is wrong, and waits here for
// the gate's thread. Threads: put(), good_until() and is_waiting() from any; hold() and take() from the
// gate's.
class NoticeIntake {
 public:
  explicit NoticeIntake(Addressee addressee) : addressee_(std::move(addressee)) {}

  // The notice with expires_at as it is here. Errors: those of check_notice_file().
  Result<Notice> put(std::string_view text, TimePoint now);
  bool is_waiting() const;

  // What is measured by from now on.
  void hold(Held held);
  std::optional<NoticeFile> take();
  // When the notice that is held expires.
  std::optional<TimePoint> good_until() const;

 private:
  const Addressee addressee_;
  mutable std::mutex mutex_;  // for all below
  Held held_;
  std::optional<TimePoint> good_until_;
  std::optional<NoticeFile> waiting_;
};

}  // namespace gracegate

#endif
