// Which addresses may stand behind a link that a customer is shown.
#ifndef GRACEGATE_CORE_WEB_LINK_HPP
#define GRACEGATE_CORE_WEB_LINK_HPP

#include <string>
#include <string_view>

namespace gracegate {

inline constexpr std::size_t kMaxLinkBytes = 2048;

// https://host…, or http:// for localhost, 127.0.0.0/8 and [::1]. No user information, no white space,
// quotes, angle brackets, backslashes or characters outside ASCII (RFC 3986: those are written with %).
bool is_web_link(std::string_view url);
// A web link, or the path of a page of the product itself: "/gracegate/help?case=c_1", of the same
// characters.
bool is_page_link(std::string_view url);

// mailto: of a mail address, tel: of a telephone number (RFC 6068, RFC 3966); empty: it is neither for sure,
// as with a number that has an extension.
std::string contact_link(std::string_view typed);

// Whether a host, without brackets, is this machine for everybody: localhost, ::1, or four numbers of which
// the first is 127. No name can look like the last, since no top-level domain is a number.
bool is_loopback_host(std::string_view host);

}  // namespace gracegate

#endif
