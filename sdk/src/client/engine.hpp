// All of a gate but its thread.
#ifndef GRACEGATE_CLIENT_ENGINE_HPP
#define GRACEGATE_CLIENT_ENGINE_HPP

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/config_check.hpp"
#include "client/file_watch.hpp"
#include "client/fingerprint.hpp"
#include "client/freshness.hpp"
#include "client/help_delivery.hpp"
#include "client/help_outbox.hpp"
#include "client/mode_watch.hpp"
#include "client/notice_intake.hpp"
#include "client/reports.hpp"
#include "client/sightings.hpp"
#include "client/snapshot_cell.hpp"
#include "client/sync.hpp"
#include "client/troubles.hpp"
#include "client/trusted_time.hpp"
#include "client/unconfirmed_countdown.hpp"
#include "gracegate/config.hpp"
#include "gracegate/gate.hpp"

namespace gracegate {

// Answers from what is held, and does the work that keeps it current when it is told to. Where anything fails
// it allows. Held by a shared_ptr, of which a callback may let go. Threads: the const functions and
// take_notice() from any; sync(), deliver_help(), tick() and close() from one at a time; stop() and the is_
// functions from any.
class Engine : public std::enable_shared_from_this<Engine> {
 public:
  using Wait = std::chrono::milliseconds;
  static constexpr Wait kNoLimit = std::chrono::hours(1);

  // Reads the cache. `config` was checked.
  static std::shared_ptr<Engine> open(Config config, CheckedConfig checked);
  // Holds these notices for good and asks nobody.
  static std::shared_ptr<Engine> fixed(std::vector<Notice> notices, Config config);

  Engine(Config config, const SavedTime& saved);
  // In a forked child the connection is the parent's, and is left as it is.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  bool allows(std::string_view account, Operation operation) const noexcept {
    const auto held = cell_.read();
    const Record* const record = held->find(account);
    return record == nullptr || is_observing_ || mode_allows(record->schedule.at(time_.now()), operation);
  }
  Standing standing(std::string_view account) const noexcept;
  Decision decide(std::string_view account, Operation operation) const noexcept;
  std::shared_ptr<const Notice> notice(std::string_view account) const;
  std::optional<Banner> banner(std::string_view account, const Viewer& viewer) const;
  TimePoint now() const noexcept { return time_.now(); }
  GateHealth health() const;
  // Checks a notice that came by hand and keeps it for the next tick(). Errors: as Gate::take_notice().
  Result<Notice> take_notice(std::string_view text);
  void sighted(std::string_view account, std::string_view case_id) const noexcept {
    sightings_.add(account, case_id);
  }
  // As Gate::ask_help(). It goes out with the next deliver_help(); a wait for news of the server ends.
  Result<std::string> ask_help(const HelpRequest& request) const;
  HelpStatus help_status(const std::string& id, Wait at_most) const noexcept;
  // Whether the thread has something to do before its time.
  bool has_errand() const { return has_notice_waiting() || outbox_.has_untried(); }
  bool has_notice_waiting() const { return intake_ && intake_->is_waiting(); }

  // One exchange with the server, which takes `at_most`. Returns how long to wait until the next.
  Wait sync(Wait at_most = kNoLimit) noexcept;
  // Sends the requests for help that are due by `now`, which takes `at_most`. Returns when to call it again.
  Wait deliver_help(HelpOutbox::Instant now, Wait at_most = kNoLimit) noexcept;
  // Tells of changed modes, saves, frees. Returns when to call it again at the latest.
  Wait tick() noexcept;
  // Saves. After stop().
  void close() noexcept;

  // From here on no callback of the configuration is called on the gate's thread, and sync() returns at once.
  void stop() noexcept;
  bool is_stopping() const noexcept { return is_stopping_.load(); }
  bool is_in_callback() const noexcept { return is_in_callback_.load(); }
  // The process is a fork of the one that opened the gate: there is no thread any more.
  bool is_in_child() const noexcept;

 private:
  void start(CheckedConfig checked, std::optional<Restored> restored);
  // Takes the cache out of `config` where it must not be written over.
  static std::optional<Restored> restore(Config& config, const std::vector<PublicKey>& roots);
  Log guarded_log() noexcept;
  template <class Call>
  void call_back(Call call) noexcept;

  bool is_offline(std::string_view account) const noexcept;
  void tell_denial(const Decision& decision) const noexcept;
  void tell_of_fault(const std::exception& fault) noexcept;
  Turn turn(Wait at_most) const noexcept;
  Situation situation() const;
  void tell_sightings();
  void look_at_notice_file();
  void hold_what_was_handed();
  void look_at_unconfirmed_countdown();
  void stand_in();
  void stand_down();
  void tell_unconfirmed();
  void tell_transitions();
  void tell_of_throw(const std::string& callback);
  bool can_save() const;
  bool needs_time_kept() const;
  void save_if_due();
  void save();
  Wait until_next_look() const noexcept;

  Config config_;
  const bool is_observing_;
  const pid_t opened_by_;
  const Fingerprint fingerprint_;
  TrustedTime time_;
  Freshness freshness_;
  SnapshotCell cell_;
  Troubles contact_;
  Troubles content_;
  Troubles disk_;
  Troubles callbacks_;
  Troubles by_hand_;
  Condition unconfirmed_;
  Reports reports_;
  ModeWatch watch_;
  std::optional<Sync> sync_;
  std::optional<NoticeIntake> intake_;  // with an account
  std::optional<FileWatch> notice_file_;
  std::optional<UnconfirmedCountdown> unconfirmed_countdown_;  // with strictness
  RecordRef unconfirmed_record_;                               // of its notice
  mutable Sightings sightings_;
  mutable HelpOutbox outbox_;
  HelpDelivery delivery_;
  // In elapsed time:
  std::optional<std::chrono::milliseconds> saved_at_;
  std::optional<std::chrono::milliseconds> told_sightings_at_;

  std::mutex callback_mutex_;  // taken to begin a callback and to stop
  std::atomic<bool> is_stopping_{false};
  std::atomic<bool> is_in_callback_{false};
  mutable std::atomic<bool> has_on_denial_thrown_{false};  // not told of yet
};

}  // namespace gracegate

#endif
