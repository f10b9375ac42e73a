// What a case's texts leave over: enough for its standing, small and without pointers.
#ifndef GRACEGATE_CORE_CASE_FACTS_HPP
#define GRACEGATE_CORE_CASE_FACTS_HPP

#include <cstddef>

#include "core/mode_schedule.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/standing.hpp"

namespace gracegate {

// Threads: a value.
struct CaseFacts {
  CaseId id;
  Reason reason = Reason::other;
  TimePoint deadline;
  ModeStarts starts;
  TimePoint hold_from = kNever;  // [from, until); empty where the case is not on hold
  TimePoint hold_until = kNever;
};
CaseFacts facts_of(const NoticeCase& one) noexcept;

// standing_at() of a notice with this schedule and these cases, for whoever keeps many notices and answers
// often. Pure; never fails; does not allocate.
Standing standing_of(const ModeSchedule& schedule, const CaseFacts* cases, std::size_t count,
                     TimePoint now) noexcept;

}  // namespace gracegate

#endif
