#include "client/troubles.hpp"

#include <utility>

namespace gracegate {

void Troubles::report(LogLevel level, std::string message) {
  const bool is_new = said_.size() < kMostRemembered && said_.insert(message).second;
  if (is_new) log_(level, message);
  const std::lock_guard<std::mutex> lock(mutex_);
  current_ = std::move(message);
}

void Troubles::recovered() {
  if (said_.empty()) return;
  said_.clear();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    current_.clear();
  }
  if (!recovery_.empty()) log_(LogLevel::info, recovery_);
}

std::string Troubles::current() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return current_;
}

}  // namespace gracegate
