// The key set that a gate goes by.
#ifndef GRACEGATE_CLIENT_HELD_KEYS_HPP
#define GRACEGATE_CLIENT_HELD_KEYS_HPP

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/trusted_time.hpp"
#include "gracegate/clock.hpp"
#include "gracegate/keyset.hpp"

namespace gracegate {

// Which one it is, until when it counts, and when the server is to be asked for it. `clock` and `time`
// outlive it. Threads: one.
class HeldKeys {
 public:
  using Wait = std::chrono::milliseconds;
  static constexpr Wait kAskedApart = std::chrono::minutes(1);  // at least

  HeldKeys(std::vector<PublicKey> pinned, const Clock& clock, const TrustedTime& time)
      : pinned_(std::move(pinned)), clock_(clock), time_(time) {}

  const std::optional<KeySet>& set() const { return set_; }
  const std::string& jws() const { return jws_; }  // of it
  // Who must have signed the next one.
  const std::vector<PublicKey>& roots() const { return set_ ? set_->roots : pinned_; }

  // Out of the cache: whether it is still the newest is not known.
  void restore(std::string jws, KeySet set);
  // What has just come, and was verified. Whether a key that signed before may sign no more.
  bool adopt(const std::string& jws, KeySet set);

  // Whether nothing counts any more because of `set`, which is `jws`.
  bool has_ended(const KeySet& set, const std::string& jws) const;
  bool have_ended() const { return set_ && has_ended(*set_, jws_); }

  // Something came that no key of it fits.
  void want() { is_wanted_ = true; }
  bool are_wanted() const { return is_wanted_; }
  bool are_due() const;
  void asked() { asked_ = clock_.elapsed(); }
  Wait until_asked_again() const;  // precondition: asked()

 private:
  const std::vector<PublicKey> pinned_;
  const Clock& clock_;
  const TrustedTime& time_;

  std::optional<KeySet> set_;
  std::string jws_;
  // In elapsed time:
  Wait since_{};  // when this very set was first held
  std::optional<Wait> asked_;
  std::optional<Wait> confirmed_;
  bool is_wanted_ = false;
};

}  // namespace gracegate

#endif
