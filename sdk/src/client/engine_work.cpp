// What the engine does on the gate's thread.
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "client/engine.hpp"
#include "client/say.hpp"

namespace gracegate {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kSavesApart = seconds(5);
// So that a restart knows about what time it is.
constexpr milliseconds kSaveTimeEvery = std::chrono::minutes(10);
constexpr seconds kLookEvery{30};
constexpr seconds kLookAtFileEvery{5};
constexpr milliseconds kLookEveryAtClock{100};  // one that is moved by hand
constexpr milliseconds kAfterFault = seconds(30);
constexpr milliseconds kIdleApart = seconds(1);
constexpr milliseconds kPumpedApart = seconds(5);
constexpr milliseconds kSightingsApart = seconds(20);
constexpr milliseconds kPostHelpAtMost = seconds(60);  // a file goes with it

Result<void> store_in(Cache& cache, const std::string& bytes) {
  try {
    return cache.store(bytes);
  } catch (...) {
    return Error{ErrorCode::unavailable, "it threw while storing", {}};
  }
}

}  // namespace

template <class Call>
void Engine::call_back(Call call) noexcept {
  {
    const std::lock_guard<std::mutex> lock(callback_mutex_);
    if (is_stopping_) return;
    is_in_callback_ = true;
  }
  call();
  is_in_callback_ = false;
}

Log Engine::guarded_log() noexcept {
  return [this](LogLevel level, std::string_view message) {
    call_back([&] { say(config_.log, level, message); });
  };
}

Engine::Wait Engine::sync(Wait at_most) noexcept {
  try {
    if (!sync_) return Wait::max();
    if (sync_->is_restoring()) {
      sync_->restore_more();
      watch_.start(cell_.latest(), now());
      return Wait::zero();
    }
    const Wait wait = sync_->step(turn(at_most));
    if (intake_) intake_->hold(sync_->held());
    reports_.look(situation(), cell_.latest(), now());
    tell_sightings();
    return wait;
  } catch (const std::exception& fault) {
    tell_of_fault(fault);
    return kAfterFault;
  }
}

Engine::Wait Engine::deliver_help(HelpOutbox::Instant now, Wait at_most) noexcept {
  try {
    if (!sync_) return kNoLimit;
    return delivery_.deliver(now, [&](const HelpLetter& letter) {
      return sync_->post("/v1/help", letter.body, std::min(at_most, kPostHelpAtMost));
    });
  } catch (const std::exception& fault) {
    tell_of_fault(fault);
    return kAfterFault;
  }
}

Engine::Wait Engine::tick() noexcept {
  try {
    look_at_notice_file();
    hold_what_was_handed();
    look_at_unconfirmed_countdown();
    tell_transitions();
    if (has_on_denial_thrown_.exchange(false)) tell_of_throw("on_denial");
    save_if_due();
  } catch (const std::exception& fault) {
    tell_of_fault(fault);
  }
  cell_.reclaim();
  return until_next_look();
}

void Engine::close() noexcept {
  try {
    if (can_save() && (sync_->is_dirty() || needs_time_kept())) save();
  } catch (const std::exception&) {
    // No memory to save with: what was saved last stands.
  }
}

// Of ours; what the product's own parts throw is caught where they are called.
void Engine::tell_of_fault(const std::exception& fault) noexcept {
  call_back([&] {
    say(config_.log, LogLevel::error, "the gate caught a fault of its own and goes on; it says:");
    say(config_.log, LogLevel::error, fault.what());
  });
}

void Engine::stop() noexcept {
  {
    const std::lock_guard<std::mutex> lock(callback_mutex_);
    is_stopping_ = true;
  }
  if (config_.transport) config_.transport->cancel();
}

bool Engine::is_in_child() const noexcept { return ::getpid() != opened_by_; }

// While the server holds an answer back the thread cannot tell of a transition, and the product's own has no
// time at all.
Turn Engine::turn(Wait at_most) const noexcept {
  if (!config_.has_own_thread) return {seconds::zero(), kPumpedApart, at_most};
  if (config_.clock->is_moved_by_hand()) return {seconds(1), kIdleApart, at_most};
  const seconds hold =
      config_.on_transition ? watch_.may_be_away(now(), config_.poll_wait) : config_.poll_wait;
  return {hold, kIdleApart, at_most};
}

