#include "server/auth/turns.hpp"

namespace gracegate::server {

Turns::Turn Turns::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return free_ > 0 || is_stopped_; });
  if (is_stopped_) return nullptr;
  --free_;
  return Turn(this);
}

void Turns::stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
  changed_.notify_all();
}

void Turns::end_one() {
  const std::lock_guard lock(mutex_);
  ++free_;
  changed_.notify_one();
}

}  // namespace gracegate::server
