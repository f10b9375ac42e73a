#include "server/cases/payment.hpp"

#include "at.hpp"
#include "server/cases/actions.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

const TimePoint kNow{Seconds{1'800'000'000}};

Case owing(const std::string& id, std::int64_t minor, std::vector<Invoice> invoices,
           Reason reason = Reason::nonpayment) {
  Case one;
  one.id = id;
  one.account = "acme";
  one.reason = reason;
  one.schedule = plan(built_in_policies().front(), "UTC", kNow - 20 * kDay);
  one.debt = Debt{{minor, "USD"}, minor, std::move(invoices)};
  return one;
}

Payment of(std::int64_t minor, std::vector<std::string> invoices = {}) {
  return {Money{minor, "USD"}, std::move(invoices)};
}

std::vector<Case> pay(const std::vector<Case>& cases, const Payment& payment) {
  const auto changed = apply_payment(kNow, cases, payment);
  REQUIRE(changed);
  return *changed;
}

}  // namespace

TEST_CASE("Paying the whole amount settles the case") {
  const auto changed = pay({owing("c_1", 3000000, {{"INV-1", {}, false}})}, of(3000000));
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].state == CaseState::settled);
  CHECK(changed[0].ended_at == kNow);
}

TEST_CASE("Paying the case's invoice opens the account though a newer invoice exists") {
  const std::vector<Case> cases = {owing("c_1", 1000, {{"INV-1", {}, false}})};
  CHECK(pay(cases, {std::nullopt, {"INV-2"}}).empty());  // the newer invoice is no matter of the case
  const auto changed = pay(cases, {std::nullopt, {"INV-1"}});
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].state == CaseState::settled);
}

TEST_CASE("Partial payment never skips a stage") {
  const Case before = owing("c_1", 3000, {{"INV-1", 1000, false}, {"INV-2", 2000, false}});
  for (const std::int64_t amount : {1, 999, 1000, 1001, 2999}) {
    INFO(amount);
    const auto changed = pay({before}, of(amount));
    REQUIRE(changed.size() == 1);
    CHECK(changed[0].state == CaseState::open);
    CHECK(changed[0].debt->remaining.minor == 3000 - amount);
    CHECK(changed[0].schedule.deadline == before.schedule.deadline);
    for (TimePoint t = kNow - 30 * kDay; t < kNow + 60 * kDay; t += kHour)
      CHECK(mode_of(changed[0], t) == mode_of(before, t));
  }
}

TEST_CASE("The named invoice is paid first, and its case shows what is left") {
  const auto changed =
      pay({owing("c_1", 3000, {{"INV-1", 1000, false}, {"INV-2", 2000, false}})}, of(2000, {"INV-2"}));
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].debt->remaining.minor == 1000);
  const auto owed = to_notice_case(changed[0]).owed;
  REQUIRE(owed);
  CHECK(owed->invoices == std::vector<std::string>{"INV-1"});
}

TEST_CASE("A payment for one case leaves the others as they are") {
  const std::vector<Case> cases = {owing("c_1", 1000, {{"INV-1", {}, false}}),
                                   owing("c_2", 1000, {{"INV-2", {}, false}}),
                                   owing("c_3", 500, {}, Reason::seat_overuse)};
  const auto named = pay(cases, {std::nullopt, {"INV-2"}});
  REQUIRE(named.size() == 1);
  CHECK(named[0].id == "c_2");
  // What names no invoice goes to unpaid service, oldest case first, and never to another reason.
  const auto any = pay(cases, of(1500));
  REQUIRE(any.size() == 2);
  CHECK(any[0].state == CaseState::settled);
  CHECK(any[1].state == CaseState::open);
  CHECK(any[1].debt->remaining.minor == 500);
  CHECK(pay(cases, of(99999)).size() == 2);
}