Situation Engine::situation() const {
  Situation situation;
  situation.provenance = freshness_.at(now());
  situation.has_trouble = !contact_.current().empty();
  if (const auto last = freshness_.last_sync()) situation.since_contact = now() - *last;
  if (time_.is_confirmed()) situation.clock_ahead = config_.clock->wall() - now();
  return situation;
}

// What cannot be told now is told later: a sighting does no harm by coming late.
void Engine::tell_sightings() {
  const milliseconds now = config_.clock->elapsed();
  if (!contact_.current().empty() || (told_sightings_at_ && now - *told_sightings_at_ < kSightingsApart))
    return;
  const std::vector<Sighting> sightings = sightings_.to_tell();
  if (sightings.empty()) return;
  told_sightings_at_ = now;
  const auto answer =
      sync_->post("/v1/sightings", encode_sightings(sightings), std::min(Sync::kShortTimeout, sync_->left()));
  if (answer && answer->status == 200) sightings_.told(sightings.size());
}

Engine::Wait Engine::until_next_look() const noexcept {
  if (config_.clock->is_moved_by_hand()) return kLookEveryAtClock;
  if (sync_ && sync_->is_dirty() && config_.cache) return kSavesApart;
  const seconds most = notice_file_ ? kLookAtFileEvery : kLookEvery;
  return config_.on_transition ? watch_.may_be_away(now(), most) : most;
}

void Engine::look_at_notice_file() {
  if (!notice_file_) return;
  const auto text = notice_file_->look();
  if (text && !*text) return;  // nothing new
  const auto notice = text ? intake_->put(**text, now()) : Result<Notice>(text.error());
  if (notice) return by_hand_.recovered();
  // One that is left over does no harm, unless there is nothing else to go by.
  const auto good_until = intake_->good_until();
  const bool is_left_over = notice.error().code == ErrorCode::outdated && good_until && now() < *good_until;
  by_hand_.report(is_left_over ? LogLevel::info : LogLevel::warning,
                  "notice_file: " + notice.error().message);
}

void Engine::hold_what_was_handed() {
  const auto file = intake_ ? intake_->take() : std::nullopt;
  if (!file) return;
  const bool is_new = sync_->held().newest != file->notice;
  const auto taken = sync_->take_file(*file);
  intake_->hold(sync_->held());
  if (!taken) {
    by_hand_.report(LogLevel::warning, "a notice that came by hand was refused: " + taken.error().message);
  } else if (is_new) {
    guarded_log()(LogLevel::info, "took a notice that came by hand, good until " +
                                      format_rfc3339(intake_->good_until().value_or(TimePoint())));
  }
}

void Engine::tell_transitions() {
  if (!config_.on_transition) return;
  for (Transition& transition : watch_.look(cell_.latest(), now())) {
    transition.before.provenance = transition.after.provenance = freshness_.at(now());
    bool has_thrown = false;
    call_back([&] {
      try {
        config_.on_transition(transition);
      } catch (...) {
        has_thrown = true;
      }
    });
    if (has_thrown) tell_of_throw("on_transition");
  }
}

void Engine::tell_of_throw(const std::string& callback) {
  callbacks_.report(LogLevel::error, callback + " threw: caught, going on");
}

bool Engine::can_save() const { return config_.cache && sync_ && !sync_->is_restoring(); }

// What was learnt counts on with the time, and so does the countdown for want of it.
bool Engine::needs_time_kept() const { return sync_->has_learnt() || unconfirmed_countdown_; }

void Engine::save_if_due() {
  if (!can_save()) return;
  const milliseconds since = saved_at_ ? config_.clock->elapsed() - *saved_at_ : milliseconds::max();
  if ((sync_->is_dirty() && since >= kSavesApart) || (needs_time_kept() && since >= kSaveTimeEvery)) save();
}

void Engine::save() {
  saved_at_ = config_.clock->elapsed();
  CacheHead head = sync_->to_save();
  if (unconfirmed_countdown_) head.unconfirmed_since = unconfirmed_countdown_->since();
  const auto stored = store_in(*config_.cache, encode_cache(head, cell_.latest().records()));
  if (stored) {
    disk_.recovered();
  } else {
    sync_->save_again();
    disk_.report(LogLevel::warning, "cache: " + stored.error().message);
  }
}

}  // namespace gracegate
