// How the gate knows what it says: provenance.
#ifndef GRACEGATE_CLIENT_FRESHNESS_HPP
#define GRACEGATE_CLIENT_FRESHNESS_HPP

#include <atomic>
#include <cstdint>
#include <optional>

#include "gracegate/standing.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// Threads: at() and last_sync() from any, wait-free; all else from one.
class Freshness {
 public:
  explicit Freshness(Seconds stale_after) : stale_after_(stale_after) {}

  void restored(std::optional<TimePoint> last_sync) noexcept;  // from the cache
  void confirmed(TimePoint now) noexcept;                      // the server's answer verified
  void refused() noexcept;                                     // it did not
  void handed() noexcept;                                      // something that verified came by hand

  Provenance at(TimePoint now) const noexcept;
  std::optional<TimePoint> last_sync() const noexcept;

 private:
  static constexpr std::int64_t kNone = INT64_MIN;

  const Seconds stale_after_;
  std::atomic<Provenance> state_{Provenance::never_synced};
  std::atomic<std::int64_t> last_sync_{kNone};  // seconds since 1970
};

}  // namespace gracegate

#endif
