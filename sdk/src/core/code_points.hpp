// Text from outside, code point by code point: made safe to show, and as wide as a terminal shows it.
#ifndef GRACEGATE_CORE_CODE_POINTS_HPP
#define GRACEGATE_CORE_CODE_POINTS_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace gracegate {

struct CodePoint {
  char32_t value = 0;    // U+FFFD for bytes that are not UTF-8
  std::size_t size = 0;  // bytes it takes
};
// The one that starts at `at`. Precondition: at < text.size().
CodePoint code_point_at(std::string_view text, std::size_t at);

// One line of typed text that can be shown anywhere: valid UTF-8; control characters (escape sequences would
// start with one), line breaks and runs of spaces become one space; what reorders text unseen (bidirectional
// overrides, byte order marks) is left out.
std::string one_line(std::string_view text);

// Columns of a terminal: 2 for East Asian wide characters, 0 for combining ones.
std::size_t columns_of(char32_t c);
std::size_t columns_of(std::string_view text);

}  // namespace gracegate

#endif
