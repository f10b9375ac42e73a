#include "client/mode_watch.hpp"

#include <algorithm>

namespace gracegate {
namespace {

// `before` and `after`: nullptr is an account that is not held, and so open.
void compare(const Record* before, TimePoint then, const Record* after, TimePoint now,
             std::vector<Transition>& transitions) {
  const Mode old_mode = before != nullptr ? before->schedule.at(then) : Mode::open;
  const Mode new_mode = after != nullptr ? after->schedule.at(now) : Mode::open;
  if (old_mode == new_mode) return;
  Transition transition;
  transition.account = after != nullptr ? after->account : before->account;
  if (before != nullptr) transition.before = before->standing(then);
  if (after != nullptr) transition.after = after->standing(now);
  transitions.push_back(std::move(transition));
}

}  // namespace

void ModeWatch::start(const Snapshot& held, TimePoint now) {
  seen_ = held.records();
  seen_at_ = now;
  next_ = kNever;
  for (const RecordRef& record : seen_) next_ = std::min(next_, next_mode_change(record->schedule, now));
}

std::vector<Transition> ModeWatch::look(const Snapshot& held, TimePoint now) {
  const bool same = held.records() == seen_;
  if (same && seen_at_ <= now && now < next_) {
    seen_at_ = now;
    return {};
  }
  std::vector<Transition> transitions = same ? by_clock(held, now) : by_notices(held, now);
  start(held, now);
  return transitions;
}

Seconds ModeWatch::may_be_away(TimePoint now, Seconds most) const {
  return next_ == kNever ? most : std::clamp(next_ - now, Seconds(1), most);
}

std::vector<Transition> ModeWatch::by_clock(const Snapshot& held, TimePoint now) const {
  std::vector<Transition> transitions;
  for (const RecordRef& record : held.records())
    compare(record.get(), seen_at_, record.get(), now, transitions);
  return transitions;
}

std::vector<Transition> ModeWatch::by_notices(const Snapshot& held, TimePoint now) const {
  std::vector<Transition> transitions;
  const Snapshot before(seen_, fingerprint_);
  for (const RecordRef& record : seen_)
    compare(record.get(), seen_at_, held.find(record->account), now, transitions);
  for (const RecordRef& record : held.records())
    if (before.find(record->account) == nullptr) compare(nullptr, seen_at_, record.get(), now, transitions);
  return transitions;
}

}  // namespace gracegate
