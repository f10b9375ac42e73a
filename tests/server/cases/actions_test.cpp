#include "server/cases/actions.hpp"

#include "at.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

const char* const kMonday = "2026-11-23T10:00:00Z";  // everything starts here; the deadline is 14 days later

Setting setting(TimePoint now, StaffRole role = StaffRole::admin) {
  return {role, now, "UTC", built_in_policies().front()};
}

Case opened(const Policy& policy = built_in_policies().front()) {
  Setting how = setting(at(kMonday));
  how.policy = policy;
  const auto one = open_case(how, {"c_1", "acme", Reason::nonpayment, std::nullopt, {}, ""});
  REQUIRE(one);
  return *one;
}

ErrorCode refused(const Result<Case>& result) {
  REQUIRE_FALSE(result);
  CHECK_FALSE(result.error().message.empty());
  return result.error().code;
}

}  // namespace

TEST_CASE("A case opens with the schedule of its policy") {
  const Case one = opened();
  CHECK(one.state == CaseState::open);
  CHECK(one.schedule.deadline == at("2026-12-07T10:00:00Z"));
  CHECK(to_notice_case(one).stages.size() == 3);
}

TEST_CASE("A case is what was asked for, under the policy of its opening") {
  Setting how = setting(at(kMonday));
  how.policy.version = 3;
  const Debt debt{{3000, "USD"}, 3000, {{"INV-1", 3000, false}}};
  const auto one = open_case(how, {"c_1", "acme", Reason::seat_overuse, debt, {{"en", "Hello"}}, "clause 7"});
  REQUIRE(one);
  CHECK(one->id == "c_1");
  CHECK(one->account == "acme");
  CHECK(one->reason == Reason::seat_overuse);
  CHECK(one->policy == "standard");
  CHECK(one->policy_version == 3);
  CHECK(one->opened_at == at(kMonday));
  CHECK_FALSE(one->ended_at);
  REQUIRE(one->debt);
  CHECK(one->debt->invoices.size() == 1);
  CHECK(one->message == LocalizedText{{"en", "Hello"}});
  CHECK(one->reference == "clause 7");
  CHECK(one->version == 1);
}

TEST_CASE("Roles have names, each its own") {
  for (const StaffRole role : {StaffRole::viewer, StaffRole::support, StaffRole::finance, StaffRole::admin})
    CHECK(staff_role_from(to_string(role)) == role);
  for (const char* other : {"", "Admin", "root", "support "}) CHECK_FALSE(staff_role_from(other));
}

TEST_CASE("A pause or an extension ends in the future, and within two years") {
  const TimePoint now = at("2026-12-20T10:00:00Z");  // the deadline has passed
  struct Row {
    TimePoint until;
    bool is_taken;
  };
  const Row rows[] = {{now - Seconds{1}, false},
                      {now, false},
                      {now + Seconds{1}, true},
                      {now + 731 * kDay, true},
                      {now + 731 * kDay + Seconds{1}, false}};
  for (const Row& row : rows) {
    INFO(format_rfc3339(row.until));
    CHECK(extend(setting(now), opened(), row.until).ok() == row.is_taken);
    const auto held = hold(setting(now), opened(), row.until, "dispute");
    CHECK(held.ok() == row.is_taken);
    if (!held) CHECK(held.error().pointer == "/until");
  }
}

TEST_CASE("Fewer than 14 days of countdown need the admin role") {
  Setting how = setting(at(kMonday), StaffRole::finance);
  how.policy.countdown_days = 13;
  CHECK(refused(open_case(how, {"c_1", "acme", Reason::nonpayment, {}, {}, ""})) == ErrorCode::forbidden);
  CHECK(open_case(how, {"c_1", "acme", Reason::nonpayment, {}, {}, ""}).error().message ==
        "a countdown of fewer than 14 days needs the role admin");
  how.role = StaffRole::admin;
  CHECK(open_case(how, {"c_1", "acme", Reason::nonpayment, {}, {}, ""}));
}

TEST_CASE("An extension moves the deadline later, never earlier, and always ends") {
  const Case one = opened();
  const TimePoint now = at("2026-11-25T00:00:00Z");
  const auto longer = extend(setting(now), one, at("2026-12-10T10:00:00Z"));
  REQUIRE(longer);
  CHECK(longer->schedule.deadline == at("2026-12-10T10:00:00Z"));
  CHECK(longer->version == one.version + 1);
  CHECK(refused(extend(setting(now), one, one.schedule.deadline)) == ErrorCode::invalid_argument);
  CHECK(refused(extend(setting(now), one, at("2026-12-01T00:00:00Z"))) == ErrorCode::invalid_argument);
  CHECK(refused(extend(setting(now), one, at("2026-11-24T00:00:00Z"))) == ErrorCode::invalid_argument);
  CHECK(refused(extend(setting(now), one, at("9999-01-01T00:00:00Z"))) == ErrorCode::invalid_argument);
}

