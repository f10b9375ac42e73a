#include "server/cases/help.hpp"

#include <functional>

#include "at.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

const char* const kMonday = "2026-11-23T10:00:00Z";  // opened; the deadline is 14 days later

Policy holding(int days) {
  Policy policy = built_in_policies().front();
  policy.help_hold_days = days;
  return policy;
}

Setting setting(TimePoint now, const Policy& policy = holding(5)) {
  return {StaffRole::support, now, "UTC", policy};
}

Case opened(const Policy& policy = holding(5)) {
  const auto one = open_case(setting(at(kMonday), policy), {"c_1", "acme", Reason::nonpayment, {}, {}, ""});
  REQUIRE(one);
  return *one;
}

HelpRequest question() {
  HelpRequest request;
  request.id = "h_1";
  request.account = "acme";
  request.case_id = "c_1";
  request.topic = HelpTopic::question;
  request.person = "p_1";
  request.is_billing = true;
  request.text = "Why so much?";
  return request;
}

ReceivedHelp received(TimePoint now, const HelpRequest& request = question(), const Case& about = opened()) {
  auto result = receive_help(setting(now), request, about, false);
  REQUIRE(result);
  return *result;
}

}  // namespace

TEST_CASE("A request is answered by the first working time that is a day away, in the account's zone") {
  struct Row {
    const char* zone;
    const char* now;
    const char* answer_by;
  };
  const Row rows[] = {
      {"UTC", "2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z"},
      {"UTC", "2026-11-23T08:59:59Z", "2026-11-24T09:00:00Z"},
      {"UTC", "2026-11-23T16:59:59Z", "2026-11-24T16:59:59Z"},
      {"UTC", "2026-11-23T17:00:00Z", "2026-11-25T09:00:00Z"},
      {"UTC", "2026-11-27T10:00:00Z", "2026-11-30T09:00:00Z"},  // Friday to Monday
      {"America/New_York", "2026-11-23T10:00:00Z", "2026-11-24T14:00:00Z"},
  };
  for (const Row& row : rows) {
    INFO(row.zone << " " << row.now);
    Setting there = setting(at(row.now));
    there.zone = row.zone;
    const auto result = receive_help(there, question(), opened(), false);
    REQUIRE(result);
    CHECK(result->request.received_at == at(row.now));
    CHECK(result->request.answer_by == at(row.answer_by));
    CHECK(result->request.state() == HelpState::waiting);
  }
}

TEST_CASE("Nothing is received about a case that has ended") {
  const auto settled = settle(setting(at(kMonday)), opened());
  REQUIRE(settled);
  const auto refused = receive_help(setting(at(kMonday)), question(), *settled, false);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::conflict);
}

TEST_CASE("A question by who looks after the bill pauses a countdown for as long as the policy says") {
  const TimePoint now = at(kMonday) + 3 * kDay;
  for (const HelpTopic topic : {HelpTopic::question, HelpTopic::time}) {
    HelpRequest request = question();
    request.topic = topic;
    const ReceivedHelp result = received(now, request);
    CHECK(result.request.is_holding);
    REQUIRE(result.held);
    CHECK(result.held->hold->hold.until == now + 5 * kDay);
    CHECK(result.held->hold->hold.reason == "help request");
    CHECK(result.held->schedule.deadline == at(kMonday) + 19 * kDay);
  }
}

TEST_CASE("No case is paused by other requests, or where it is not a countdown that runs") {
  struct Row {
    const char* what;
    std::function<void(HelpRequest&, Case&, Setting&, bool&)> change;
  };
  const Row rows[] = {
      {"a member", [](HelpRequest& r, Case&, Setting&, bool&) { r.is_billing = false; }},
      {"stuck", [](HelpRequest& r, Case&, Setting&, bool&) { r.topic = HelpTopic::stuck; }},
      {"the policy", [](HelpRequest&, Case&, Setting& s, bool&) { s.policy.help_hold_days = 0; }},
      {"once before", [](HelpRequest&, Case&, Setting&, bool& had) { had = true; }},
      {"read-only", [](HelpRequest&, Case& c, Setting& s, bool&) { s.now = c.schedule.limited_from(); }},
      {"reminder", [](HelpRequest&, Case& c, Setting& s, bool&) { s.now = c.opened_at - Seconds(1); }},
      {"on hold", [](HelpRequest&, Case& c, Setting& s, bool&) { c = *hold(s, c, s.now + kDay, "dispute"); }},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    HelpRequest request = question();
    Case about = opened();
    Setting now = setting(at(kMonday) + kDay);
    bool had_hold = false;
    row.change(request, about, now, had_hold);
    const auto result = receive_help(now, request, about, had_hold);
    REQUIRE(result);
    CHECK_FALSE(result->held);
    CHECK_FALSE(result->request.is_holding);
  }
}