TEST_CASE("An amount goes as far as it reaches, and what it does not reach is not changed") {
  struct Row {
    std::int64_t amount;
    std::vector<std::string> invoices;
    std::size_t changed;
    std::int64_t left;  // of the first case
  };
  const std::vector<Case> cases = {owing("c_1", 3000, {{"INV-1", 1000, false}, {"INV-2", 2000, false}}),
                                   owing("c_2", 1000, {{"INV-3", 1000, false}})};
  const Row rows[] = {
      {2999, {}, 1, 1},
      {3000, {}, 1, 3000},  // settled: it keeps what was owed before
      {3001, {}, 2, 3000},
      {1500, {"INV-1"}, 1, 2000},           // more than the invoice is no payment of another one
      {1500, {"INV-1", "INV-3"}, 2, 2000},  // but of another one that is named
      {500, {"INV-1", "INV-9"}, 1, 2500},   // one that no case has is passed over
  };
  for (const Row& row : rows) {
    INFO(row.amount << " for " << row.invoices.size() << " invoices");
    const auto changed = pay(cases, of(row.amount, row.invoices));
    REQUIRE(changed.size() == row.changed);
    CHECK(changed[0].debt->remaining.minor == row.left);
    for (const Case& one : changed) CHECK(one.version == cases[0].version + 1);
  }
}

TEST_CASE("A debt without invoices is paid by amounts") {
  const std::vector<Case> cases = {owing("c_1", 3000, {})};
  CHECK(pay(cases, of(1000))[0].debt->remaining.minor == 2000);
  CHECK(pay(cases, of(3000))[0].state == CaseState::settled);
}

TEST_CASE("Invoices paid in full leave the others owed") {
  const std::vector<Case> cases = {owing("c_1", 3000, {{"INV-1", 1000, false}, {"INV-2", 2000, false}}),
                                   owing("c_2", 3000, {{"INV-3", {}, false}, {"INV-4", {}, false}})};
  const auto changed = pay(cases, {std::nullopt, {"INV-1", "INV-3", "INV-9"}});
  REQUIRE(changed.size() == 2);
  CHECK(changed[0].state == CaseState::open);
  CHECK(changed[0].debt->remaining.minor == 2000);
  CHECK(changed[0].debt->invoices[0].minor == 0);
  CHECK(to_notice_case(changed[0]).owed->invoices == std::vector<std::string>{"INV-2"});
  CHECK(changed[1].state == CaseState::open);
  CHECK(changed[1].debt->remaining.minor == 3000);  // how much of it INV-3 was, nobody said
  CHECK(to_notice_case(changed[1]).owed->invoices == std::vector<std::string>{"INV-4"});
}

TEST_CASE("An amount on an invoice whose own amount is not known goes to the debt") {
  const std::vector<Case> cases = {owing("c_1", 3000, {{"INV-1", {}, false}})};
  CHECK(pay(cases, of(1000, {"INV-1"}))[0].debt->remaining.minor == 2000);
  CHECK(pay(cases, of(3000, {"INV-1"}))[0].state == CaseState::settled);
}

TEST_CASE("Payments that make no sense are refused") {
  const std::vector<Case> cases = {owing("c_1", 3000, {{"INV-1", {}, false}})};
  for (const Payment& bad :
       {Payment{}, of(0), of(-5), Payment{Money{100, "EUR"}, {"INV-1"}}, Payment{Money{100, "EUR"}, {}}}) {
    const auto result = apply_payment(kNow, cases, bad);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::invalid_argument);
  }
}

TEST_CASE("A payment that bounced is owed again when the case is reopened") {
  const std::vector<Case> cases = {owing("c_1", 3000, {{"INV-1", 1000, false}, {"INV-2", 2000, false}})};
  const auto part = pay(cases, of(1000, {"INV-1"}));
  const auto all = pay(part, of(2000, {"INV-2"}));
  REQUIRE(all[0].state == CaseState::settled);
  const auto again = reopen({StaffRole::support, kNow, "UTC", built_in_policies().front()}, all[0]);
  REQUIRE(again);
  const auto owed = to_notice_case(*again).owed;
  REQUIRE(owed);
  CHECK(owed->amount.minor == 2000);
  CHECK(owed->invoices == std::vector<std::string>{"INV-2"});
  CHECK(pay({*again}, of(2000, {"INV-2"}))[0].state == CaseState::settled);
}

TEST_CASE("A case that ended takes no payment") {
  Case ended = owing("c_1", 1000, {{"INV-1", {}, false}});
  ended.state = CaseState::waived;
  CHECK(pay({ended}, {std::nullopt, {"INV-1"}}).empty());
}
