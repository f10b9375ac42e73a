// Counts and sentences in a locale's own form, and texts that come in several. date_text() and money_text()
// are in gracegate/banner.hpp.
#ifndef GRACEGATE_CORE_WORDING_HPP
#define GRACEGATE_CORE_WORDING_HPP

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "core/texts.hpp"
#include "gracegate/countdown.hpp"
#include "gracegate/notice.hpp"

namespace gracegate {

// "14 days"
std::string count_text(const texts::Locale& locale, Count count);

// Sentences in a row, as the language sets them apart; empty ones are left out.
std::string joined(const texts::Locale& locale, std::initializer_list<std::string> sentences);

// The locale taken and the text in it: the locale asked for, else its language, else English, else any; both
// empty where there is none.
std::pair<std::string_view, std::string_view> localized(const LocalizedText& text, std::string_view locale);

}  // namespace gracegate

#endif
