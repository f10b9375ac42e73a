#include "core/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace gracegate {
namespace {

std::uint32_t byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// Length of the well-formed sequence that starts at `i`; 0: there is none.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const std::uint32_t lead = byte_at(text, i);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() - i < length) return 0;
  std::uint32_t point = lead & (0x7fu >> length);
  for (std::size_t k = 1; k < length; ++k) {
    const std::uint32_t next = byte_at(text, i + k);
    if ((next & 0xc0u) != 0x80u) return 0;
    point = point << 6 | (next & 0x3fu);
  }
  const bool overlong = point < (length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u);
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

bool is_line_break(std::uint32_t byte) { return byte == '\t' || byte == '\n' || byte == '\r'; }

bool has_control(std::string_view text, bool line_breaks_count) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint32_t byte = byte_at(text, i);
    if (byte == 0x7f) return true;
    if (byte < 0x20 && (line_breaks_count || !is_line_break(byte))) return true;
    if (byte == 0xc2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xa0) return true;
  }
  return false;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

bool has_control_characters(std::string_view text) { return has_control(text, true); }
bool has_control_characters_but_line_breaks(std::string_view text) { return has_control(text, false); }

}  // namespace gracegate