TEST_CASE("Days that do not reach from a deadline long past to now are refused, with how many do") {
  const Case one = opened();  // its deadline: 2026-12-07T10:00:00Z
  const TimePoint deadline = one.schedule.deadline;
  struct Row {
    TimePoint now;
    const char* advice;  // nullptr: taken
  };
  const Row rows[] = {
      {deadline + 7 * kDay - Seconds{1}, nullptr},
      {deadline + 7 * kDay, "give at least 8, or an instant (until) after 2026-12-14T10:00:00Z"},
      {deadline + 730 * kDay, "give at least 731, or an instant (until) after 2028-12-06T10:00:00Z"},
      {deadline + 731 * kDay, "give an instant (until) after 2028-12-07T10:00:00Z"},
  };
  for (const Row& row : rows) {
    INFO(format_rfc3339(row.now));
    const auto longer = extend_by(setting(row.now), one, 7);
    REQUIRE(longer.ok() == (row.advice == nullptr));
    if (longer) continue;
    CHECK(longer.error().pointer == "/days");
    CHECK(longer.error().message ==
          std::string("they count from the deadline, 2026-12-07T10:00:00Z, and end in the past: ") +
              row.advice);
  }
  const auto early = extend(setting(deadline + kDay), one, deadline + kDay);
  CHECK(early.error().message ==
        "an extension moves the deadline later: give an instant after 2026-12-08T10:00:00Z");
  CHECK(extend(setting(deadline - kDay), one, deadline).error().message ==
        "an extension moves the deadline later: give an instant after 2026-12-07T10:00:00Z");
}

TEST_CASE("An extension has an end, and at its end the customer is warned again before anything is limited") {
  const TimePoint until = at("2026-12-16T10:00:00Z");
  // Given in the countdown, while read-only, or after the shutdown: open until its end and for three days
  // more.
  for (const char* given : {"2026-11-25T00:00:00Z", "2026-12-07T10:00:00Z", "2026-12-15T10:00:00Z"}) {
    INFO(given);
    const auto longer = extend(setting(at(given)), opened(), until);
    REQUIRE(longer);
    CHECK(mode_of(*longer, at(given)) == Mode::countdown);
    CHECK(mode_of(*longer, until + kWarnAgain - Seconds{1}) == Mode::countdown);
    CHECK(longer->schedule.limited_from() >= until + kWarnAgain);
    CHECK(mode_of(*longer, longer->schedule.limited_from()) == Mode::read_only);
  }
}

TEST_CASE("Mode never gets stricter during a hold, and three days of countdown follow it") {
  for (const Policy& policy : built_in_policies())
    for (int day = 0; day < 40; ++day) {
      const Case one = opened(policy);
      const TimePoint now = at(kMonday) + day * kDay;
      const TimePoint until = now + 5 * kDay;
      INFO(policy.name << " held on day " << day);
      const auto held = hold(setting(now), one, until, "dispute");
      REQUIRE(held);
      for (TimePoint t = now; t < until; t += kHour)
        CHECK(mode_of(*held, t) <= std::min(mode_of(one, now), Mode::countdown));
      CHECK(held->schedule.limited_from() >= until + kWarnAgain);
      CHECK(held->schedule.limited_from() >= one.schedule.limited_from());
    }
}

