#include "core/virtual_time.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace gracegate {
namespace {

constexpr std::int64_t kLastMs = 253402300799999;  // 9999-12-31T23:59:59.999Z
constexpr double kMaxRate = 1e6;

std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value <= kLastMs ? std::optional(value) : std::nullopt;
}

// "60", "0.5", with up to 9 digits after the point. By hand: the C library's reader takes the locale's
// decimal point.
std::optional<double> decimal_number(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto whole = whole_number(text.substr(0, point));
  if (!whole) return std::nullopt;
  if (point == std::string_view::npos) return static_cast<double>(*whole);
  const std::string_view digits = text.substr(point + 1);
  const auto fraction = whole_number(digits);
  if (!fraction || digits.size() > 9) return std::nullopt;
  return static_cast<double>(*whole) +
         static_cast<double>(*fraction) / std::pow(10, static_cast<double>(digits.size()));
}

std::string_view without_line_end(std::string_view line) {
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

}  // namespace

std::int64_t VirtualTime::at_ms(std::int64_t real_ms) const {
  const double passed = static_cast<double>(real_ms) - static_cast<double>(origin_real_ms);
  // Clamped before the conversion: a double outside of the integer's range would be undefined.
  const double limit = static_cast<double>(kLastMs);
  const double shift = std::floor(std::clamp(passed * rate, -limit, limit));
  return std::clamp<std::int64_t>(origin_shown_ms + static_cast<std::int64_t>(shift), 0, kLastMs);
}

Result<VirtualTime> parse_virtual_time(std::string_view line) {
  std::string_view rest = without_line_end(line);
  const auto real = whole_number(take_word(rest));
  const auto shown = whole_number(take_word(rest));
  const auto rate = decimal_number(rest);
  if (!real || !shown || !rate || *rate > kMaxRate)
    return Error{ErrorCode::malformed,
                 "write the clock file as one line: origin of real time, origin of shown time (both in "
                 "milliseconds since 1970), rate",
                 {}};
  return VirtualTime{*real, *shown, *rate};
}

}  // namespace gracegate