TEST_CASE(
    "The pause ends with the answer or the closing of its own request, and three days of warning follow") {
  const TimePoint asked = at(kMonday) + 13 * kDay;
  const ReceivedHelp result = received(asked);
  REQUIRE(result.held);
  const TimePoint answered = asked + 2 * kDay;
  const auto after = without_help_hold(setting(answered), result.request, *result.held);
  REQUIRE(after);
  REQUIRE(*after);
  CHECK_FALSE(is_on_hold(**after, answered));
  CHECK((*after)->schedule.deadline == answered + 3 * kDay);

  HelpRequest other = result.request;
  other.is_holding = false;
  CHECK_FALSE(without_help_hold(setting(answered), other, *result.held).value());
  CHECK_FALSE(without_help_hold(setting(asked + 5 * kDay), result.request, *result.held).value());
  const auto by_people = hold(setting(answered), **after, answered + kDay, "dispute");
  REQUIRE(by_people);
  CHECK_FALSE(without_help_hold(setting(answered), result.request, *by_people).value());
}

TEST_CASE("A request is answered, again too, and closed once") {
  const TimePoint now = at(kMonday);
  const auto first = answer_help(now + kDay, received(now).request, {{}, "Bob", "Because."});
  REQUIRE(first);
  CHECK(first->state() == HelpState::answered);
  CHECK(first->answer->at == now + kDay);
  const auto second = answer_help(now + 2 * kDay, *first, {{}, "", "Really."});
  REQUIRE(second);
  CHECK(second->answer->text == "Really.");
  const auto closed = close_help(now + 3 * kDay, *second);
  REQUIRE(closed);
  CHECK(closed->state() == HelpState::closed);
  CHECK(close_help(now, *closed).error().code == ErrorCode::conflict);
  CHECK(answer_help(now, *closed, {{}, "", "x"}).error().code == ErrorCode::conflict);
}

TEST_CASE("The notice says what a request waits for or was answered, and nothing that was written in it") {
  const TimePoint now = at(kMonday);
  const HelpRequest waiting = received(now).request;
  const HelpEntry entry = to_help_entry(waiting);
  CHECK(entry.id == "h_1");
  CHECK(entry.person == "p_1");
  CHECK(entry.topic == HelpTopic::question);
  CHECK(entry.at == now);
  CHECK(entry.answer_by == waiting.answer_by);
  CHECK_FALSE(entry.answer);

  const auto answered = answer_help(now + kDay, waiting, {{}, "Bob", "Because."});
  CHECK_FALSE(to_help_entry(*answered).answer_by);
  CHECK(to_help_entry(*answered).answer->text == "Because.");
  CHECK(to_help_entry(*answered).answer->by == "Bob");
  const HelpEntry closed = to_help_entry(*close_help(now, waiting));
  CHECK_FALSE(closed.answer_by);
  CHECK_FALSE(closed.answer);
}

TEST_CASE("An account has room for so many requests and bytes, and all accounts for so many bytes") {
  struct Row {
    HelpTally tally;
    std::int64_t size;
    bool has_room;
  };
  constexpr std::size_t kAccount = kMostHelpBytes;
  constexpr std::size_t kAll = kMostHelpBytesOfAll;
  const Row rows[] = {
      {{19, 29, kAccount - 1, kAll - 1}, 1, true},
      {{20, 0, 0, 0}, 0, false},
      {{0, 30, 0, 0}, 0, false},
      {{0, 0, kAccount, 0}, 1, false},
      {{0, 0, 0, kAll}, 1, false},
      {{0, 0, kAccount, kAll}, 0, true},
  };
  for (const Row& row : rows) {
    HelpRequest request = question();
    if (row.size > 0) request.file = HelpFileFacts{"f", "t", row.size};
    CHECK(is_room_for(request, row.tally) == row.has_room);
  }
}
