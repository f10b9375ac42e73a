#include "server/cases/currency.hpp"

#include <algorithm>

namespace gracegate::server {
namespace {

constexpr std::string_view kTwoDigits =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CNY "
    "COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR "
    "ILS "
    "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
    "MYR "
    "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD "
    "SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";
constexpr std::string_view kNoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view kThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

bool lists(std::string_view codes, std::string_view code) {
  for (std::size_t at = 0; at < codes.size(); at += 4)
    if (codes.substr(at, 3) == code) return true;
  return false;
}

Error fault(const char* message) { return {ErrorCode::invalid_argument, message, ""}; }

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<int> currency_digits(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  if (lists(kTwoDigits, code)) return 2;
  if (lists(kNoDigits, code)) return 0;
  if (lists(kThreeDigits, code)) return 3;
  return std::nullopt;
}

Result<Money> parse_money(std::string_view amount, std::string_view currency) {
  const auto digits = currency_digits(currency);
  if (!digits) return fault("give the currency as its ISO 4217 code, for example USD");
  const std::size_t point = amount.find('.');
  const std::string_view whole = amount.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view() : amount.substr(point + 1);
  if (whole.empty() || !is_digits(whole) || !is_digits(part) ||
      (point != std::string_view::npos && part.empty()))
    return fault("give the amount as digits with a decimal point, for example 30000.00");
  if (part.size() > static_cast<std::size_t>(*digits))
    return fault("give no more decimals than the currency has");
  if (whole.size() > 16) return fault("the amount is too large");
  std::int64_t minor = 0;
  for (const char c : whole) minor = minor * 10 + (c - '0');
  for (std::size_t i = 0; i < static_cast<std::size_t>(*digits); ++i) {
    if (minor > kMaxMinor) return fault("the amount is too large");
    minor = minor * 10 + (i < part.size() ? part[i] - '0' : 0);
  }
  if (minor > kMaxMinor) return fault("the amount is too large");
  if (minor == 0) return fault("give an amount above zero");
  return Money{minor, std::string(currency)};
}

std::string format_amount(const Money& money) {
  const auto digits = static_cast<std::size_t>(currency_digits(money.currency).value_or(2));
  std::string text = std::to_string(money.minor);
  if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - digits, ".");
  return text;
}

}  // namespace gracegate::server
