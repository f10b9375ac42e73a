#include "server/http/characters.hpp"

#include <array>

namespace gracegate::server::http {
namespace {

constexpr unsigned char kToken = 1, kField = 2, kTarget = 4;

constexpr std::array<unsigned char, 256> classify() {
  std::array<unsigned char, 256> classes{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    unsigned char found = 0;
    for (const char mark : std::string_view("!#$%&'*+-.^_`|~")) {
      if (c == static_cast<unsigned char>(mark)) found = kToken;
    }
    if (letter_or_digit) found = kToken;
    if (c == '\t' || (c >= 0x20 && c != 0x7f)) found = static_cast<unsigned char>(found | kField);
    if (c > 0x20 && c < 0x7f) found = static_cast<unsigned char>(found | kTarget);
    classes[c] = found;
  }
  return classes;
}

constexpr std::array<unsigned char, 256> kClasses = classify();

bool all_of_class(std::string_view text, unsigned char wanted) {
  for (const char c : text) {
    if ((kClasses[static_cast<unsigned char>(c)] & wanted) == 0) return false;
  }
  return true;
}

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

bool is_token(std::string_view text) { return !text.empty() && all_of_class(text, kToken); }

bool is_field_text(std::string_view text) { return all_of_class(text, kField); }

bool is_target_text(std::string_view text) { return all_of_class(text, kTarget); }

bool same_letters(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace gracegate::server::http
