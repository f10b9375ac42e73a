// Well-formed UTF-8 (RFC 3629), and what may stand in a text of ours.
#ifndef GRACEGATE_CORE_UTF8_HPP
#define GRACEGATE_CORE_UTF8_HPP

#include <string_view>

namespace gracegate {

// No overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// Control characters: U+0000 to U+001F and U+007F to U+009F. Precondition: is_utf8(text).
bool has_control_characters(std::string_view text);
// As above, but tab, line feed and carriage return don't count.
bool has_control_characters_but_line_breaks(std::string_view text);

}  // namespace gracegate

#endif
