// Standing: what holds for one account at one instant. The rules of the whole product are in these functions.
#ifndef GRACEGATE_STANDING_HPP
#define GRACEGATE_STANDING_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gracegate/export.h"
#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// How the SDK knows.
enum class Provenance : std::uint8_t {
  fresh,         // confirmed by the server within the time that the configuration allows
  cached,        // from disk, not yet confirmed
  stale,         // older than allowed, or expired
  unverified,    // something arrived that did not verify; what was held before still stands
  never_synced,  // nothing is known
};
GRACEGATE_API std::string_view to_string(Provenance provenance);

// Id of a case without memory of its own, so that a Standing can be copied on the hot path.
class CaseId {
 public:
  CaseId() = default;
  // Precondition: at most 40 bytes (what a verified notice holds).
  GRACEGATE_API explicit CaseId(std::string_view id);
  std::string_view view() const { return {bytes_.data(), size_}; }
  bool empty() const { return size_ == 0; }

 private:
  std::array<char, 40> bytes_{};
  std::uint8_t size_ = 0;
};

// Standing of an account at an instant. A value without pointers: copies without allocating, any thread.
struct Standing {
  Mode mode = Mode::open;
  Provenance provenance = Provenance::never_synced;
  Reason reason = Reason::other;             // of the governing case
  CaseId case_id;                            // governing case; empty where no case is open
  std::optional<TimePoint> deadline;         // promised by the governing case
  std::optional<TimePoint> next_change;      // next instant at which the account's mode gets stricter
  Mode next_mode = Mode::open;               // the mode from then on; with no next_change, equal to mode
  std::optional<TimePoint> limited_from;     // when the governing case's first limit starts or started
  std::optional<TimePoint> hold_until;       // the governing case is on hold
  std::optional<TimePoint> suspended_until;  // enforcement is switched off: limits do not hold
};

// Strictest mode that the notice's cases impose at `now`, and which case governs: the one in the strictest
// mode; among equals the one that gets stricter first, then the earlier deadline, then the smaller id.
// A notice that has expired says nothing: a standing in mode open, of no case. While enforcement is suspended
// the mode is countdown at most; which case governs is decided as if it were not. next_change is the plan: it
// may lie behind the notice's expiry, since a notice in use is renewed before. Provenance is left for the
// caller. Pure; never fails; does not allocate.
GRACEGATE_API Standing standing_at(const Notice& notice, TimePoint now);

// What is counted to on page, API and terminal: the end of the hold, else the deadline, else, once that has
// passed, the next limit; at last the deadline that has passed. nullopt: no case is open.
GRACEGATE_API std::optional<TimePoint> counts_to(const Standing& standing, TimePoint now);

// One case alone, as standing_at() with no other case open and no suspension or expiry: the strictest stage
// that has begun. Whatever the notice says, no limit starts before the deadline, and no mode starts in
// [hold.from, hold.until): such a one waits for hold.until. So the mode never gets milder as time passes.
GRACEGATE_API Mode mode_at(const NoticeCase& one, TimePoint now);

}  // namespace gracegate

#endif
