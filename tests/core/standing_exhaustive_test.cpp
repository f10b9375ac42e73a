// Standing in a world so small that all of it is tried.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/case_facts.hpp"
#include "core/mode_schedule.hpp"
#include "gracegate/standing.hpp"
#include "tests/core/standing_oracle.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::testing {
namespace {

using Span = std::optional<std::pair<int, int>>;  // [first, second), or nothing
constexpr int kAbsent = -9;

// Nothing, and all spans of the seconds 0 to `last`.
std::vector<Span> spans(int last) {
  std::vector<Span> all{std::nullopt};
  for (int from = 0; from < last; ++from)
    for (int until = from + 1; until <= last; ++until) all.emplace_back(std::pair(from, until));
  return all;
}

std::vector<Stage> stages(int countdown, int read_only, int shutdown) {
  std::vector<Stage> all{{Mode::open, at_second(0)}};
  if (countdown != kAbsent) all.push_back({Mode::countdown, at_second(countdown)});
  if (read_only != kAbsent) all.push_back({Mode::read_only, at_second(read_only)});
  if (shutdown != kAbsent) all.push_back({Mode::shutdown, at_second(shutdown)});
  return all;
}

// Each mode from each second up to `last`, or never; where `orderly` is false also out of order.
std::vector<std::vector<Stage>> schedules(int last, bool orderly) {
  std::vector<int> starts{kAbsent};
  for (int second = 0; second <= last; ++second) starts.push_back(second);
  std::vector<std::vector<Stage>> all;
  for (const int countdown : starts)
    for (const int read_only : starts)
      for (const int shutdown : starts) {
        auto some = stages(countdown, read_only, shutdown);
        const bool sorted = std::is_sorted(some.begin(), some.end(),
                                           [](const Stage& a, const Stage& b) { return a.from < b.from; });
        if (sorted || !orderly) all.push_back(std::move(some));
      }
  return all;
}

std::vector<NoticeCase> cases(const std::vector<std::vector<Stage>>& schedules,
                              const std::vector<int>& deadlines, const std::vector<Span>& holds) {
  std::vector<NoticeCase> all;
  for (const auto& schedule : schedules)
    for (const int deadline : deadlines)
      for (const Span& hold : holds) {
        NoticeCase one;
        one.reason = Reason::nonpayment;
        one.deadline = at_second(deadline);
        one.stages = schedule;
        if (hold) one.hold = Hold{at_second(hold->first), at_second(hold->second), {}};
        all.push_back(std::move(one));
      }
  return all;
}

void suspend(Notice& notice, const Span& span) {
  notice.suspended.reset();
  if (span) notice.suspended = Suspension{at_second(span->first), at_second(span->second), {}};
}

struct Tally {
  long standings = 0;
  std::string first_fault;

  void fault(const Notice& notice, int now, const std::string& what) {
    if (first_fault.empty()) first_fault = what + " at " + std::to_string(now) + ": " + describe(notice);
  }
};

// The promises that need no oracle.
void check_promises(const Notice& notice, const ModeSchedule& schedule, int now, const Standing& standing,
                    Tally& tally) {
  if (schedule.at(at_second(now)) != standing.mode) tally.fault(notice, now, "schedule differs");
  if (standing.next_change && *standing.next_change < notice.expires_at &&
      schedule.at(*standing.next_change) != standing.next_mode)
    tally.fault(notice, now, "next mode is not the mode of the next change");
  const bool relents =
      notice.expires_at == at_second(now) || (notice.suspended && notice.suspended->from == at_second(now));
  if (!relents && schedule.at(at_second(now - 1)) > standing.mode) tally.fault(notice, now, "got milder");
  const bool limits = standing.mode > Mode::countdown;
  const bool due = std::any_of(notice.cases.begin(), notice.cases.end(),
                               [&](const NoticeCase& one) { return one.deadline <= at_second(now); });
  if (limits && !due) tally.fault(notice, now, "limited before every deadline");
}

void check_notice(const Notice& notice, const std::vector<Walk>& walks, Tally& tally) {
  const ModeSchedule schedule = schedule_of(notice);
  std::vector<CaseFacts> facts;
  for (const NoticeCase& one : notice.cases) facts.push_back(facts_of(one));
  for (int now = kBefore; now < kEnd; ++now) {
    const Standing standing = standing_at(notice, at_second(now));
    const Standing expected = expected_standing(notice, walks, now);
    if (!same(standing, expected))
      tally.fault(notice, now, describe(standing) + " instead of " + describe(expected));
    if (!same(standing_of(schedule, facts.data(), facts.size(), at_second(now)), expected))
      tally.fault(notice, now, "the standing of the kept facts differs");
    check_promises(notice, schedule, now, standing, tally);
    ++tally.standings;
  }
}

void check_all_spans(Notice& notice, const std::vector<Walk>& walks, const std::vector<Span>& suspensions,
                     const std::vector<int>& expiries, Tally& tally) {
  for (const Span& suspension : suspensions)
    for (const int expiry : expiries) {
      suspend(notice, suspension);
      notice.expires_at = at_second(expiry);
      check_notice(notice, walks, tally);
    }
}

}  // namespace

TEST_CASE("One case: every schedule, deadline, hold, suspension and expiry of a small world") {
  Tally tally;
  for (const NoticeCase& one : cases(schedules(3, false), {0, 1, 2, 3}, spans(4))) {
    Notice notice;
    notice.cases = {one};
    notice.cases[0].id = "a";
    check_all_spans(notice, {Walk(one)}, spans(4), {0, 1, 2, 3, 4, kEnd}, tally);
  }
  CHECK(tally.standings > 2'000'000);
  CHECK(tally.first_fault == "");
}

TEST_CASE("Two cases: every pair of small schedules; neither ever makes the other milder") {
  const auto all = cases(schedules(2, true), {0, 2}, {Span(), Span({0, 2}), Span({1, 3})});
  std::vector<Walk> walks(all.begin(), all.end());
  Tally tally;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < all.size(); ++j) {
      Notice notice;
      notice.cases = {all[i], all[j]};
      notice.cases[0].id = "b";
      notice.cases[1].id = "a";
      check_all_spans(notice, {walks[i], walks[j]}, {Span(), Span({1, 3})}, {2, kEnd}, tally);
    }
  CHECK(tally.standings > 1'000'000);
  CHECK(tally.first_fault == "");
}

TEST_CASE("One case alone has the mode that it has in a notice; a hold makes nothing stricter") {
  std::string first_fault;
  for (const NoticeCase& one : cases(schedules(4, false), {0, 2, 4}, spans(5))) {
    const Walk walk(one);
    for (int now = kBefore; now < kEnd; ++now) {
      const Mode mode = mode_at(one, at_second(now));
      const bool held = one.hold && one.hold->from <= at_second(now) && at_second(now) < one.hold->until;
      const bool stricter = held && mode > mode_at(one, one.hold->from - Seconds{1});
      if ((mode != walk.at(now) || stricter) && first_fault.empty()) {
        Notice notice;
        notice.cases = {one};
        first_fault = std::to_string(now) + ": " + describe(notice);
      }
    }
  }
  CHECK(first_fault == "");
}

}  // namespace gracegate::testing
