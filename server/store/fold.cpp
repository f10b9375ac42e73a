#include "server/store/fold.hpp"

namespace gracegate::server {

namespace {

// All that fold lie in U+00C0 to U+042F: two bytes in UTF-8, before and after.
unsigned folded_letter(unsigned c) {
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;                   // Latin-1
  if (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) return c | 1u;  // Latin Extended-A: even capitals
  if (c >= 0x139 && c <= 0x148) return c + (c & 1u);                        // odd capitals
  if (c >= 0x14A && c <= 0x177) return c | 1u;
  if (c == 0x178) return 0xFF;
  if (c >= 0x179 && c <= 0x17E) return c + (c & 1u);
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 32;  // Greek
  if (c >= 0x400 && c <= 0x40F) return c + 80;                // Cyrillic
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  return c;
}

bool starts_pair(unsigned char byte) { return byte >= 0xC2 && byte <= 0xDF; }
bool continues(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte + 32);
    } else if (starts_pair(byte) && i + 1 < text.size() &&
               continues(static_cast<unsigned char>(text[i + 1]))) {
      const unsigned letter =
          folded_letter((byte & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu));
      out += static_cast<char>(0xC0u | letter >> 6);
      out += static_cast<char>(0x80u | (letter & 0x3Fu));
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace gracegate::server
