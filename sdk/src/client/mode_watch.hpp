// Notices when an account's mode changes, by the clock or by a new notice.
#ifndef GRACEGATE_CLIENT_MODE_WATCH_HPP
#define GRACEGATE_CLIENT_MODE_WATCH_HPP

#include <vector>

#include "client/record.hpp"
#include "client/snapshot.hpp"
#include "gracegate/config.hpp"

namespace gracegate {

// Keeps what was held at the last look and when that was; modes follow from these. Threads: one.
class ModeWatch {
 public:
  explicit ModeWatch(Fingerprint fingerprint) : fingerprint_(fingerprint) {}

  // What holds now counts as known.
  void start(const Snapshot& held, TimePoint now);
  // The accounts whose mode has changed since the last look. Provenance is left for the caller.
  std::vector<Transition> look(const Snapshot& held, TimePoint now);
  // How long the thread may be away, at most, to be back when a mode changes by the clock: at least a second.
  Seconds may_be_away(TimePoint now, Seconds most) const;

 private:
  std::vector<Transition> by_clock(const Snapshot& held, TimePoint now) const;
  std::vector<Transition> by_notices(const Snapshot& held, TimePoint now) const;

  Fingerprint fingerprint_;
  std::vector<RecordRef> seen_;
  TimePoint seen_at_;
  TimePoint next_ = kNever;  // instant at which a mode changes by the clock
};

}  // namespace gracegate

#endif
