#include "server/cases/unseen.hpp"

#include "at.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

const char* const kMonday = "2026-11-23T10:00:00Z";  // opened; the deadline is 14 days later
const char* const kDayBefore = "2026-12-06T10:00:00Z";

Setting setting(TimePoint now, const Policy& policy = built_in_policies().front()) {
  return {StaffRole::admin, now, "UTC", policy};
}

Case opened(const Policy& policy = built_in_policies().front()) {
  const auto one = open_case(setting(at(kMonday), policy), {"c_1", "acme", Reason::nonpayment, {}, {}, ""});
  REQUIRE(one);
  return *one;
}

}  // namespace

TEST_CASE("A case that nobody has seen gets more time less than a day before its deadline") {
  const Case one = opened();
  CHECK_FALSE(needs_time_to_be_seen(setting(at(kDayBefore)), one));
  CHECK(needs_time_to_be_seen(setting(at(kDayBefore) + Seconds(1)), one));
  CHECK(needs_time_to_be_seen(setting(one.schedule.deadline + 30 * kDay), one));
}

TEST_CASE("No time is given to a case that was seen, is on hold, has ended, or whose policy does not ask") {
  const TimePoint late = at(kDayBefore) + Seconds(1);
  Case seen = opened();
  seen.seen_at = at(kMonday);
  CHECK_FALSE(needs_time_to_be_seen(setting(late), seen));
  const auto held = hold(setting(at(kMonday)), opened(), at(kMonday) + 20 * kDay, "dispute");
  REQUIRE(held);
  CHECK_FALSE(needs_time_to_be_seen(setting(held->hold->hold.until - Seconds(1)), *held));
  const auto settled = settle(setting(at(kMonday)), opened());
  REQUIRE(settled);
  CHECK_FALSE(needs_time_to_be_seen(setting(late), *settled));
  Policy policy = built_in_policies().front();
  policy.needs_sighting = false;
  CHECK_FALSE(needs_time_to_be_seen(setting(late, policy), opened(policy)));
}

TEST_CASE("The time that an unseen case gets is a week, with a warning before anything is limited") {
  const auto moved = give_time_to_be_seen(setting(at(kDayBefore) + Seconds(1)), opened());
  REQUIRE(moved);
  CHECK(moved->schedule.deadline == at("2026-12-14T10:00:00Z"));
  CHECK(moved->schedule.limited_from() >= moved->schedule.deadline + kWarnAgain);
  CHECK_FALSE(moved->seen_at);
}

TEST_CASE("An unseen case that limits already, because the server was away, opens again") {
  const Case one = opened();
  const TimePoint late = one.schedule.deadline + 30 * kDay;
  REQUIRE(mode_of(one, late) == Mode::shutdown);
  const auto moved = give_time_to_be_seen(setting(late), one);
  REQUIRE(moved);
  CHECK(mode_of(*moved, late) == Mode::countdown);
  CHECK(moved->schedule.deadline == late + 7 * kDay);
}

TEST_CASE("What is reopened has to be seen again") {
  Case one = opened();
  one.seen_at = at(kMonday);
  const auto ended = settle(setting(at(kMonday)), one);
  REQUIRE(ended);
  const auto again = reopen(setting(at(kMonday)), *ended);
  REQUIRE(again);
  CHECK_FALSE(again->seen_at);
}
