// Dates, amounts and counts in a locale's own form.
#ifndef GRACEGATE_CORE_WORDING_HPP
#define GRACEGATE_CORE_WORDING_HPP

#include <string>
#include <string_view>
#include <utility>

#include "core/texts.hpp"
#include "gracegate/countdown.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// "6 December 2026, 16:18 CET": always with the zone, "UTC+05:30" where it has no abbreviation.
std::string date_text(const texts::Locale& locale, TimePoint at, const Zone& zone);

// "14 days"
std::string count_text(const texts::Locale& locale, Count count);

// "USD 30,000.00", with as many decimals as the currency has (ISO 4217).
std::string money_text(const texts::Locale& locale, const Money& money);

// The locale taken and the text in it: the locale asked for, else its language, else English, else any; both
// empty where there is none.
std::pair<std::string_view, std::string_view> localized(const LocalizedText& text, std::string_view locale);

}  // namespace gracegate

#endif
