#include "server/ctl/screen.hpp"

#include "core/code_points.hpp"

namespace gracegate::ctl {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::bold:
      return "\x1b[1m";
    case Ink::faint:
      return "\x1b[2m";
    case Ink::warning:
      return "\x1b[33m";
    case Ink::limit:
      return "\x1b[31m";
    case Ink::stop:
      return "\x1b[1;31m";
  }
  return "";
}

// Controls that JSON lets through, and what changes the direction of writing unseen.
bool is_obeyed(char32_t c) {
  return (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

std::string escape_of(char32_t c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(c >> shift) & 15];
  return out;
}

}  // namespace

Ink ink_of(Mode mode) {
  switch (mode) {
    case Mode::open:
      return Ink::plain;
    case Mode::countdown:
      return Ink::warning;
    case Mode::read_only:
      return Ink::limit;
    case Mode::shutdown:
      return Ink::stop;
  }
  return Ink::plain;
}

std::string painted(const Screen& screen, Ink ink, std::string_view text) {
  const std::string_view code = code_of(ink);
  if (!screen.has_colour || code.empty() || text.empty()) return std::string(text);
  return std::string(code).append(text).append("\x1b[0m");
}

std::string safe_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.append(one_line(text.substr(0, end))).append("\n");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string safe_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const CodePoint c = code_point_at(json, at);
    if (is_obeyed(c.value))
      out += escape_of(c.value);
    else
      out.append(json.substr(at, c.size));
    at += c.size;
  }
  return out;
}

}  // namespace gracegate::ctl
