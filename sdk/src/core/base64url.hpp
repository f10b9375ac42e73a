// base64url without padding (RFC 4648 §5), in its one canonical form.
#ifndef GRACEGATE_CORE_BASE64URL_HPP
#define GRACEGATE_CORE_BASE64URL_HPP

#include <optional>
#include <string>
#include <string_view>

namespace gracegate {

// Whether every character is of the alphabet. That base64url_decode() takes the text is more.
bool has_base64url_only(std::string_view text);

std::string base64url_encode(std::string_view bytes);

// nullopt: a character outside the alphabet ("=" and white space too), an impossible length, or spare bits
// that are not zero. So each sequence of bytes has exactly one text.
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace gracegate

#endif
