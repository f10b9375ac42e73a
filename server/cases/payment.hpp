// What a payment does to the cases of an account. Pure.
#ifndef GRACEGATE_SERVER_CASES_PAYMENT_HPP
#define GRACEGATE_SERVER_CASES_PAYMENT_HPP

#include <optional>
#include <string>
#include <vector>

#include "gracegate/result.hpp"
#include "server/cases/case.hpp"

namespace gracegate::server {

struct Payment {
  std::optional<Money> amount;        // nullopt: the named invoices are paid in full
  std::vector<std::string> invoices;  // empty: towards whatever the account owes, oldest case first
};
// Cases of an account after a payment: what is owed is recomputed, a case whose invoices (or whole amount)
// are paid is settled, and no stage is jumped. Returns the cases that changed. A payment for other invoices
// than the cases' changes none. Errors: invalid_argument (negative, other currency).
Result<std::vector<Case>> apply_payment(TimePoint now, const std::vector<Case>& cases,
                                        const Payment& payment);

}  // namespace gracegate::server

#endif
