#include "core/mode_schedule.hpp"

#include "tests/support/allocations.hpp"
#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

TimePoint at(int second) { return TimePoint{Seconds{second}}; }

}  // namespace

TEST_CASE("An empty schedule is open at every instant, the last one too") {
  for (const TimePoint now : {TimePoint::min(), at(0), TimePoint::max()}) {
    CHECK(ModeStarts{}.at(now) == Mode::open);
    CHECK(ModeSchedule{}.at(now) == Mode::open);
    CHECK(ModeSchedule{}.next_stricter(now) == kNever);
  }
}

TEST_CASE("Each start of a schedule comes not before the milder one's, however the stages are ordered") {
  NoticeCase one;
  one.stages = {{Mode::shutdown, at(10)}, {Mode::read_only, at(20)}, {Mode::countdown, at(30)}};
  const ModeStarts starts = starts_of(one);
  CHECK(starts.of(Mode::countdown) == at(10));
  CHECK(starts.of(Mode::read_only) == at(10));
  CHECK(starts.of(Mode::shutdown) == at(10));
}

TEST_CASE("The schedule of two cases has the earlier start of each mode") {
  Notice notice;
  notice.expires_at = at(100);
  NoticeCase a, b;
  a.stages = {{Mode::countdown, at(1)}, {Mode::shutdown, at(50)}};
  b.stages = {{Mode::countdown, at(5)}, {Mode::read_only, at(9)}};
  notice.cases = {a, b};
  const ModeSchedule schedule = schedule_of(notice);
  CHECK(schedule.starts.from == std::array{at(1), at(9), at(50)});
  CHECK(schedule.expires == at(100));
  CHECK_FALSE(schedule.is_suspended(at(9)));
  CHECK(schedule.next_stricter(at(1)) == at(9));
  CHECK(schedule.at(at(99)) == Mode::shutdown);
  CHECK(schedule.at(at(100)) == Mode::open);
  CHECK(schedule.planned(at(100)) == Mode::shutdown);
}

TEST_CASE("A schedule is made without allocating") {
  Notice notice;
  notice.cases.resize(kMaxCases);
  for (NoticeCase& one : notice.cases) one.stages = {{Mode::countdown, at(1)}, {Mode::read_only, at(2)}};
  const std::size_t before = testing::allocations();
  const ModeSchedule schedule = schedule_of(notice);
  const std::size_t after = testing::allocations();
  CHECK(after == before);
  CHECK(schedule.planned(at(2)) == Mode::read_only);
}

}  // namespace gracegate
