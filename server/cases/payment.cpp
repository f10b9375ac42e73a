#include "server/cases/payment.hpp"

#include <algorithm>
#include <utility>

namespace gracegate::server {
namespace {

bool has_open_invoice(const Debt& debt, const std::string& number) {
  return std::any_of(debt.invoices.begin(), debt.invoices.end(),
                     [&](const Invoice& invoice) { return invoice.number == number && !invoice.is_paid; });
}

// A payment that names no invoice goes to what is owed for the service; one that does, to the cases that list
// it.
bool concerns(const Case& one, const Payment& payment) {
  if (one.state != CaseState::open || !one.debt) return false;
  if (payment.invoices.empty()) return one.reason == Reason::nonpayment;
  return std::any_of(payment.invoices.begin(), payment.invoices.end(),
                     [&](const std::string& number) { return has_open_invoice(*one.debt, number); });
}

bool is_named(const Payment& payment, const Invoice& invoice) {
  return payment.invoices.empty() || std::find(payment.invoices.begin(), payment.invoices.end(),
                                               invoice.number) != payment.invoices.end();
}

// Moves up to `most` out of `from`; returns how much.
std::int64_t take(std::int64_t& from, std::int64_t most) {
  const std::int64_t taken = std::min(from, most);
  from -= taken;
  return taken;
}

// The named invoices are paid in full.
void pay_in_full(Debt& debt, const Payment& payment) {
  for (Invoice& invoice : debt.invoices) {
    if (!is_named(payment, invoice)) continue;
    invoice.is_paid = true;
    if (invoice.minor) take(debt.remaining.minor, std::exchange(*invoice.minor, 0));
  }
}

// `budget` goes to the named invoices whose amounts are known, in their order; where some are not known, what
// is left of it goes to the debt as a whole.
void pay_amount(Debt& debt, const Payment& payment, std::int64_t& budget) {
  bool all_known = !debt.invoices.empty();
  for (Invoice& invoice : debt.invoices) {
    all_known = all_known && invoice.minor.has_value();
    if (invoice.is_paid || !invoice.minor || !is_named(payment, invoice)) continue;
    const std::int64_t paid = take(*invoice.minor, budget);
    budget -= paid;
    take(debt.remaining.minor, paid);
    invoice.is_paid = *invoice.minor == 0;
  }
  if (!all_known) budget -= take(debt.remaining.minor, budget);
}

bool is_paid(const Debt& debt) {
  const bool all_invoices =
      !debt.invoices.empty() &&
      std::all_of(debt.invoices.begin(), debt.invoices.end(), [](const Invoice& one) { return one.is_paid; });
  return debt.remaining.minor == 0 || all_invoices;
}

// The case after a payment. One that is settled by it keeps what was owed before: should the payment bounce,
// the case is reopened with that.
Case after_payment(const Case& before, const Payment& payment, std::int64_t& budget, TimePoint now) {
  Case after = before;
  payment.amount ? pay_amount(*after.debt, payment, budget) : pay_in_full(*after.debt, payment);
  if (is_paid(*after.debt)) {
    after.debt = before.debt;
    after.state = CaseState::settled;
    after.ended_at = now;
  }
  ++after.version;
  return after;
}

Result<void> check(const Payment& payment) {
  if (!payment.amount && payment.invoices.empty())
    return Error{ErrorCode::invalid_argument, "name the invoices that are paid, or an amount", "/amount"};
  if (payment.amount && payment.amount->minor <= 0)
    return Error{ErrorCode::invalid_argument, "give an amount above zero", "/amount/minor"};
  return {};
}

}  // namespace

Result<std::vector<Case>> apply_payment(TimePoint now, const std::vector<Case>& cases,
                                        const Payment& payment) {
  if (const auto valid = check(payment); !valid) return valid.error();
  std::int64_t budget = payment.amount ? payment.amount->minor : 0;
  std::string other_currency;
  std::vector<Case> changed;
  for (const Case& one : cases) {
    if (!concerns(one, payment)) continue;
    if (payment.amount && payment.amount->currency != one.debt->remaining.currency) {
      other_currency = one.debt->remaining.currency;
      continue;
    }
    if (payment.amount && budget == 0) break;
    changed.push_back(after_payment(one, payment, budget, now));
  }
  if (changed.empty() && !other_currency.empty())
    return Error{ErrorCode::invalid_argument, "what is owed is in " + other_currency, "/amount/currency"};
  return changed;
}

}  // namespace gracegate::server
