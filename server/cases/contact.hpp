// What a mail address and a telephone number must look like to be kept: what the banner can make a link of.
#ifndef GRACEGATE_SERVER_CASES_CONTACT_HPP
#define GRACEGATE_SERVER_CASES_CONTACT_HPP

#include <cstddef>
#include <string_view>

namespace gracegate::server {

inline constexpr std::size_t kMaxEmail = 254;  // bytes (RFC 5321 §4.5.3.1.3, without the angle brackets)
inline constexpr std::size_t kMaxPhone = 32;
// What is said of another text, after the name of its place.
inline constexpr std::string_view kEmailRule =
    "must be one mail address of at most 254 bytes, for example ada@example.com";
inline constexpr std::string_view kPhoneRule =
    "must be one telephone number: at most 32 digits, spaces and + - ( ) . /, for example +49 30 1234567";

bool is_email(std::string_view text);
bool is_phone(std::string_view text);

}  // namespace gracegate::server

#endif
