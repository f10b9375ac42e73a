#include "core/web_link.hpp"

#include <algorithm>

#include "core/percent.hpp"

namespace gracegate {
namespace {

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool is_link_character(char c) {
  return c > ' ' && c < '\x7f' && std::string_view("\"'<>\\^`{|}").find(c) == std::string_view::npos;
}

bool has_link_characters(std::string_view url) {
  return url.size() <= kMaxLinkBytes && std::all_of(url.begin(), url.end(), is_link_character);
}

// Host and port of a URL without its scheme.
std::string_view authority_of(std::string_view rest) { return rest.substr(0, rest.find_first_of("/?#")); }

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The host without the port; empty where the authority is not one of ours.
std::string_view host_of(std::string_view authority) {
  const bool bracketed = starts_with(authority, "[");
  const std::size_t host_end =
      bracketed ? authority.find(']') + 1 : std::min(authority.find(':'), authority.size());
  const std::string_view port = authority.substr(host_end);
  if (!port.empty() && (port[0] != ':' || !is_digits(port.substr(1)))) return {};
  return authority.substr(0, host_end);
}

bool is_loopback4(std::string_view host) {
  return starts_with(host, "127.") && host.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(host.begin(), host.end(), '.') == 3 && host.find("..") == std::string_view::npos &&
         host.back() != '.';
}

constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kFewestDigits = 3;  // 112

// Encoded, so that nothing in it adds a subject or a recipient.
std::string mail_link(std::string_view typed) {
  const std::size_t at = typed.find('@');
  const bool is_one = at != 0 && at + 1 < typed.size() && at == typed.rfind('@');
  if (!is_one || typed.find_first_of(" ,;<>\"") != std::string_view::npos) return {};
  return "mailto:" + percent_encode(typed.substr(0, at)) + "@" + percent_encode(typed.substr(at + 1));
}

std::string telephone_link(std::string_view typed) {
  const bool is_international = starts_with(typed, "+");
  std::string link = is_international ? "tel:+" : "tel:";
  const std::size_t prefix = link.size();
  std::string_view rest = typed.substr(is_international ? 1 : 0);
  while (!rest.empty()) {
    // "+49 (0) 30": not dialled from abroad.
    if (is_international && starts_with(rest, "(0)")) {
      rest.remove_prefix(3);
      continue;
    }
    if (kDigits.find(rest[0]) != std::string_view::npos) {
      link += rest[0];
    } else if (std::string_view(" ().-/").find(rest[0]) == std::string_view::npos) {
      return {};
    }
    rest.remove_prefix(1);
  }
  return link.size() >= prefix + kFewestDigits ? link : std::string();
}

}  // namespace

std::string contact_link(std::string_view typed) {
  return typed.find('@') == std::string_view::npos ? telephone_link(typed) : mail_link(typed);
}

bool is_loopback_host(std::string_view host) {
  return host == "localhost" || host == "::1" || is_loopback4(host);
}

bool is_web_link(std::string_view url) {
  const bool plain = starts_with(url, "http://");
  if (!has_link_characters(url) || !(plain || starts_with(url, "https://"))) return false;
  const std::string_view authority = authority_of(url.substr(plain ? 7 : 8));
  if (authority.find('@') != std::string_view::npos) return false;
  const std::string_view host = host_of(authority);
  return !host.empty() && (!plain || host == "[::1]" || is_loopback_host(host));
}

// "//host" would be another site's.
bool is_page_link(std::string_view url) {
  const bool is_path = starts_with(url, "/") && !starts_with(url, "//") && has_link_characters(url);
  return is_path || is_web_link(url);
}

}  // namespace gracegate
