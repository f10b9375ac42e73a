#include "tests/core/standing_oracle.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

namespace gracegate::testing {
namespace {

int second_of(TimePoint at) { return static_cast<int>(at.time_since_epoch().count()); }

std::string text_of(Mode mode) {
  return std::array{"open", "countdown", "read_only", "shutdown"}[static_cast<std::size_t>(mode)];
}

Mode without_holds(const NoticeCase& one, int second) {
  Mode mode = Mode::open;
  for (const Stage& stage : one.stages) {
    if (second < second_of(stage.from)) continue;
    const bool too_early = second < second_of(one.deadline) && stage.mode > Mode::countdown;
    mode = std::max(mode, too_early ? Mode::countdown : stage.mode);
  }
  return mode;
}

bool on_hold(const NoticeCase& one, int second) {
  return one.hold && second_of(one.hold->from) <= second && second < second_of(one.hold->until);
}

bool is_suspended(const Notice& notice, int second) {
  return notice.suspended && second_of(notice.suspended->from) <= second &&
         second < second_of(notice.suspended->until);
}

Mode account_mode(const Notice& notice, const std::vector<Walk>& walks, int second) {
  Mode mode = Mode::open;
  for (const Walk& walk : walks) mode = std::max(mode, walk.at(second));
  return is_suspended(notice, second) ? std::min(mode, Mode::countdown) : mode;
}

// Which case governs: the first after sorting all by the rule's words.
std::size_t governing(const Notice& notice, const std::vector<Walk>& walks, int now) {
  using Key = std::tuple<int, int, int, std::string, std::size_t>;
  std::vector<Key> keys;
  for (std::size_t i = 0; i < walks.size(); ++i) {
    const NoticeCase& one = notice.cases[i];
    keys.emplace_back(-static_cast<int>(walks[i].at(now)), walks[i].stricter_after(now),
                      second_of(one.deadline), one.id, i);
  }
  std::sort(keys.begin(), keys.end());
  return std::get<std::size_t>(keys.front());
}

std::string text_of(const std::optional<TimePoint>& at) { return at ? std::to_string(second_of(*at)) : "-"; }

}  // namespace

Walk::Walk(const NoticeCase& one) {
  Mode before = Mode::open;
  for (int second = kBefore; second < kEnd; ++second) {
    const Mode mode = on_hold(one, second) ? before : without_holds(one, second);
    modes_[static_cast<std::size_t>(second - kBefore)] = mode;
    before = mode;
  }
}

int Walk::stricter_after(int second) const {
  for (int later = second + 1; later < kEnd; ++later)
    if (at(later) > at(second)) return later;
  return kEnd;
}

int Walk::first_limit() const {
  for (int second = kBefore; second < kEnd; ++second)
    if (at(second) >= Mode::read_only) return second;
  return kEnd;
}

Standing expected_standing(const Notice& notice, const std::vector<Walk>& walks, int now) {
  Standing standing;
  if (now >= second_of(notice.expires_at)) return standing;
  standing.mode = standing.next_mode = account_mode(notice, walks, now);
  for (int later = now + 1; later < kEnd && !standing.next_change; ++later) {
    const Mode then = account_mode(notice, walks, later);
    if (then <= standing.mode) continue;
    standing.next_change = at_second(later);
    standing.next_mode = then;
  }
  if (is_suspended(notice, now)) standing.suspended_until = notice.suspended->until;
  if (walks.empty()) return standing;
  const std::size_t index = governing(notice, walks, now);
  const NoticeCase& one = notice.cases[index];
  standing.reason = one.reason;
  standing.case_id = CaseId(one.id);
  standing.deadline = one.deadline;
  if (walks[index].first_limit() < kEnd) standing.limited_from = at_second(walks[index].first_limit());
  if (on_hold(one, now)) standing.hold_until = one.hold->until;
  return standing;
}

bool same(const Standing& a, const Standing& b) {
  return a.mode == b.mode && a.provenance == b.provenance && a.reason == b.reason &&
         a.case_id.view() == b.case_id.view() && a.deadline == b.deadline && a.next_change == b.next_change &&
         a.next_mode == b.next_mode && a.limited_from == b.limited_from && a.hold_until == b.hold_until &&
         a.suspended_until == b.suspended_until;
}

std::string describe(const Notice& notice) {
  std::ostringstream out;
  for (const NoticeCase& one : notice.cases) {
    out << "case " << one.id << " deadline " << second_of(one.deadline);
    for (const Stage& stage : one.stages) out << ' ' << text_of(stage.mode) << '@' << second_of(stage.from);
    if (one.hold) out << " hold " << second_of(one.hold->from) << ".." << second_of(one.hold->until);
    out << "; ";
  }
  if (notice.suspended)
    out << "suspended " << second_of(notice.suspended->from) << ".." << second_of(notice.suspended->until);
  out << " expires " << second_of(notice.expires_at);
  return out.str();
}

std::string describe(const Standing& standing) {
  std::ostringstream out;
  out << text_of(standing.mode) << " case " << standing.case_id.view() << " deadline "
      << text_of(standing.deadline) << " next " << text_of(standing.next_change) << ' '
      << text_of(standing.next_mode) << " limited " << text_of(standing.limited_from) << " hold "
      << text_of(standing.hold_until) << " suspended " << text_of(standing.suspended_until);
  return out.str();
}

}  // namespace gracegate::testing
