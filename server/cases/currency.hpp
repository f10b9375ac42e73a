// Currencies of ISO 4217.
#ifndef GRACEGATE_SERVER_CASES_CURRENCY_HPP
#define GRACEGATE_SERVER_CASES_CURRENCY_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"

namespace gracegate::server {

inline constexpr std::int64_t kMaxMinor = 1'000'000'000'000'000;

// Digits after the decimal point ("USD" 2, "JPY" 0, "KWD" 3); nullopt: no such currency.
std::optional<int> currency_digits(std::string_view code);

// "30000.00" in USD is 3000000. Errors: invalid_argument (not a positive amount, too large, more digits than
// the currency has, unknown currency).
Result<Money> parse_money(std::string_view amount, std::string_view currency);
std::string format_amount(const Money& money);  // "30000.00"

}  // namespace gracegate::server

#endif