TEST_CASE("A hold gives back what was left of the countdown") {
  const auto held =
      hold(setting(at("2026-11-27T10:00:00Z")), opened(), at("2026-12-27T10:00:00Z"), "dispute");
  REQUIRE(held);
  CHECK(held->schedule.deadline == at("2026-12-27T10:00:00Z") + 10 * kDay);
  SECTION("ended early, it runs on from there") {
    const auto resumed = resume(setting(at("2026-11-29T10:00:00Z")), *held);
    REQUIRE(resumed);
    CHECK(resumed->schedule.deadline == at("2026-11-29T10:00:00Z") + 10 * kDay);
    CHECK(resumed->hold->hold.until == at("2026-11-29T10:00:00Z"));
    CHECK(refused(resume(setting(at("2026-11-29T10:00:00Z")), *resumed)) == ErrorCode::conflict);
  }
  SECTION("ended in the second it began, it leaves no trace that a notice could not state") {
    const auto resumed = resume(setting(at("2026-11-27T10:00:00Z")), *held);
    REQUIRE(resumed);
    CHECK(resumed->schedule.deadline == at("2026-11-27T10:00:00Z") + 10 * kDay);
    CHECK_FALSE(resumed->hold.has_value());
  }
  SECTION("an extension given meanwhile is kept when it ends early") {
    const auto longer =
        extend(setting(at("2026-11-28T10:00:00Z")), *held, held->schedule.deadline + 4 * kDay);
    REQUIRE(longer);
    const auto resumed = resume(setting(at("2026-11-29T10:00:00Z")), *longer);
    REQUIRE(resumed);
    CHECK(resumed->schedule.deadline == at("2026-11-29T10:00:00Z") + 14 * kDay);
  }
  SECTION("it ends by itself") {
    CHECK(refused(resume(setting(at("2026-12-27T10:00:00Z")), *held)) == ErrorCode::conflict);
    CHECK(hold(setting(at("2026-12-27T10:00:00Z")), *held, at("2026-12-30T10:00:00Z"), "our turn"));
  }
  SECTION("another one first needs its end") {
    CHECK(refused(hold(setting(at("2026-11-28T10:00:00Z")), *held, at("2027-01-27T10:00:00Z"), "x")) ==
          ErrorCode::conflict);
  }
}

TEST_CASE("A hold with one second of countdown left gives three days") {
  const auto held =
      hold(setting(at("2026-12-07T09:59:59Z")), opened(), at("2026-12-08T10:00:00Z"), "in transit");
  REQUIRE(held);
  CHECK(held->schedule.deadline == at("2026-12-08T10:00:00Z") + kWarnAgain);
}

TEST_CASE("An extension given in a hold that began after the deadline is kept when the hold ends early") {
  const TimePoint now = at("2026-12-08T10:00:00Z");
  const auto held = hold(setting(now), opened(), now + 5 * kDay, "dispute");
  REQUIRE(held);
  const auto longer = extend(setting(now), *held, held->schedule.deadline + 2 * kDay);
  REQUIRE(longer);
  const auto resumed = resume(setting(now + kDay), *longer);
  REQUIRE(resumed);
  CHECK(resumed->schedule.deadline == now + kDay + kWarnAgain + 2 * kDay);
}

TEST_CASE("An ended case takes no further action but to be reopened") {
  const TimePoint now = at("2026-12-08T10:00:00Z");
  using End = Result<Case> (*)(const Setting&, Case);
  for (const End end : {End{settle}, End{waive}, End{release}}) {
    const auto ended = end(setting(now), opened());
    REQUIRE(ended);
    CHECK(ended->state != CaseState::open);
    CHECK(ended->ended_at == now);
    CHECK(refused(settle(setting(now), *ended)) == ErrorCode::conflict);
    CHECK(refused(waive(setting(now), *ended)) == ErrorCode::conflict);
    CHECK(refused(release(setting(now), *ended)) == ErrorCode::conflict);
    CHECK(refused(extend(setting(now), *ended, now + 30 * kDay)) == ErrorCode::conflict);
    CHECK(refused(hold(setting(now), *ended, now + kDay, "x")) == ErrorCode::conflict);
    CHECK(refused(escalate(setting(now), *ended)) == ErrorCode::conflict);
    CHECK(refused(resume(setting(now), *ended)) == ErrorCode::conflict);
    const auto again = reopen(setting(now), *ended);
    REQUIRE(again);
    CHECK(again->state == CaseState::open);
    CHECK_FALSE(again->ended_at);
    CHECK(mode_of(*again, now) == Mode::countdown);
    CHECK(again->schedule.limited_from() >= now + kWarnAgain);
    CHECK(refused(reopen(setting(now), *again)) == ErrorCode::conflict);
  }
}

TEST_CASE("A hold ends with its case, and a reopened case is not on hold") {
  const TimePoint now = at("2026-11-25T10:00:00Z");
  const auto held = hold(setting(now), opened(), now + 5 * kDay, "dispute");
  REQUIRE(held);
  const auto ended = settle(setting(now + kDay), *held);
  REQUIRE(ended);
  CHECK(refused(resume(setting(now + kDay), *ended)) == ErrorCode::conflict);
  const auto again = reopen(setting(now + 2 * kDay), *ended);
  REQUIRE(again);
  CHECK_FALSE(again->hold);
  CHECK(again->schedule.deadline == held->schedule.deadline);
}

