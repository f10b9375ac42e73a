// Which addresses may stand behind a link that a customer is shown.
#ifndef GRACEGATE_CORE_WEB_LINK_HPP
#define GRACEGATE_CORE_WEB_LINK_HPP

#include <string_view>

namespace gracegate {

inline constexpr std::size_t kMaxLinkBytes = 2048;

// https://host…, or http:// for localhost, 127.0.0.0/8 and [::1]. No user information, no white space,
// quotes, angle brackets, backslashes or characters outside ASCII (RFC 3986: those are written with %).
bool is_web_link(std::string_view url);

}  // namespace gracegate

#endif
