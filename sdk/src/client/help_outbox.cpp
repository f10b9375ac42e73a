#include "client/help_outbox.hpp"

#include <algorithm>
#include <utility>

namespace gracegate {

Result<void> HelpOutbox::put(HelpLetter letter, Instant now) {
  const std::lock_guard lock(mutex_);
  const std::size_t size = letter.body.size();
  if (waiting_.size() >= kMostWaiting || size > kMostBytes - bytes_) {
    return Error{ErrorCode::unavailable,
                 "too many requests wait to be sent already: give the person another way to reach you",
                 {}};
  }
  waiting_.push_back({std::make_shared<const HelpLetter>(std::move(letter)), now, now});
  bytes_ += size;
  return {};
}

HelpStatus HelpOutbox::status(const std::string& id, Wait at_most) const {
  std::unique_lock lock(mutex_);
  std::optional<HelpStatus> status;
  changed_.wait_for(lock, std::min(at_most, kMostPatience), [&] {
    status = known(id);
    return !status || status->state != HelpStatus::State::waiting;
  });
  return status.value_or(HelpStatus{});
}

std::optional<HelpStatus> HelpOutbox::known(const std::string& id) const {
  for (const Settled& one : settled_)
    if (one.id == id) return one.status;
  for (const Waiting& one : waiting_)
    if (one.letter->id == id) return HelpStatus{HelpStatus::State::waiting, std::nullopt};
  return std::nullopt;
}

bool HelpOutbox::has_untried() const {
  const std::lock_guard lock(mutex_);
  return std::any_of(waiting_.begin(), waiting_.end(), [](const Waiting& one) { return one.tries == 0; });
}

std::optional<HelpOutbox::Instant> HelpOutbox::oldest() const {
  const std::lock_guard lock(mutex_);
  return waiting_.empty() ? std::nullopt : std::optional(waiting_.front().since);
}

std::optional<HelpOutbox::Instant> HelpOutbox::next_due() const {
  const std::lock_guard lock(mutex_);
  std::optional<Instant> due;
  for (const Waiting& one : waiting_) due = std::min(due.value_or(one.due), one.due);
  return due;
}

std::shared_ptr<const HelpLetter> HelpOutbox::next(Instant now) const {
  const std::lock_guard lock(mutex_);
  const Waiting* next = nullptr;
  for (const Waiting& one : waiting_)
    if (one.due <= now && (next == nullptr || one.tries < next->tries)) next = &one;
  return next == nullptr ? nullptr : next->letter;
}

void HelpOutbox::tried(const std::string& id, Instant due) {
  const std::lock_guard lock(mutex_);
  for (Waiting& one : waiting_)
    if (one.letter->id == id) one.put_off(due);
}

void HelpOutbox::all_tried(Instant due) {
  const std::lock_guard lock(mutex_);
  for (Waiting& one : waiting_) one.put_off(due);
}

void HelpOutbox::settle(const std::string& id, HelpStatus status) {
  const std::lock_guard lock(mutex_);
  const auto is_it = [&](const Waiting& one) { return one.letter->id == id; };
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), is_it);
  if (found == waiting_.end()) return;
  settled_.push_back({id, std::move(status)});
  if (settled_.size() > kMostKnown) settled_.pop_front();
  bytes_ -= found->letter->body.size();
  waiting_.erase(found);
  changed_.notify_all();
}

}  // namespace gracegate
