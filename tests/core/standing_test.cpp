#include "gracegate/standing.hpp"

#include <new>
#include <string>

#include "gracegate/operation.hpp"
#include "tests/support/allocations.hpp"
#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

const TimePoint kOpened = from_civil(2026, 11, 2, 9, 30);
const TimePoint kDeadline = kOpened + 14 * kDay;
const TimePoint kReadOnly = kDeadline + kHour;  // the next working hour
const TimePoint kShutdown = kReadOnly + 7 * kDay;
constexpr Seconds kSecond{1};

NoticeCase standard_case(std::string id) {
  NoticeCase one;
  one.id = std::move(id);
  one.reason = Reason::nonpayment;
  one.deadline = kDeadline;
  one.stages = {{Mode::countdown, kOpened}, {Mode::read_only, kReadOnly}, {Mode::shutdown, kShutdown}};
  return one;
}

Notice notice_of(std::vector<NoticeCase> cases) {
  Notice notice;
  notice.expires_at = kOpened + 60 * kDay;
  notice.cases = std::move(cases);
  return notice;
}

// The same case with everything from its deadline on `by` later.
NoticeCase later_by(NoticeCase one, Seconds by) {
  one.deadline += by;
  for (Stage& stage : one.stages)
    if (stage.mode > Mode::countdown) stage.from += by;
  return one;
}

}  // namespace

TEST_CASE("A notice without a case is open and names none") {
  const Standing standing = standing_at(notice_of({}), kOpened);
  CHECK(standing.mode == Mode::open);
  CHECK(standing.case_id.empty());
  CHECK_FALSE(standing.deadline);
  CHECK_FALSE(standing.next_change);
  CHECK_FALSE(standing.limited_from);
}

TEST_CASE("A process that runs across each start switches at the second") {
  struct Row {
    TimePoint start;
    Mode before, after;
  };
  for (const Row& row :
       {Row{kOpened, Mode::open, Mode::countdown}, Row{kReadOnly, Mode::countdown, Mode::read_only},
        Row{kShutdown, Mode::read_only, Mode::shutdown}}) {
    const Notice notice = notice_of({standard_case("c")});
    CHECK(standing_at(notice, row.start - kSecond).mode == row.before);
    CHECK(standing_at(notice, row.start - kSecond).next_change == row.start);
    CHECK(standing_at(notice, row.start - kSecond).next_mode == row.after);
    CHECK(standing_at(notice, row.start).mode == row.after);
    CHECK(standing_at(notice, row.start).next_change != row.start);
    CHECK(standing_at(notice, row.start + kSecond).mode == row.after);
    CHECK(mode_at(notice.cases[0], row.start - kSecond) == row.before);
    CHECK(mode_at(notice.cases[0], row.start) == row.after);
  }
}

TEST_CASE("A standing tells what its case promises") {
  const Standing standing = standing_at(notice_of({standard_case("c_1")}), kOpened + kDay);
  CHECK(standing.reason == Reason::nonpayment);
  CHECK(standing.case_id.view() == "c_1");
  CHECK(standing.deadline == kDeadline);
  CHECK(standing.limited_from == kReadOnly);
  CHECK(standing.provenance == Provenance::never_synced);
  CHECK_FALSE(standing.hold_until);
  CHECK_FALSE(standing.suspended_until);
}

TEST_CASE("In shutdown nothing gets stricter any more") {
  const Standing standing = standing_at(notice_of({standard_case("c")}), kShutdown);
  CHECK_FALSE(standing.next_change);
  CHECK(standing.next_mode == Mode::shutdown);
  CHECK(standing.limited_from == kReadOnly);
}

TEST_CASE("A case in its reminder days is open, and named") {
  NoticeCase one = standard_case("c");
  one.stages.insert(one.stages.begin(), Stage{Mode::open, kOpened - 5 * kDay});
  const Standing standing = standing_at(notice_of({one}), kOpened - kDay);
  CHECK(standing.mode == Mode::open);
  CHECK(standing.case_id.view() == "c");
  CHECK(standing.next_change == kOpened);
}

TEST_CASE("A case whose deadline is exactly now is read-only if its stage says so, and not a second before") {
  NoticeCase one = standard_case("c");
  for (const Seconds early :
       {Seconds{0}, kSecond, 30 * kDay}) {  // also a stage that starts before the deadline
    one.stages = {{Mode::countdown, kOpened}, {Mode::read_only, kDeadline - early}};
    CHECK(mode_at(one, kDeadline - kSecond) == Mode::countdown);
    CHECK(mode_at(one, kDeadline) == Mode::read_only);
    CHECK(mode_at(one, kDeadline + kSecond) == Mode::read_only);
    CHECK(standing_at(notice_of({one}), kOpened).limited_from == kDeadline);
  }
}

