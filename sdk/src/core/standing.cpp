#include "gracegate/standing.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "core/mode_schedule.hpp"

namespace gracegate {
namespace {

std::optional<TimePoint> unless_never(TimePoint at) {
  return at == kNever ? std::nullopt : std::optional<TimePoint>(at);
}

// A case as it competes to govern.
struct Candidate {
  const NoticeCase* one;
  ModeStarts starts;
  Mode mode;
  TimePoint stricter_at;
};

Candidate candidate(const NoticeCase& one, TimePoint now) {
  const ModeStarts starts = starts_of(one);
  return {&one, starts, starts.at(now), starts.next_after(now)};
}

bool governs_before(const Candidate& a, const Candidate& b) {
  if (a.mode != b.mode) return a.mode > b.mode;
  return std::tie(a.stricter_at, a.one->deadline, a.one->id) <
         std::tie(b.stricter_at, b.one->deadline, b.one->id);
}

// Precondition: there is a case.
Candidate governing(const std::vector<NoticeCase>& cases, TimePoint now) {
  Candidate best = candidate(cases.front(), now);
  for (const NoticeCase& one : cases) {
    const Candidate other = candidate(one, now);
    if (governs_before(other, best)) best = other;
  }
  return best;
}

void describe_case(Standing& standing, const Candidate& governing, TimePoint now) {
  const NoticeCase& one = *governing.one;
  standing.reason = one.reason;
  standing.case_id = CaseId(one.id);
  standing.deadline = one.deadline;
  standing.limited_from = unless_never(governing.starts.of(Mode::read_only));
  if (one.hold && one.hold->from <= now && now < one.hold->until) standing.hold_until = one.hold->until;
}

}  // namespace

std::string_view to_string(Provenance provenance) {
  switch (provenance) {
    case Provenance::fresh:
      return "fresh";
    case Provenance::cached:
      return "cached";
    case Provenance::stale:
      return "stale";
    case Provenance::unverified:
      return "unverified";
    case Provenance::never_synced:
      break;
  }
  return "never_synced";
}

CaseId::CaseId(std::string_view id) {
  assert(id.size() <= bytes_.size());
  size_ = static_cast<std::uint8_t>(std::min(id.size(), bytes_.size()));
  std::copy_n(id.data(), size_, bytes_.begin());
}

Standing standing_at(const Notice& notice, TimePoint now) {
  Standing standing;
  if (now >= notice.expires_at) return standing;
  const ModeSchedule schedule = schedule_of(notice);
  standing.mode = standing.next_mode = schedule.planned(now);
  standing.next_change = unless_never(schedule.next_stricter(now));
  if (standing.next_change) standing.next_mode = schedule.planned(*standing.next_change);
  if (schedule.is_suspended(now)) standing.suspended_until = schedule.suspended_until;
  if (!notice.cases.empty()) describe_case(standing, governing(notice.cases, now), now);
  return standing;
}

Mode mode_at(const NoticeCase& one, TimePoint now) { return starts_of(one).at(now); }

}  // namespace gracegate
