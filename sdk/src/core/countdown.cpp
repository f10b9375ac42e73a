#include "gracegate/countdown.hpp"

namespace gracegate {
namespace {

// The unit that counts `left` > 0.
CountUnit unit_for(Seconds left) {
  if (left > kDay) return CountUnit::days;
  return left > kHour ? CountUnit::hours : CountUnit::minutes;
}

Seconds length(CountUnit unit) {
  switch (unit) {
    case CountUnit::days:
      return kDay;
    case CountUnit::hours:
      return kHour;
    case CountUnit::minutes:
      break;
  }
  return kMinute;
}

}  // namespace

std::string_view to_string(CountUnit unit) {
  switch (unit) {
    case CountUnit::days:
      return "days";
    case CountUnit::hours:
      return "hours";
    case CountUnit::minutes:
      break;
  }
  return "minutes";
}

Count count_down(Seconds left) {
  if (left <= Seconds{0}) return {};
  const CountUnit unit = unit_for(left);
  return {(left - Seconds{1}) / length(unit) + 1, unit};
}

}  // namespace gracegate
