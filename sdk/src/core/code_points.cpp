#include "core/code_points.hpp"

#include <algorithm>
#include <iterator>

namespace gracegate {
namespace {

struct Range {
  char32_t first, last;
};

#include "core/column_ranges.inc"

template <std::size_t N>
bool is_in(const Range (&ranges)[N], char32_t c) {
  const Range* at = std::lower_bound(std::begin(ranges), std::end(ranges), c,
                                     [](const Range& range, char32_t value) { return range.last < value; });
  return at != std::end(ranges) && at->first <= c;
}

constexpr CodePoint kBroken{0xFFFD, 1};

// Length of the sequence that a lead byte starts; 0 for a byte that cannot lead (RFC 3629).
std::size_t length_by_lead(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool is_allowed(char32_t c, std::size_t size) {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  return c >= kSmallest[size] && c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
}

bool is_space_like(char32_t c) { return c <= 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

bool is_invisible_order(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t size = length_by_lead(lead);
  if (size == 0 || at + size > text.size()) return kBroken;
  if (size == 1) return {lead, 1};
  char32_t value = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0u) != 0x80u) return kBroken;
    value = value << 6 | (next & 0x3Fu);
  }
  return is_allowed(value, size) ? CodePoint{value, size} : kBroken;
}

std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space_due = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (is_space_like(c.value)) {
      space_due = !out.empty();
    } else if (!is_invisible_order(c.value)) {
      if (space_due) out += ' ';
      space_due = false;
      out.append(c.value == 0xFFFD ? std::string_view("\xEF\xBF\xBD") : text.substr(at, c.size));
    }
    at += c.size;
  }
  return out;
}

std::size_t columns_of(char32_t c) {
  if (c < 0x300) return c == 0 ? 0 : 1;
  if (is_in(kZeroColumns, c)) return 0;
  return is_in(kTwoColumns, c) ? 2 : 1;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    columns += columns_of(c.value);
    at += c.size;
  }
  return columns;
}

}  // namespace gracegate
