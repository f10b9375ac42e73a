#include "core/request_path.hpp"

#include <algorithm>

namespace gracegate {
namespace {

constexpr int kBadEscape = -1;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Takes one byte, decoding an escape, from the front of a path that is not empty.
struct Byte {
  int value;  // 0 to 255, or kBadEscape
  bool was_escaped;
};
Byte take_byte(std::string_view& path) {
  const char first = path.front();
  path.remove_prefix(1);
  if (first != '%') return {static_cast<unsigned char>(first), false};
  if (path.size() < 2) return {kBadEscape, true};
  const int high = hex_digit(path[0]);
  const int low = hex_digit(path[1]);
  path.remove_prefix(2);
  return {high < 0 || low < 0 ? kBadEscape : high * 16 + low, true};
}

// Readers differ in what they do with these.
bool is_treacherous(Byte byte) {
  if (byte.value < 0x20 || byte.value == 0x7f) return true;  // kBadEscape too
  return byte.value == '\\' || byte.value == ';' || byte.value == '#' || byte.value == '%' ||
         (byte.value == '/' && byte.was_escaped);
}

// A first and second byte of UTF-8 that spell a character in more bytes than it needs, so as to hide it.
bool is_overlong(int first, int second) {
  if (first == 0xc0 || first == 0xc1) return true;
  return (first == 0xe0 && second >= 0x80 && second < 0xa0) ||
         (first == 0xf0 && second >= 0x80 && second < 0x90);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char c) {
           return l == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

}  // namespace

std::string_view path_of_target(std::string_view target) {
  target = target.substr(0, target.find('?'));
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!starts_with_ignoring_case(target, scheme)) continue;
    const std::size_t path = std::min(target.find('/', scheme.size()), target.size());
    const std::string_view authority = target.substr(scheme.size(), path - scheme.size());
    if (authority.find_first_not_of('.') == std::string_view::npos) return target;  // nobody's name
    return path == target.size() ? "/" : target.substr(path);
  }
  return target;
}

bool is_unambiguous(std::string_view path) {
  if (path.empty() || path.front() != '/') return false;
  path.remove_prefix(1);
  std::size_t length = 0;  // of the segment so far
  bool only_dots = true;
  int before = 0;
  while (!path.empty()) {
    const Byte byte = take_byte(path);
    if (is_treacherous(byte) || is_overlong(before, byte.value)) return false;
    before = byte.value;
    if (byte.value == '/') {
      if (only_dots && length <= 2) return false;  // an empty one too
      length = 0;
      only_dots = true;
    } else {
      ++length;
      only_dots = only_dots && byte.value == '.';
    }
  }
  return length == 0 || !only_dots || length > 2;
}

bool covers(std::string_view rule, std::string_view path) {
  if (rule.empty()) return false;
  while (!rule.empty() && rule.front() == '/') rule.remove_prefix(1);
  while (!rule.empty() && rule.back() == '/') rule.remove_suffix(1);
  if (rule.empty()) return true;
  path.remove_prefix(1);
  for (const char expected : rule) {
    if (path.empty() || take_byte(path).value != static_cast<unsigned char>(expected)) return false;
  }
  return path.empty() || path.front() == '/';
}

}  // namespace gracegate
