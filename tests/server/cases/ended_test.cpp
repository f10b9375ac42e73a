// What the notice says of a case that ended.
#include "server/cases/actions.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

constexpr TimePoint kStart{Seconds{1'764'000'000}};

Setting setting_at(TimePoint now, int reminder_days) {
  Policy policy = built_in_policies().front();
  policy.reminder_days = reminder_days;
  return {StaffRole::admin, now, "UTC", policy};
}

Case opened(int reminder_days) {
  OpenRequest request;
  request.id = "c_1";
  request.account = "acme";
  return open_case(setting_at(kStart, reminder_days), request).value();
}

}  // namespace

TEST_CASE("Thanks are said for a quarter of an hour, where the countdown had begun before the end") {
  struct Row {
    int reminder_days;
    Seconds open_for;
    bool is_thanked;
  };
  for (const Row& row : {Row{0, Seconds(0), false}, Row{0, Seconds(1), true}, Row{0, 30 * kDay, true},
                         Row{7, 7 * kDay, false}, Row{7, 7 * kDay + Seconds(1), true}}) {
    CAPTURE(row.reminder_days, row.open_for.count());
    const TimePoint end = kStart + row.open_for;
    for (const auto action : {settle, waive}) {
      const Case one = action(setting_at(end, row.reminder_days), opened(row.reminder_days)).value();
      const auto ended = to_ended_case(one);
      REQUIRE(ended.has_value() == row.is_thanked);
      if (!ended) continue;
      CHECK(ended->id == "c_1");
      CHECK(to_string(ended->how) == to_string(one.state));
      CHECK(ended->at == end);
      CHECK(ended->until == end + Seconds(15 * 60));
    }
  }
}

TEST_CASE("A farewell is said for as long as data can be taken out, though nobody saw a banner") {
  const Case one = release(setting_at(kStart, 7), opened(7)).value();
  const auto ended = to_ended_case(one);
  REQUIRE(ended);
  CHECK(ended->how == Ending::released);
  CHECK(ended->until == kStart + 30 * kDay);
}

TEST_CASE("Until when data can be taken out is given with the release, in the future and within two years") {
  const Setting setting = setting_at(kStart, 0);
  const TimePoint until = kStart + kMostDays * kDay;
  CHECK(to_ended_case(release_until(setting, opened(0), until).value())->until == until);
  for (const TimePoint wrong : {kStart, until + Seconds(1)})
    CHECK(release_until(setting, opened(0), wrong).error().pointer == "/until");
}

TEST_CASE("Of a case that is open, or open again, no end is told") {
  CHECK_FALSE(to_ended_case(opened(0)));
  const Setting later = setting_at(kStart + kDay, 0);
  for (const auto action : {settle, waive}) {
    const Case again = reopen(later, action(later, opened(0)).value()).value();
    CHECK_FALSE(to_ended_case(again));
  }
  const Case again = reopen(later, release(later, opened(0)).value()).value();
  CHECK_FALSE(to_ended_case(again));
  CHECK_FALSE(again.data_until);
}
