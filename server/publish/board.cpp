#include "server/publish/board.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>

#include "core/signature.hpp"
#include "server/publish/feed_answer.hpp"
#include "server/publish/ledger.hpp"

namespace gracegate::server {

namespace {

using Wait = std::chrono::milliseconds;

constexpr Seconds kShared{2};          // how long one answer serves all who ask the same
constexpr std::size_t kAnswers = 8;    // kept at a time
constexpr std::size_t kTagSize = 22;   // characters of the digest: 132 bits
constexpr std::size_t kQueues = 1024;  // of those who wait for one account

// Those who wait for the feed since the last change. The next change ends the round by waking one of them;
// each who leaves wakes two more. So publish() does not spend its time on waking thousands, and all cores do.
struct Round {
  std::condition_variable changed;
  bool is_over = false;

  void wake_two() {
    changed.notify_one();
    changed.notify_one();
  }
};

Posting posting_of(const PublishedNotice& notice) {
  Posted ready = posted(notice);
  return {std::move(ready.jws), std::move(ready.etag), notice.revision, notice.is_held};
}

}  // namespace

Posted posted(const PublishedNotice& notice) {
  return {std::make_shared<const std::string>(notice.jws),
          '"' + sha256_text({notice.jws}).substr(0, kTagSize) + '"'};
}

struct Board::State {
  const Notary& notary;
  const std::int64_t epoch;
  const std::function<TimePoint()> now;

  mutable std::mutex mutex;
  std::condition_variable audit_changed;
  // A change on one account wakes those who wait for it, and the few whose account falls into the same queue.
  std::array<std::condition_variable, kQueues> account_changed;
  // Under mutex:
  std::shared_ptr<Round> round = std::make_shared<Round>();
  Ledger ledger;
  std::int64_t revision;
  std::int64_t last_audit = 0;
  std::size_t watchers = 0;
  bool is_stopped = false;
  std::map<std::int64_t, std::shared_ptr<FeedAnswer>> answers;  // by `after`, of the present revision

  State(const Notary& a_notary, std::int64_t start, std::int64_t an_epoch, std::function<TimePoint()> a_now,
        std::size_t window)
      : notary(a_notary), epoch(an_epoch), now(std::move(a_now)), ledger(start, window), revision(start) {}

  std::condition_variable& queue_of(const std::string& account) {
    return account_changed[std::hash<std::string>()(account) % kQueues];
  }

  template <class Ready>
  void wait_for(std::unique_lock<std::mutex>& lock, std::condition_variable& changed, Wait wait,
                Ready ready) {
    if (wait <= Wait::zero() || is_stopped || ready()) return;
    ++watchers;
    changed.wait_until(lock, std::chrono::steady_clock::now() + wait, [&] { return is_stopped || ready(); });
    --watchers;
  }

  void wait_for_feed(std::int64_t after, Wait wait) {
    std::unique_lock lock(mutex);
    if (revision != after) return;
    const std::shared_ptr<Round> mine = round;
    wait_for(lock, mine->changed, wait, [&] { return mine->is_over; });
    if (!mine->is_over) return;
    lock.unlock();
    mine->wake_two();
  }

  // Precondition: mutex is held. The caller wakes the round that is over.
  std::shared_ptr<Round> end_round() {
    round->is_over = true;
    return std::exchange(round, std::make_shared<Round>());
  }

  // What can be told as changes; everything else is told in full.
  bool can_continue(std::int64_t after) const { return ledger.remembers(after) && after <= revision; }

  void drop_old_answers(TimePoint at) {
    for (auto one = answers.begin(); one != answers.end();)
      one = one->second->issued_at() + kShared <= at ? answers.erase(one) : std::next(one);
    if (answers.size() >= kAnswers) answers.clear();
  }

  std::shared_ptr<FeedAnswer> answer(std::int64_t after, TimePoint at) {
    if (!can_continue(after)) after = 0;
    const auto found = answers.find(after);
    if (found != answers.end() && found->second->issued_at() <= at &&
        at < found->second->issued_at() + kShared)
      return found->second;
    drop_old_answers(at);
    FeedAnswer::Content content{at, epoch, revision, after, after == 0 ? ledger.held() : ledger.since(after)};
    return answers[after] = std::make_shared<FeedAnswer>(std::move(content));
  }
};

Board::Board(const Notary& notary, const std::vector<PublishedNotice>& held, std::int64_t revision,
             std::int64_t epoch, std::function<TimePoint()> now, std::size_t clear_remembered)
    : state_(std::make_unique<State>(notary, revision, epoch, std::move(now), clear_remembered)) {
  for (const PublishedNotice& notice : held) state_->ledger.put(notice.account, posting_of(notice));
}

Board::~Board() = default;

void Board::publish(const Committed& committed) {
  if (committed.is_replay) return;
  std::vector<Posting> postings;  // hashed before the lock is taken
  for (const PublishedNotice& notice : committed.change.notices) postings.push_back(posting_of(notice));
  std::shared_ptr<Round> over;
  {
    const std::lock_guard lock(state_->mutex);
    for (std::size_t i = 0; i < postings.size(); ++i)
      state_->ledger.put(committed.change.notices[i].account, std::move(postings[i]));
    state_->revision = std::max(state_->revision, committed.revision);
    if (!postings.empty()) {
      state_->answers.clear();
      over = state_->end_round();
    }
    for (const AuditEntry& entry : committed.change.audit)
      state_->last_audit = std::max(state_->last_audit, entry.id);
  }
  for (const PublishedNotice& notice : committed.change.notices)
    state_->queue_of(notice.account).notify_all();
  if (over) over->wake_two();
  if (!committed.change.audit.empty()) state_->audit_changed.notify_all();
}

Posted Board::notice(const std::string& account) const {
  const std::lock_guard lock(state_->mutex);
  const Posting* found = state_->ledger.find(account);
  if (!found || !found->is_held) return {};
  return {found->jws, found->etag};
}

void Board::wait_notice(const std::string& account, std::int64_t after, Wait wait) const {
  std::unique_lock lock(state_->mutex);
  state_->wait_for(lock, state_->queue_of(account), wait, [&] {
    const Posting* found = state_->ledger.find(account);
    return found && found->revision > after;
  });
}

std::shared_ptr<const std::string> Board::feed(std::int64_t after, Wait wait) const {
  state_->wait_for_feed(after, wait);
  const TimePoint at = state_->now();  // after the wait
  std::unique_lock lock(state_->mutex);
  const auto answer = state_->answer(after, at);
  lock.unlock();
  return answer->body(state_->notary);
}

std::int64_t Board::wait_audit(std::int64_t after, Wait wait) const {
  std::unique_lock lock(state_->mutex);
  state_->wait_for(lock, state_->audit_changed, wait, [&] { return state_->last_audit > after; });
  return std::max(state_->last_audit, after);
}

std::int64_t Board::revision() const {
  const std::lock_guard lock(state_->mutex);
  return state_->revision;
}

std::size_t Board::held_notices() const {
  const std::lock_guard lock(state_->mutex);
  return state_->ledger.held_count();
}

std::size_t Board::watchers() const {
  const std::lock_guard lock(state_->mutex);
  return state_->watchers;
}

void Board::stop() {
  std::shared_ptr<Round> over;
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_stopped = true;
    over = state_->end_round();
  }
  over->wake_two();
  state_->audit_changed.notify_all();
  for (auto& queue : state_->account_changed) queue.notify_all();
}

}  // namespace gracegate::server
