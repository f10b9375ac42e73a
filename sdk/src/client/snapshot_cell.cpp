#include "client/snapshot_cell.hpp"

#include <algorithm>
#include <utility>

namespace gracegate {

SnapshotCell::SnapshotCell(std::unique_ptr<const Snapshot> first)
    : current_(first.get()), owned_(std::move(first)) {}

SnapshotCell::~SnapshotCell() = default;

std::size_t SnapshotCell::own_slot() noexcept {
  static std::atomic<std::size_t> next{0};
  constexpr std::size_t kNone = kSlots;
  thread_local std::size_t slot = kNone;
  if (slot == kNone) slot = next.fetch_add(1, std::memory_order_relaxed) % kSlots;
  return slot;
}

void SnapshotCell::publish(std::unique_ptr<const Snapshot> next) {
  retired_.reserve(retired_.size() + 1);  // what can fail comes first
  current_.exchange(next.get(), std::memory_order_seq_cst);
  retired_.push_back({std::exchange(owned_, std::move(next)), {}});
  reclaim();
}

void SnapshotCell::reclaim() noexcept {
  if (retired_.empty()) return;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    if (counts_[slot].value.load(std::memory_order_seq_cst) != 0) continue;
    for (Retired& one : retired_) one.seen_at_zero.set(slot);
  }
  const auto free = [](const Retired& one) { return one.seen_at_zero.all(); };
  retired_.erase(std::remove_if(retired_.begin(), retired_.end(), free), retired_.end());
}

}  // namespace gracegate
