#include "server/publish/ledger.hpp"

namespace gracegate::server {

void Ledger::put(const std::string& account, Posting posting) {
  drop(account);
  by_revision_.emplace(posting.revision, account);
  if (!posting.is_held) clear_.insert(posting.revision);
  by_account_.emplace(account, std::move(posting));
  if (clear_.size() > window_) forget_oldest();
}

void Ledger::drop(const std::string& account) {
  const auto found = by_account_.find(account);
  if (found == by_account_.end()) return;
  by_revision_.erase(found->second.revision);
  clear_.erase(found->second.revision);
  by_account_.erase(found);
}

void Ledger::forget_oldest() {
  const std::int64_t revision = *clear_.begin();
  const std::string account = by_revision_.at(revision);
  drop(account);
  if (remembered_from_ < revision) remembered_from_ = revision;
}

const Posting* Ledger::find(const std::string& account) const {
  const auto found = by_account_.find(account);
  return found == by_account_.end() ? nullptr : &found->second;
}

Bytes Ledger::since(std::int64_t after) const {
  Bytes notices;
  for (auto one = by_revision_.upper_bound(after); one != by_revision_.end(); ++one)
    notices.push_back(by_account_.at(one->second).jws);
  return notices;
}

Bytes Ledger::held() const {
  Bytes notices;
  notices.reserve(held_count());
  for (const auto& [revision, account] : by_revision_)
    if (clear_.count(revision) == 0) notices.push_back(by_account_.at(account).jws);
  return notices;
}

}  // namespace gracegate::server
