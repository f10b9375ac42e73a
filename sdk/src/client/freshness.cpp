#include "client/freshness.hpp"

namespace gracegate {

void Freshness::restored(std::optional<TimePoint> last_sync) noexcept {
  last_sync_ = last_sync ? last_sync->time_since_epoch().count() : kNone;
  state_ = Provenance::cached;
}

void Freshness::confirmed(TimePoint now) noexcept {
  last_sync_ = now.time_since_epoch().count();
  state_ = Provenance::fresh;
}

void Freshness::handed() noexcept {
  if (state_ == Provenance::never_synced) state_ = Provenance::cached;
}

void Freshness::refused() noexcept { state_ = Provenance::unverified; }

Provenance Freshness::at(TimePoint now) const noexcept {
  const Provenance state = state_.load(std::memory_order_relaxed);
  if (state != Provenance::fresh && state != Provenance::cached) return state;
  const auto last = last_sync();
  return !last || now - *last > stale_after_ ? Provenance::stale : state;
}

std::optional<TimePoint> Freshness::last_sync() const noexcept {
  const std::int64_t last = last_sync_.load(std::memory_order_relaxed);
  return last == kNone ? std::nullopt : std::optional<TimePoint>(TimePoint(Seconds(last)));
}

}  // namespace gracegate
