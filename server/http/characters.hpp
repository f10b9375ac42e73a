// Which bytes may stand where in HTTP/1.1 (RFC 9110 §5.6, RFC 3986 §2). All are pure.
#ifndef GRACEGATE_SERVER_HTTP_CHARACTERS_HPP
#define GRACEGATE_SERVER_HTTP_CHARACTERS_HPP

#include <string_view>

namespace gracegate::server::http {

// Not empty, and made of the characters of methods and header names.
bool is_token(std::string_view text);

// No control character except a tab.
bool is_field_text(std::string_view text);

// Printable ASCII without space: what may stand in a request target.
bool is_target_text(std::string_view text);

// Equal but for the case of ASCII letters.
bool same_letters(std::string_view a, std::string_view b);

std::string_view trimmed(std::string_view text);  // of spaces and tabs at both ends

// -1 for what is not a hexadecimal digit.
int hex_value(char c);

// Calls `use(part)` for each part of a comma-separated list, trimmed, until it returns true; returns that.
template <class Use>
bool any_list_member(std::string_view list, Use use) {
  while (true) {
    const size_t comma = list.find(',');
    if (use(trimmed(list.substr(0, comma)))) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace gracegate::server::http

#endif
