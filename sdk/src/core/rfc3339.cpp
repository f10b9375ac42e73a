// parse_rfc3339(): the grammar of RFC 3339 §5.6, read by hand because the C library's readers follow the
// locale.
#include <algorithm>

#include "core/civil_date.hpp"
#include "gracegate/time.hpp"

namespace gracegate {
namespace {

constexpr TimePoint kFirst{Seconds{0}};
constexpr TimePoint kLast{Seconds{253402300799}};  // 9999-12-31T23:59:59Z

// Reads from the front of the text. A step that does not fit leaves `ok` false, and so do all after it.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  int number(std::size_t digits, int min, int max) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      ok_ = ok_ && i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9';
      if (ok_) value = value * 10 + (rest_[i] - '0');
    }
    ok_ = ok_ && value >= min && value <= max;
    if (ok_) rest_.remove_prefix(digits);
    return ok_ ? value : min;
  }

  // One character of `any`; '\0' where there is none of them.
  char one_of(std::string_view any) {
    ok_ = ok_ && !rest_.empty() && any.find(rest_.front()) != std::string_view::npos;
    if (!ok_) return '\0';
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  void skip_fraction() {
    if (!ok_ || rest_.empty() || rest_.front() != '.') return;
    const std::size_t end = std::min(rest_.find_first_not_of("0123456789", 1), rest_.size());
    ok_ = end > 1;
    rest_.remove_prefix(end);
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

Error malformed(const char* message) { return {ErrorCode::malformed, message, {}}; }

CivilDate read_date(Reader& in) {
  CivilDate date;
  date.year = in.number(4, 0, 9999);
  in.one_of("-");
  date.month = static_cast<unsigned>(in.number(2, 1, 12));
  in.one_of("-");
  date.day = static_cast<unsigned>(in.number(2, 1, static_cast<int>(days_in_month(date.year, date.month))));
  return date;
}

struct TimeOfDay {
  int hour = 0, minute = 0, second = 0;  // 60 in a leap second
};

TimeOfDay read_time(Reader& in) {
  TimeOfDay time;
  time.hour = in.number(2, 0, 23);
  in.one_of(":");
  time.minute = in.number(2, 0, 59);
  in.one_of(":");
  time.second = in.number(2, 0, 60);
  in.skip_fraction();
  return time;
}

Seconds read_offset(Reader& in) {
  const char sign = in.one_of("Zz+-");
  if (sign != '+' && sign != '-') return Seconds{0};
  const int hours = in.number(2, 0, 23);
  in.one_of(":");
  const int minutes = in.number(2, 0, 59);
  const Seconds offset = hours * kHour + minutes * kMinute;
  return sign == '-' ? -offset : offset;
}

}  // namespace

Result<TimePoint> parse_rfc3339(std::string_view text) {
  Reader in(text);
  const CivilDate date = read_date(in);
  if (in.ok() && in.at_end())
    return malformed("add a time and an offset, as in 2026-11-22T16:18:52Z: a date alone names no instant");
  in.one_of("Tt");
  const TimeOfDay time = read_time(in);
  if (in.ok() && in.at_end())
    return malformed("add an offset, Z or as in +01:00: a time without one names no instant");
  const Seconds offset = read_offset(in);
  if (!in.ok() || !in.at_end())
    return malformed("write a time as in 2026-11-22T16:18:52Z or 2026-11-22T17:18:52+01:00");
  if (time.second == 60) return malformed("write the second before or after: leap seconds are not counted");
  const TimePoint at =
      from_civil(date.year, date.month, date.day, time.hour, time.minute, time.second) - offset;
  if (at < kFirst || at > kLast) return malformed("write a time in the years 1970 to 9999");
  return at;
}

}  // namespace gracegate
