// The place where the gate's thread puts a new snapshot, and from which all others read.
#ifndef GRACEGATE_CLIENT_SNAPSHOT_CELL_HPP
#define GRACEGATE_CLIENT_SNAPSHOT_CELL_HPP

#include <array>
#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "client/snapshot.hpp"

namespace gracegate {

// Readers never wait, lock or allocate, and neither waits the writer: a snapshot that was replaced is kept
// until each of the readers' counters was seen at zero once after that. A reader that came before the
// replacement keeps its counter above zero; one that comes later cannot get at the old snapshot any more.
// Threads: read() from any; publish() and reclaim() from one at a time.
class SnapshotCell {
 public:
  // Holds a snapshot while it is looked at. For the length of an expression or a function: not to be kept.
  class Reading {
   public:
    explicit Reading(const SnapshotCell& cell) noexcept : count_(cell.counts_[own_slot()].value) {
      count_.fetch_add(1, std::memory_order_seq_cst);
      snapshot_ = cell.current_.load(std::memory_order_seq_cst);
    }
    ~Reading() { count_.fetch_sub(1, std::memory_order_release); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    const Snapshot& operator*() const noexcept { return *snapshot_; }
    const Snapshot* operator->() const noexcept { return snapshot_; }

   private:
    std::atomic<std::uint32_t>& count_;
    const Snapshot* snapshot_;
  };

  explicit SnapshotCell(std::unique_ptr<const Snapshot> first);
  ~SnapshotCell();  // precondition: nobody reads
  SnapshotCell(const SnapshotCell&) = delete;
  SnapshotCell& operator=(const SnapshotCell&) = delete;

  Reading read() const noexcept { return Reading(*this); }
  void publish(std::unique_ptr<const Snapshot> next);
  // Frees what nobody can be reading any more. Called now and then.
  void reclaim() noexcept;
  std::size_t retired() const noexcept { return retired_.size(); }
  // The one published last. For the writer.
  const Snapshot& latest() const noexcept { return *owned_; }

 private:
  static constexpr std::size_t kSlots = 64;
  // A cache line each, so that readers on different threads do not slow each other down.
  struct alignas(64) Count {
    mutable std::atomic<std::uint32_t> value{0};
  };
  struct Retired {
    std::unique_ptr<const Snapshot> snapshot;
    std::bitset<kSlots> seen_at_zero;
  };

  static std::size_t own_slot() noexcept;

  std::atomic<const Snapshot*> current_;
  std::array<Count, kSlots> counts_;
  std::unique_ptr<const Snapshot> owned_;
  std::vector<Retired> retired_;
};

}  // namespace gracegate

#endif
