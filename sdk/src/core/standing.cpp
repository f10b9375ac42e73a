#include "gracegate/standing.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "core/case_facts.hpp"
#include "core/mode_schedule.hpp"

namespace gracegate {
namespace {

std::optional<TimePoint> unless_never(TimePoint at) {
  return at == kNever ? std::nullopt : std::optional<TimePoint>(at);
}

// Whether `a` governs rather than `b`.
bool governs_before(const CaseFacts& a, const CaseFacts& b, TimePoint now) {
  const Mode mode_a = a.starts.at(now);
  const Mode mode_b = b.starts.at(now);
  if (mode_a != mode_b) return mode_a > mode_b;
  const TimePoint stricter_a = a.starts.next_after(now);
  const TimePoint stricter_b = b.starts.next_after(now);
  const std::string_view id_a = a.id.view();
  const std::string_view id_b = b.id.view();
  return std::tie(stricter_a, a.deadline, id_a) < std::tie(stricter_b, b.deadline, id_b);
}

void describe_case(Standing& standing, const CaseFacts& governing, TimePoint now) {
  standing.reason = governing.reason;
  standing.case_id = governing.id;
  standing.deadline = governing.deadline;
  standing.limited_from = unless_never(governing.starts.of(Mode::read_only));
  if (governing.hold_from <= now && now < governing.hold_until) standing.hold_until = governing.hold_until;
}

// What the cases impose together, with no case to govern yet.
Standing imposed_by(const ModeSchedule& schedule, TimePoint now) {
  Standing standing;
  standing.mode = standing.next_mode = schedule.planned(now);
  standing.next_change = unless_never(schedule.next_stricter(now));
  if (standing.next_change) standing.next_mode = schedule.planned(*standing.next_change);
  if (schedule.is_suspended(now)) standing.suspended_until = schedule.suspended_until;
  return standing;
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

CaseFacts facts_of(const NoticeCase& one) noexcept {
  CaseFacts facts{CaseId(one.id), one.reason, one.deadline, starts_of(one), kNever, kNever};
  if (one.hold) {
    facts.hold_from = one.hold->from;
    facts.hold_until = one.hold->until;
  }
  return facts;
}

Standing standing_of(const ModeSchedule& schedule, const CaseFacts* cases, std::size_t count,
                     TimePoint now) noexcept {
  if (now >= schedule.expires) return {};
  Standing standing = imposed_by(schedule, now);
  const CaseFacts* governing = cases;
  for (const CaseFacts* one = cases; one != cases + count; ++one)
    if (governs_before(*one, *governing, now)) governing = one;
  if (count > 0) describe_case(standing, *governing, now);
  return standing;
}

Standing standing_at(const Notice& notice, TimePoint now) {
  const ModeSchedule schedule = schedule_of(notice);
  if (now >= schedule.expires) return {};
  Standing standing = imposed_by(schedule, now);
  std::optional<CaseFacts> governing;
  for (const NoticeCase& one : notice.cases) {
    const CaseFacts facts = facts_of(one);
    if (!governing || governs_before(facts, *governing, now)) governing = facts;
  }
  if (governing) describe_case(standing, *governing, now);
  return standing;
}

std::optional<TimePoint> counts_to(const Standing& standing, TimePoint now) {
  if (standing.hold_until || !standing.deadline) return standing.hold_until;
  if (standing.mode <= Mode::countdown && now < *standing.deadline) return standing.deadline;
  return standing.next_mode > Mode::countdown && standing.next_change ? standing.next_change
                                                                      : standing.deadline;
}

Mode mode_at(const NoticeCase& one, TimePoint now) { return starts_of(one).at(now); }

}  // namespace gracegate
