#include "client/retry_after.hpp"

#include <algorithm>

namespace gracegate {

std::optional<std::chrono::seconds> parse_retry_after(std::string_view text) {
  const bool is_number =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) return std::nullopt;
  if (text.size() > 9) return std::chrono::seconds(999'999'999);
  int seconds = 0;
  for (const char digit : text) seconds = seconds * 10 + (digit - '0');
  return std::chrono::seconds(seconds);
}

}  // namespace gracegate
