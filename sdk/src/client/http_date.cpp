#include "client/http_date.hpp"

#include <algorithm>
#include <array>

namespace gracegate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// All of `text` as digits; -1 where it is not.
int number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// 1 to 12; 0 where it is none.
unsigned month_from(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto* const found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? 0 : static_cast<unsigned>(found - kMonths.begin()) + 1;
}

int days_in(int year, unsigned month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

bool has_separators(std::string_view text) {
  for (std::size_t i = 0; i < 3; ++i)
    if (text[i] < 'A' || text[i] > 'z') return false;
  return text.substr(3, 2) == ", " && text[7] == ' ' && text[11] == ' ' && text[16] == ' ' &&
         text[19] == ':' && text[22] == ':' && text.substr(25) == " GMT";
}

}  // namespace

std::optional<TimePoint> parse_http_date(std::string_view text) {
  if (text.size() != 29 || !has_separators(text)) return std::nullopt;
  const int day = number(text.substr(5, 2));
  const unsigned month = month_from(text.substr(8, 3));
  const int year = number(text.substr(12, 4));
  const int hour = number(text.substr(17, 2));
  const int minute = number(text.substr(20, 2));
  const int second = number(text.substr(23, 2));
  if (month == 0 || year < 1970 || day < 1 || day > days_in(year, month)) return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  return from_civil(year, month, static_cast<unsigned>(day), hour, minute, std::min(second, 59));
}

std::optional<std::chrono::seconds> parse_retry_after(std::string_view text, std::chrono::seconds most) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  if (text.size() > 9) return most;
  return std::min(std::chrono::seconds(number(text)), most);
}

}  // namespace gracegate
