// Reading cases' members from requests.
#ifndef GRACEGATE_SERVER_API_CASE_INPUT_HPP
#define GRACEGATE_SERVER_API_CASE_INPUT_HPP

#include <optional>
#include <string>
#include <vector>

#include "server/api/members.hpp"
#include "server/cases/case.hpp"

namespace gracegate::server::api {

inline constexpr std::size_t kMaxInvoicesOfCase = 50;
inline constexpr std::size_t kMaxInvoiceNumber = 100;
inline constexpr std::size_t kMaxReference = 200;

// {"minor", "currency"}
std::optional<Money> read_money(Members& in, std::string_view name);
// {"minor", "currency", "invoices"?: ["INV-1" | {"number", "minor"}]}
std::optional<Debt> read_debt(Members& in, std::string_view name);
// {"en": "…", "de": "…"}
LocalizedText read_message(Members& in, std::string_view name);

}  // namespace gracegate::server::api

#endif