TEST_CASE("An expired notice restricts nothing, from the second of its expiry") {
  Notice notice = notice_of({standard_case("c")});
  notice.expires_at = kShutdown + kDay;
  CHECK(standing_at(notice, notice.expires_at - kSecond).mode == Mode::shutdown);
  for (const Seconds after : {Seconds{0}, kSecond, 1000 * kDay}) {
    const Standing standing = standing_at(notice, notice.expires_at + after);
    CHECK(standing.mode == Mode::open);
    CHECK(standing.next_mode == Mode::open);
    CHECK(standing.case_id.empty());
  }
}

TEST_CASE("The plan is told beyond the expiry of the notice, which is renewed before") {
  Notice notice = notice_of({standard_case("c")});
  notice.expires_at = kReadOnly - kDay;
  const Standing standing = standing_at(notice, kOpened);
  CHECK(standing.next_change == kReadOnly);
  CHECK(standing.next_mode == Mode::read_only);
}

TEST_CASE("While enforcement is suspended the banner stays and nothing is limited") {
  Notice notice = notice_of({standard_case("c")});
  notice.suspended = Suspension{kReadOnly + kDay, kShutdown + kDay, "wrong invoices"};
  const TimePoint from = notice.suspended->from;
  const TimePoint until = notice.suspended->until;
  CHECK(standing_at(notice, from - kSecond).mode == Mode::read_only);
  CHECK_FALSE(standing_at(notice, from - kSecond).suspended_until);
  for (const TimePoint now : {from, from + kSecond, kShutdown, until - kSecond}) {
    const Standing standing = standing_at(notice, now);
    CHECK(standing.mode == Mode::countdown);
    CHECK(standing.suspended_until == until);
    CHECK(standing.next_change == until);
    CHECK(standing.next_mode == Mode::shutdown);
    CHECK(standing.case_id.view() == "c");
  }
  CHECK(standing_at(notice, until).mode == Mode::shutdown);
  CHECK_FALSE(standing_at(notice, until).suspended_until);
}

TEST_CASE("A suspension makes nothing stricter: before the first banner there is none") {
  Notice notice = notice_of({standard_case("c")});
  notice.suspended = Suspension{kOpened - 2 * kDay, kOpened + kDay, ""};
  CHECK(standing_at(notice, kOpened - kDay).mode == Mode::open);
  CHECK(standing_at(notice, kOpened).mode == Mode::countdown);
}

TEST_CASE("During a hold the mode stays what it was the second before, whatever the stages say") {
  NoticeCase one = standard_case("c");
  one.hold = Hold{kReadOnly - kDay, kReadOnly + 2 * kDay, "dispute"};  // the stages were not shifted
  const Notice notice = notice_of({one});
  CHECK_FALSE(standing_at(notice, one.hold->from - kSecond).hold_until);
  for (const TimePoint now : {one.hold->from, kReadOnly, one.hold->until - kSecond}) {
    const Standing standing = standing_at(notice, now);
    CHECK(standing.mode == Mode::countdown);
    CHECK(standing.hold_until == one.hold->until);
    CHECK(standing.limited_from == one.hold->until);
  }
  CHECK(standing_at(notice, one.hold->until).mode == Mode::read_only);
  CHECK_FALSE(standing_at(notice, one.hold->until).hold_until);
}

TEST_CASE("A stage that would start in the hold's first or last second waits for its end") {
  NoticeCase one = standard_case("c");
  for (const Seconds before : {Seconds{0}, 2 * kDay - kSecond}) {
    one.hold = Hold{kReadOnly - before, kReadOnly - before + 2 * kDay, ""};
    CHECK(mode_at(one, kReadOnly) == Mode::countdown);
    CHECK(mode_at(one, one.hold->until - kSecond) == Mode::countdown);
    CHECK(mode_at(one, one.hold->until) == Mode::read_only);
  }
  one.hold = Hold{kReadOnly - kDay, kReadOnly, ""};  // ended: the stage starts with the hold's end
  CHECK(mode_at(one, kReadOnly) == Mode::read_only);
}

TEST_CASE("A hold whose end is not after its start holds nothing") {
  NoticeCase one = standard_case("c");
  one.hold = Hold{kReadOnly, kReadOnly - kDay, ""};
  CHECK(mode_at(one, kReadOnly) == Mode::read_only);
  CHECK_FALSE(standing_at(notice_of({one}), kReadOnly).hold_until);
}

TEST_CASE("The strictest case governs; ending it leaves the other as it was") {
  const NoticeCase mild = later_by(standard_case("mild"), 5 * kDay);
  const NoticeCase strict = standard_case("strict");
  const Standing both = standing_at(notice_of({mild, strict}), kReadOnly);
  CHECK(both.mode == Mode::read_only);
  CHECK(both.case_id.view() == "strict");
  const Standing one_left = standing_at(notice_of({mild}), kReadOnly);
  CHECK(one_left.mode == Mode::countdown);
  CHECK(one_left.case_id.view() == "mild");
}

TEST_CASE("Among cases in the same mode the one that gets stricter first governs") {
  const NoticeCase first = standard_case("z");
  const NoticeCase second = later_by(standard_case("a"), kSecond);
  CHECK(standing_at(notice_of({first, second}), kOpened).case_id.view() == "z");
  CHECK(standing_at(notice_of({second, first}), kOpened).case_id.view() == "z");
}

