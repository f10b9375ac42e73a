#include "core/wording.hpp"

#include "core/code_points.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {
namespace {

std::string two_digits(int n) { return n < 10 ? "0" + std::to_string(n) : std::to_string(n); }

std::string offset_text(Seconds offset) {
  const auto minutes = offset.count() / 60;
  const int size = static_cast<int>(minutes < 0 ? -minutes : minutes);
  if (size == 0) return "UTC";
  return std::string("UTC") + (minutes < 0 ? "-" : "+") + two_digits(size / 60) + ":" + two_digits(size % 60);
}

std::string zone_text(const Zone::Offset& offset) {
  const std::string abbreviation = one_line(offset.abbreviation);
  // "+03" alone would read as part of the time.
  const bool is_name = !abbreviation.empty() && abbreviation[0] != '+' && abbreviation[0] != '-';
  return is_name ? abbreviation : offset_text(offset.utc_offset);
}

std::size_t decimals_of(std::string_view currency) {
  constexpr std::string_view kNone = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
  constexpr std::string_view kThree = "BHD IQD JOD KWD LYD OMR TND";
  if (currency.size() != 3) return 2;
  if (kNone.find(currency) != std::string_view::npos) return 0;
  return kThree.find(currency) != std::string_view::npos ? 3 : 2;
}

// "_grouping" is the size of the group next to the decimal mark, and of the others where that differs: "3,2".
std::string grouped(const std::string& digits, std::string_view grouping, std::string_view separator) {
  const auto size_at = [&](std::size_t i) { return static_cast<std::size_t>(grouping[i] - '0'); };
  const std::size_t first = grouping.empty() ? 3 : size_at(0);
  const std::size_t rest = grouping.size() == 3 ? size_at(2) : first;
  std::string out = digits;
  for (std::size_t at = first; at < digits.size(); at += rest) out.insert(digits.size() - at, separator);
  return out;
}

std::string digits_of(std::int64_t minor, std::size_t at_least) {
  const auto bits = static_cast<std::uint64_t>(minor);
  std::string digits = std::to_string(minor < 0 ? std::uint64_t{0} - bits : bits);
  return digits.size() < at_least ? std::string(at_least - digits.size(), '0') + digits : digits;
}

}  // namespace

std::string date_text(TimePoint at, const Zone& zone, std::string_view tag) {
  const texts::Locale& locale = texts::nearest(tag);
  const Zone::Offset offset = zone.at(at);
  const CivilTime civil = civil_time(at, offset.utc_offset);
  const std::string month = "_month." + std::to_string(civil.month);
  return texts::fill(texts::text(locale, "_date"), {{"d", std::to_string(civil.day)},
                                                    {"month", texts::text(locale, month)},
                                                    {"year", std::to_string(civil.year)},
                                                    {"HH", two_digits(civil.hour)},
                                                    {"MM", two_digits(civil.minute)},
                                                    {"zone", zone_text(offset)}});
}

std::string count_text(const texts::Locale& locale, Count count) {
  return texts::counted(locale, "count." + std::string(to_string(count.unit)), count.value);
}

std::string money_text(const Money& money, std::string_view tag) {
  const texts::Locale& locale = texts::nearest(tag);
  const std::size_t decimals = decimals_of(money.currency);
  const std::string digits = digits_of(money.minor, decimals + 1);
  const std::size_t whole = digits.size() - decimals;
  std::string amount = money.minor < 0 ? "-" : "";
  amount += grouped(digits.substr(0, whole), texts::text(locale, "_grouping"), texts::text(locale, "_group"));
  if (decimals > 0) amount.append(texts::text(locale, "_decimal")).append(digits, whole, decimals);
  return texts::fill(texts::text(locale, "_money"),
                     {{"amount", amount}, {"currency", one_line(money.currency)}});
}

std::string joined(const texts::Locale& locale, std::initializer_list<std::string> sentences) {
  const std::string_view pattern = texts::text(locale, "_sentences");
  std::string out;
  for (const std::string& sentence : sentences) {
    if (sentence.empty()) continue;
    out = out.empty() ? sentence : texts::fill(pattern, {{"first", out}, {"next", sentence}});
  }
  return out;
}

std::pair<std::string_view, std::string_view> localized(const LocalizedText& text, std::string_view locale) {
  for (std::string_view wanted : {locale, locale.substr(0, locale.find('-')), std::string_view("en")}) {
    for (const auto& [tag, value] : text) {
      if (texts::same_tag(tag, wanted) && !value.empty()) return {tag, value};
    }
  }
  for (const auto& [tag, value] : text) {
    if (!value.empty()) return {tag, value};
  }
  return {};
}

}  // namespace gracegate
