#include "core/civil_date.hpp"

namespace gracegate {
namespace {

// The calendar repeats after 400 years. Years are counted from March, so that a leap day ends its year; the
// lengths of the months from March on are what (153 m + 2) / 5 adds up to.
constexpr std::int64_t kDaysPerEra = 146097;
constexpr std::int64_t kDaysFromYear0ToEpoch = 719468;  // 0000-03-01 to 1970-01-01

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return (a >= 0 ? a : a - b + 1) / b; }

}  // namespace

unsigned days_in_month(int year, unsigned month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::int64_t days_of(CivilDate date) {
  const std::int64_t year = date.month <= 2 ? std::int64_t{date.year} - 1 : date.year;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month = (std::int64_t{date.month} + 9) % 12;  // March is 0
  const std::int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kDaysFromYear0ToEpoch;
}

CivilDate date_of(std::int64_t days) {
  const std::int64_t shifted = days + kDaysFromYear0ToEpoch;
  const std::int64_t era = floor_div(shifted, kDaysPerEra);
  const std::int64_t day_of_era = shifted - era * kDaysPerEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;  // March is 0
  const std::int64_t year = era * 400 + year_of_era + (month >= 10 ? 1 : 0);
  return {static_cast<int>(year), static_cast<unsigned>(month < 10 ? month + 3 : month - 9),
          static_cast<unsigned>(day_of_year - (153 * month + 2) / 5 + 1)};
}

}  // namespace gracegate