TEST_CASE("Then the one with the earlier deadline, then the one with the smaller id, in any order") {
  NoticeCase early = standard_case("z");
  early.deadline -= kSecond;
  const NoticeCase a = standard_case("a");
  const NoticeCase b = standard_case("b");
  CHECK(standing_at(notice_of({a, early}), kOpened).case_id.view() == "z");
  CHECK(standing_at(notice_of({early, a}), kOpened).case_id.view() == "z");
  CHECK(standing_at(notice_of({a, b}), kOpened).case_id.view() == "a");
  CHECK(standing_at(notice_of({b, a}), kOpened).case_id.view() == "a");
}

TEST_CASE("A case that never gets stricter governs after one that will") {
  NoticeCase banner_only = standard_case("a");
  banner_only.stages.resize(1);
  const NoticeCase limits = standard_case("z");
  const Standing standing = standing_at(notice_of({banner_only, limits}), kOpened);
  CHECK(standing.case_id.view() == "z");
  CHECK_FALSE(standing_at(notice_of({banner_only}), kOpened).limited_from);
}

TEST_CASE("The next change is the account's, whichever case brings it") {
  NoticeCase banner_only = standard_case("strict");  // in read_only for ever
  banner_only.stages = {{Mode::countdown, kOpened}, {Mode::read_only, kDeadline}};
  const NoticeCase other = later_by(standard_case("other"), 3 * kDay);
  const Standing standing = standing_at(notice_of({banner_only, other}), kDeadline);
  CHECK(standing.case_id.view() == "strict");
  CHECK(standing.next_change == kShutdown + 3 * kDay);
  CHECK(standing.next_mode == Mode::shutdown);
}

TEST_CASE("The counter of allocations counts each kind of new") {
  constexpr std::align_val_t kWide{64};
  const std::size_t before = testing::allocations();
  // Called by name: the compiler may leave out a new expression, but not these.
  ::operator delete(::operator new(1));
  ::operator delete[](::operator new[](1));
  ::operator delete(::operator new(1, std::nothrow));
  ::operator delete(::operator new(1, kWide), kWide);
  const std::size_t after = testing::allocations();
  CHECK(after - before == 4);
}

TEST_CASE("A standing of the largest notice allocates nothing") {
  std::vector<NoticeCase> cases;
  for (std::size_t i = 0; i < kMaxCases; ++i) {
    cases.push_back(standard_case("case_" + std::string(30, static_cast<char>('a' + i % 26))));
    cases.back().hold = Hold{kOpened, kDeadline, "a reason that is longer than a short string can hold"};
  }
  Notice notice = notice_of(std::move(cases));
  notice.suspended = Suspension{kOpened, kDeadline, ""};
  const std::size_t before = testing::allocations();
  Standing copy;
  for (const TimePoint now : {kOpened, kDeadline, kReadOnly, kShutdown, notice.expires_at})
    copy = standing_at(notice, now);
  const std::size_t after = testing::allocations();
  CHECK(after == before);
  CHECK(copy.mode == Mode::open);
}

TEST_CASE(
    "What is counted to is the end of the hold, the deadline, then the next limit as long as one comes") {
  struct Row {
    TimePoint now, counted_to;
  };
  const auto check = [](const NoticeCase& one, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
      CAPTURE(format_rfc3339(row.now));
      CHECK(counts_to(standing_at(notice_of({one}), row.now), row.now) == row.counted_to);
    }
  };
  NoticeCase one = standard_case("c");
  check(one, {{kOpened, kDeadline},
              {kDeadline - kSecond, kDeadline},
              {kDeadline, kReadOnly},
              {kReadOnly - kSecond, kReadOnly},
              {kReadOnly, kShutdown},
              {kShutdown - kSecond, kShutdown},
              {kShutdown, kDeadline}});
  one.hold = Hold{kOpened + kDay, kDeadline - kDay, ""};
  check(one, {{kOpened + kDay - kSecond, kDeadline},
              {kOpened + kDay, kDeadline - kDay},
              {kDeadline - kDay - kSecond, kDeadline - kDay},
              {kDeadline - kDay, kDeadline}});
  one.hold.reset();
  one.stages.pop_back();
  check(one, {{kReadOnly, kDeadline}});
  CHECK_FALSE(counts_to(standing_at(notice_of({}), kOpened), kOpened));
}

TEST_CASE("A case id keeps up to 40 bytes") {
  CHECK(CaseId().empty());
  CHECK(CaseId("").view() == "");
  const std::string longest(40, 'x');
  CHECK(CaseId(longest).view() == longest);
}

TEST_CASE("Each provenance has its word") {
  CHECK(to_string(Provenance::fresh) == "fresh");
  CHECK(to_string(Provenance::cached) == "cached");
  CHECK(to_string(Provenance::stale) == "stale");
  CHECK(to_string(Provenance::unverified) == "unverified");
  CHECK(to_string(Provenance::never_synced) == "never_synced");
}

}  // namespace gracegate
