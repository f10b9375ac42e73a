#include "client/marks.hpp"

namespace gracegate {

void Marks::set(std::string_view account, Position position) {
  erase(account);
  if (marks_.size() == kMost) erase(std::string(by_age_.begin()->second));
  marks_.emplace(account, Mark{position, next_age_});
  by_age_.emplace(next_age_++, account);
}

void Marks::erase(std::string_view account) {
  const auto found = marks_.find(account);
  if (found == marks_.end()) return;
  by_age_.erase(found->second.age);
  marks_.erase(found);
}

const Position* Marks::find(std::string_view account) const {
  const auto found = marks_.find(account);
  return found == marks_.end() ? nullptr : &found->second.position;
}

}  // namespace gracegate
