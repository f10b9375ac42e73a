#include "client/holdings.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace gracegate {
namespace {

enum class Verdict { older, same, newer };

Position position_of(const SignedNotice& one) { return place_of(one.notice).position; }

Verdict against_record(const Record& held, const SignedNotice& one) {
  const Place place = place_of(one.notice);
  if (place < held.place) return Verdict::older;
  if (held.place < place) return Verdict::newer;
  return held.jws.text() == one.jws ? Verdict::same : Verdict::newer;
}

// The marked version was the last one, and it is over.
Verdict against_mark(const Position* mark, const SignedNotice& one) {
  if (mark == nullptr || *mark < position_of(one)) return Verdict::newer;
  return position_of(one) == *mark && says_nothing(one.notice) ? Verdict::same : Verdict::older;
}

class Merging {
 public:
  Merging(const Snapshot& held, Marks& marks) : held_(held), marks_(marks) {}

  void take(const SignedNotice& one) {
    const std::string& account = one.notice.account;
    const RecordRef* const before = held_.find_ref(account);
    const Verdict verdict =
        before != nullptr ? against_record(**before, one) : against_mark(marks_.find(account), one);
    if (verdict == Verdict::older) merged_.refused.push_back(account);
    if (verdict == Verdict::newer) {
      accept(one, before != nullptr);
    } else if (before != nullptr) {
      outcome_[account] = *before;
    }
  }

  Merged finish(bool complete) {
    merged_.records.reserve(held_.records().size() + outcome_.size());
    for (const RecordRef& record : held_.records()) settle(record, complete);
    for (auto& [account, record] : outcome_)
      if (record != nullptr) merged_.records.push_back(std::move(record));
    return std::move(merged_);
  }

 private:
  void accept(const SignedNotice& one, bool was_held) {
    const bool is_clear = says_nothing(one.notice);
    if (was_held || !is_clear) merged_.changed = true;
    outcome_[one.notice.account] = is_clear ? nullptr : make_record(one.notice, one.jws);
    if (is_clear) {
      marks_.set(one.notice.account, position_of(one));
    } else {
      marks_.erase(one.notice.account);
    }
  }

  // A record that was held and that no notice spoke of.
  void settle(const RecordRef& record, bool complete) {
    if (outcome_.count(record->account) > 0) return;
    if (!complete) {
      merged_.records.push_back(record);
      return;
    }
    marks_.set(record->account, record->place.position);
    merged_.changed = true;
  }

  const Snapshot& held_;
  Marks& marks_;
  Merged merged_;
  std::unordered_map<std::string_view, RecordRef> outcome_;  // of each account that a notice spoke of
};

}  // namespace

Merged merge(const Snapshot& held, Marks& marks, const std::vector<SignedNotice>& notices, bool complete) {
  Merging merging(held, marks);
  for (const SignedNotice& one : notices) merging.take(one);
  return merging.finish(complete);
}

}  // namespace gracegate
