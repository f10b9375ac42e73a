// Percent-encoding of a path segment (RFC 3986 §2.1).
#ifndef GRACEGATE_CORE_PERCENT_HPP
#define GRACEGATE_CORE_PERCENT_HPP

#include <string>
#include <string_view>

namespace gracegate {

// All but the unreserved characters is encoded.
inline std::string percent_encode(std::string_view text) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

}  // namespace gracegate

#endif
