#include "client/trusted_time.hpp"

#include <algorithm>
#include <utility>

namespace gracegate {
namespace {

std::int64_t milliseconds_of(TimePoint at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

TimePoint instant_of(std::int64_t milliseconds) {
  return TimePoint(std::chrono::floor<Seconds>(std::chrono::milliseconds(milliseconds)));
}

constexpr std::int64_t kNoFloor = 0;  // 1970
constexpr std::int64_t kStep = 1000;  // receipts have whole seconds

}  // namespace

TrustedTime::TrustedTime(std::shared_ptr<const Clock> clock, const SavedTime& saved)
    : clock_(std::move(clock)), offset_(0), floor_(kNoFloor), wall_offset_(0), latest_offset_(0) {
  const std::int64_t start = elapsed();
  wall_offset_ = milliseconds_of(clock_->wall()) - start;
  latest_offset_ = (saved.latest ? milliseconds_of(*saved.latest) : 0) - start;
  if (saved.confirmed) confirmed_offset_ = milliseconds_of(*saved.confirmed) - start;
  offset_ = confirmed_offset_.value_or(std::max(wall_offset_, latest_offset_));
}

TimePoint TrustedTime::now() const noexcept {
  const std::int64_t now = by_offset(offset_.load(std::memory_order_relaxed));
  return instant_of(std::max(now, floor_.load(std::memory_order_relaxed)));
}

void TrustedTime::no_answer() noexcept {
  const std::int64_t offset = offset_.load(std::memory_order_relaxed);
  offset_.store(std::max({offset, wall_offset_, latest_offset_}), std::memory_order_relaxed);
}

void TrustedTime::go_on() noexcept {
  offset_.store(std::max(offset_.load(std::memory_order_relaxed), latest_offset_), std::memory_order_relaxed);
}

void TrustedTime::server_said(TimePoint at, std::chrono::milliseconds took) noexcept {
  const std::int64_t now = elapsed();
  const std::int64_t least = milliseconds_of(at) - now;
  const std::int64_t most = least + kStep + took.count();  // dated at the end of a second, as it was asked
  const std::int64_t ours =
      offset_.load(std::memory_order_relaxed) - (now - said_at_.value_or(now)) / kDriftsBy;
  const bool stands = said_at_ && least <= ours && ours < most;
  const std::int64_t offset = stands ? ours : least;
  offset_.store(offset, std::memory_order_relaxed);
  wall_offset_ = latest_offset_ = offset;
  confirmed_offset_ = offset;
  said_at_ = now;
}

void TrustedTime::not_before(TimePoint issued_at) noexcept {
  floor_.store(std::max(floor_.load(std::memory_order_relaxed), milliseconds_of(issued_at)),
               std::memory_order_relaxed);
}

SavedTime TrustedTime::to_save() const noexcept {
  SavedTime saved;
  saved.latest = std::max(now(), instant_of(by_offset(latest_offset_)));
  if (confirmed_offset_) saved.confirmed = instant_of(by_offset(*confirmed_offset_));
  return saved;
}

}  // namespace gracegate
