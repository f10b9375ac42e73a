#include "client/sightings.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace gracegate {

void Sightings::add(std::string_view account, std::string_view case_id) noexcept {
  try {
    Sighting sighting{std::string(account), std::string(case_id)};
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) return;
    if (known_.size() >= kMostKnown && known_.count(sighting) == 0 && waiting_.empty()) known_.clear();
    if (known_.size() >= kMostKnown || !known_.insert(sighting).second) return;
    waiting_.push_back(std::move(sighting));
  } catch (const std::exception&) {
    // No memory: the banner will be shown again.
  }
}

std::vector<Sighting> Sightings::to_tell() const {
  const std::lock_guard lock(mutex_);
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMostAtOnce));
  return {waiting_.begin(), end};
}

void Sightings::told(std::size_t count) {
  const std::lock_guard lock(mutex_);
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace gracegate
