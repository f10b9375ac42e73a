#include "client/server_url.hpp"

#include <algorithm>

#include "core/web_link.hpp"

namespace gracegate {
namespace {

Error bad_url(const char* complaint) {
  return {ErrorCode::invalid_argument,
          std::string("server: ") + complaint + "; write it like \"https://grace.example.com\"",
          {}};
}

bool take(std::string_view& text, std::string_view start) {
  if (text.substr(0, start.size()) != start) return false;
  text.remove_prefix(start.size());
  return true;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_';
}

bool is_address6_character(char c) {
  return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

bool is_path_character(char c) { return is_host_character(c) || c == '/' || c == '~'; }

// 0: not a port.
int port_from(std::string_view text) {
  int port = 0;
  if (text.empty() || text.size() > 5) return 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    port = port * 10 + (c - '0');
  }
  return port <= 65535 ? port : 0;
}

// Takes the host off the front of `rest`; empty where there is none.
std::string take_host(std::string_view& rest) {
  if (take(rest, "[")) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return {};
    const std::string host(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    return std::all_of(host.begin(), host.end(), is_address6_character) ? host : std::string();
  }
  const auto* const end = std::find_if_not(rest.begin(), rest.end(), is_host_character);
  const std::string host(rest.begin(), end);
  rest.remove_prefix(host.size());
  return host;
}

}  // namespace

Result<ServerUrl> parse_server_url(std::string_view text) {
  ServerUrl url;
  if (text.empty()) return bad_url("it is missing");
  if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c <= ' '; }))
    return bad_url("it has white space or a line break in it, trim it");
  if (!take(text, "https://")) {
    if (!take(text, "http://")) return bad_url("it does not start with https://");
    url.tls = false;
    url.port = 80;
  }
  if (text.substr(0, text.find_first_of("/?#")).find('@') != std::string_view::npos)
    return bad_url("it has a user or a password in it, leave that out");
  if (text.find_first_of("?#") != std::string_view::npos)
    return bad_url("it has a query (?) or a fragment (#), leave that out");
  url.host = take_host(text);
  if (url.host.empty()) return bad_url("the host is missing or misspelt");
  if (take(text, ":")) {
    const std::size_t end = std::min(text.find('/'), text.size());
    url.port = port_from(text.substr(0, end));
    if (url.port == 0) return bad_url("the port is not a number from 1 to 65535");
    text.remove_prefix(end);
  }
  while (!text.empty() && text.back() == '/') text.remove_suffix(1);
  if (!text.empty() && text.front() != '/') return bad_url("something that is no path follows the host");
  if (!std::all_of(text.begin(), text.end(), is_path_character))
    return bad_url("its path has something else than letters, digits and -._~/");
  url.prefix = std::string(text);
  if (!url.tls && !is_loopback_host(url.host))
    return bad_url("http is taken for this machine alone (localhost, 127.0.0.1, ::1), use https");
  return url;
}

}  // namespace gracegate