TEST_CASE("Each action makes a new version of the case") {
  const TimePoint now = at("2026-12-08T10:00:00Z");
  const Case one = opened();
  const auto held = hold(setting(now), one, now + kDay, "x");
  REQUIRE(held);
  CHECK(held->version == one.version + 1);
  CHECK(extend(setting(now), one, now + 30 * kDay)->version == one.version + 1);
  CHECK(escalate(setting(now), one)->version == one.version + 1);
  for (const auto& end : {settle, waive, release}) {
    const auto ended = end(setting(now), one);
    REQUIRE(ended);
    CHECK(ended->version == one.version + 1);
    CHECK(reopen(setting(now), *ended)->version == one.version + 2);
  }
  CHECK(resume(setting(now + kHour), *held)->version == one.version + 2);
}

TEST_CASE("Escalation never comes before the promised deadline, and lifts nothing") {
  SECTION("in the countdown it leaves out the read-only stage") {
    const auto hard = escalate(setting(at("2026-11-25T10:00:00Z")), opened());
    REQUIRE(hard);
    CHECK(hard->schedule.stages.size() == 2);
    CHECK(mode_of(*hard, at("2026-12-07T09:59:59Z")) == Mode::countdown);
    CHECK(mode_of(*hard, at("2026-12-07T10:00:00Z")) == Mode::shutdown);
    CHECK(refused(escalate(setting(at("2026-11-25T10:00:00Z")), *hard)) == ErrorCode::conflict);
  }
  SECTION("while read-only it shuts down at once in working hours") {
    const TimePoint now = at("2026-12-08T10:00:00Z");
    const auto hard = escalate(setting(now), opened());
    REQUIRE(hard);
    CHECK(mode_of(*hard, now - Seconds{1}) == Mode::read_only);
    CHECK(mode_of(*hard, now) == Mode::shutdown);
  }
  SECTION("out of working hours it waits until somebody can take a payment") {
    const auto hard = escalate(setting(at("2026-12-12T10:00:00Z")), opened());  // a Saturday
    REQUIRE(hard);
    CHECK(mode_of(*hard, at("2026-12-14T08:59:59Z")) == Mode::read_only);
    CHECK(mode_of(*hard, at("2026-12-14T09:00:00Z")) == Mode::shutdown);
  }
  SECTION("on hold it is refused") {
    const TimePoint now = at("2026-12-08T10:00:00Z");
    const auto held = hold(setting(now), opened(), now + kDay, "dispute");
    REQUIRE(held);
    CHECK(refused(escalate(setting(now), *held)) == ErrorCode::conflict);
  }
}

TEST_CASE("An escalated case stays escalated when it is held, resumed, extended or reopened") {
  const TimePoint escalated_at = GENERATE(at("2026-11-25T10:00:00Z"), at("2026-12-08T10:00:00Z"));
  const TimePoint now = escalated_at + kHour;
  const auto hard = escalate(setting(escalated_at), opened());
  REQUIRE(hard);
  const auto held = hold(setting(now), *hard, now + 5 * kDay, "dispute");
  REQUIRE(held);
  const Result<Case> after[] = {held, resume(setting(now + kDay), *held),
                                extend(setting(now), *hard, hard->schedule.deadline + 10 * kDay),
                                reopen(setting(now), settle(setting(now), *hard).value())};
  for (const Result<Case>& one : after) {
    REQUIRE(one);
    const TimePoint limit = one->schedule.limited_from();
    CHECK(limit >= one->schedule.deadline);
    CHECK(mode_of(*one, limit - Seconds{1}) < Mode::read_only);
    CHECK(mode_of(*one, limit) == Mode::shutdown);
  }
}

TEST_CASE("What finance has ended, finance reopens") {
  const TimePoint now = at("2026-12-08T10:00:00Z");
  const auto waived = waive(setting(now), opened());
  REQUIRE(waived);
  const auto by_support = reopen(setting(now, StaffRole::support), *waived);
  CHECK(refused(by_support) == ErrorCode::forbidden);
  CHECK(by_support.error().message == "reopening what finance has ended needs the role finance");
  CHECK(reopen(setting(now, StaffRole::finance), *waived));
}

