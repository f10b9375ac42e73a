#include "core/base64url.hpp"

#include <array>
#include <cstdint>

namespace gracegate {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kInvalid = 0xff;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = kInvalid;
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> kValues = make_values();

std::uint32_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

}  // namespace

bool has_base64url_only(std::string_view text) {
  return text.find_first_not_of(kAlphabet) == std::string_view::npos;
}

std::string base64url_encode(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    buffer = (buffer << 8 | byte_at(bytes, i)) & 0xffffu;
    for (bits += 8; bits >= 6; bits -= 6) text.push_back(kAlphabet[buffer >> (bits - 6) & 63u]);
  }
  if (bits > 0) text.push_back(kAlphabet[buffer << (6 - bits) & 63u]);
  return text;
}

std::optional<std::string> base64url_decode(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes(text.size() * 3 / 4, '\0');
  std::size_t size = 0;
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint8_t value = kValues[byte_at(text, i)];
    if (value == kInvalid) return std::nullopt;
    buffer = (buffer << 6 | value) & 0xffffu;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[size++] = static_cast<char>(buffer >> bits & 0xffu);
  }
  if ((buffer & ((1u << bits) - 1u)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace gracegate
