// Days since 1970-01-01 and dates of the proleptic Gregorian calendar.
#ifndef GRACEGATE_CORE_CIVIL_DATE_HPP
#define GRACEGATE_CORE_CIVIL_DATE_HPP

#include <cstdint>

namespace gracegate {

struct CivilDate {
  int year = 1970;
  unsigned month = 1;  // 1 to 12
  unsigned day = 1;    // 1 to days_in_month()
};

// Days in a month, 1 to 12, of a year.
unsigned days_in_month(int year, unsigned month);
std::int64_t days_of(CivilDate date);
CivilDate date_of(std::int64_t days);  // years that an int can hold

}  // namespace gracegate

#endif
