#include "client/exchange_limit.hpp"

#include <algorithm>

namespace gracegate {

using std::chrono::steady_clock;

ExchangeLimit::ExchangeLimit(LiveSocket& socket, std::chrono::seconds timeout)
    : socket_(socket), deadline_(steady_clock::now() + timeout), thread_([this] { run(); }) {}

ExchangeLimit::~ExchangeLimit() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void ExchangeLimit::body_begins() {
  const std::lock_guard<std::mutex> lock(mutex_);
  has_head_ = true;
}

bool ExchangeLimit::is_late() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return is_late_;
}

bool ExchangeLimit::is_head_too_large() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return is_head_too_large_;
}

void ExchangeLimit::run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!is_late_ && !is_head_too_large_) {
    if (changed_.wait_until(lock, next_look(), [this] { return is_over_; })) return;
    is_late_ = steady_clock::now() >= deadline_;
    is_head_too_large_ = !has_head_ && socket_.bytes_read() > kMostBeforeBody;
  }
  socket_.end();
}

ExchangeLimit::Instant ExchangeLimit::next_look() const {
  return has_head_ ? deadline_ : std::min(deadline_, steady_clock::now() + kLookEvery);
}

}  // namespace gracegate