namespace {

// After each step: nothing is limited earlier than it was, but where a hold ends before its time, and then
// not earlier than before that hold.
void check_never_earlier(const Policy& policy, const std::vector<int>& steps) {
  Case one = opened(policy);
  TimePoint now = at(kMonday);
  TimePoint floor = one.schedule.limited_from();
  for (const int step : steps) {
    now += 2 * kDay;
    Setting how = setting(now);
    how.policy = policy;
    const TimePoint limit = one.schedule.limited_from();
    auto next = step == 0   ? extend(how, one, one.schedule.deadline + 5 * kDay)
                : step == 1 ? hold(how, one, now + 3 * kDay, "x")
                : step == 2 ? resume(how, one)
                            : settle(how, one);
    if (step == 3 && next) next = reopen(how, *next);
    if (!next) continue;
    if (step == 1) floor = limit;
    CHECK(next->schedule.limited_from() >= (step == 2 ? floor : limit));
    CHECK(next->schedule.deadline >= one.schedule.deadline - (step == 2 ? 400 * kDay : Seconds{0}));
    one = *next;
  }
}

}  // namespace

TEST_CASE("No sequence of extensions, holds and reopenings brings a limit nearer") {
  for (const Policy& policy : built_in_policies())
    for (int code = 0; code < 4 * 4 * 4 * 4 * 4; ++code) {
      const std::vector<int> steps = {code % 4, code / 4 % 4, code / 16 % 4, code / 64 % 4, code / 256};
      INFO(policy.name << " " << code);
      check_never_earlier(policy, steps);
    }
}

TEST_CASE("The three days after an extension outlast a hold and a reopening") {
  const TimePoint now = at("2026-11-25T10:00:00Z");
  const auto longer = extend(setting(now), opened(), at("2026-12-16T10:00:00Z"));
  REQUIRE(longer);
  const auto held = hold(setting(now), *longer, now + kDay, "x");
  REQUIRE(held);
  CHECK(held->schedule.limited_from() >= held->schedule.deadline + kWarnAgain);
  const auto resumed = resume(setting(now + kHour), *held);
  REQUIRE(resumed);
  CHECK(resumed->schedule.limited_from() >= resumed->schedule.deadline + kWarnAgain);
  const auto ended = settle(setting(now), *longer);
  REQUIRE(ended);
  const auto again = reopen(setting(now), *ended);
  REQUIRE(again);
  CHECK(again->schedule.deadline == longer->schedule.deadline);
  CHECK(again->schedule.limited_from() == longer->schedule.limited_from());
}

TEST_CASE("A case reopened in its reminder counts down from now") {
  Setting how = setting(at(kMonday));
  how.policy = built_in_policies().back();
  const auto ended = settle(how, opened(how.policy));
  REQUIRE(ended);
  how.now = at(kMonday) + kDay;
  const auto again = reopen(how, *ended);
  REQUIRE(again);
  CHECK(mode_of(*again, how.now) == Mode::countdown);
  CHECK_FALSE(again->hold);
}

TEST_CASE("A hold hides no banner that shows already") {
  Setting how = setting(at(kMonday));
  how.policy = built_in_policies().back();  // seven days of reminder
  const Case one = opened(how.policy);
  const TimePoint shown = one.schedule.countdown_from();
  how.now = shown;
  for (const Seconds later : {Seconds{0}, Seconds{1}, kDay}) {
    how.now = shown + later;
    const auto held = hold(how, one, shown + 5 * kDay, "x");
    REQUIRE(held);
    CHECK(held->schedule.countdown_from() == shown);
    CHECK(mode_of(*held, shown + later) == Mode::countdown);
    CHECK(mode_of(*held, shown + 4 * kDay) == Mode::countdown);
  }
  how.now = shown - Seconds{1};
  CHECK(hold(how, one, shown + 5 * kDay, "x")->schedule.countdown_from() == shown + 5 * kDay + Seconds{1});
}

TEST_CASE("A reminder that was paused goes on when the hold is ended early") {
  Setting how = setting(at(kMonday));
  how.policy = built_in_policies().back();  // seven days of reminder
  const auto held = hold(how, opened(how.policy), at(kMonday) + 10 * kDay, "x");
  REQUIRE(held);
  CHECK(held->schedule.countdown_from() == at(kMonday) + 17 * kDay);
  how.now = at(kMonday) + 2 * kDay;
  const auto resumed = resume(how, *held);
  REQUIRE(resumed);
  CHECK(resumed->schedule.countdown_from() == at(kMonday) + 9 * kDay);
}
