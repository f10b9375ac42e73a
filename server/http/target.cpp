#include "server/http/target.hpp"

#include "core/utf8.hpp"
#include "server/http/characters.hpp"

namespace gracegate::server::http {
namespace {

// No route has more; it bounds what 16 KiB of slashes or ampersands turn into.
constexpr size_t kMaxParts = 256;

enum class In { path, query, form };  // in the latter two + is a space; a form has texts of several lines

bool is_text(std::string_view text, In in) {
  if (!is_utf8(text)) return false;
  return in == In::form ? !has_control_characters_but_line_breaks(text) : !has_control_characters(text);
}

bool decode(std::string_view text, In in, std::string& into) {
  const std::string_view special = in == In::path ? "%" : "%+";
  if (text.find_first_of(special) == std::string_view::npos) {
    into.assign(text);
    return true;
  }
  into.clear();
  bool is_plain = true;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
      if (low < 0) return false;
      c = static_cast<char>(high * 16 + low);
      is_plain = false;
      i += 2;
    } else if (c == '+' && in != In::path) {
      c = ' ';
    }
    into.push_back(c);
  }
  return is_plain || is_text(into, in);
}

// "http://host/path" becomes "/path"; a target in another form is left alone.
void drop_authority(std::string& target) {
  const std::string_view text = target;
  const size_t scheme = text.find("://");
  if (scheme == std::string_view::npos || text.front() == '/') return;
  if (!same_letters(text.substr(0, scheme), "http") && !same_letters(text.substr(0, scheme), "https")) return;
  const size_t start = text.find_first_of("/?", scheme + 3);
  const bool has_path = start != std::string_view::npos && text[start] == '/';
  target = (has_path ? "" : "/") + (start == std::string_view::npos ? std::string() : target.substr(start));
}

bool decode_path(std::string_view path, std::vector<std::string>& segments) {
  path.remove_prefix(1);
  if (path.empty()) return true;
  while (segments.size() < kMaxParts) {
    const size_t slash = path.find('/');
    if (!decode(path.substr(0, slash), In::path, segments.emplace_back())) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
  return false;
}

bool decode_pairs(std::string_view text, In in, std::vector<std::pair<std::string, std::string>>& pairs) {
  while (!text.empty()) {
    const size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    if (pairs.size() == kMaxParts) return false;
    const size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    auto& [key, decoded] = pairs.emplace_back();
    if (!decode(pair.substr(0, equals), in, key)) return false;
    if (!decode(value, in, decoded)) return false;
  }
  return true;
}

bool is_printable(std::string_view text) {
  for (const char c : text)
    if (c <= ' ' || c > '~') return false;
  return true;
}

}  // namespace

bool take_target_apart(Request& request) {
  request.path.clear();
  request.query.clear();
  if (request.target == "*") return request.method == "OPTIONS";
  if (!is_target_text(request.target) || request.target.find('#') != std::string::npos) return false;
  drop_authority(request.target);
  if (request.target.empty() || request.target.front() != '/') return false;
  const std::string_view target = request.target;
  const size_t mark = target.find('?');
  if (!decode_path(target.substr(0, mark), request.path)) return false;
  return mark == std::string_view::npos || decode_pairs(target.substr(mark + 1), In::query, request.query);
}

std::optional<Fields> decode_form(std::string_view body) {
  Fields fields;
  if (!is_printable(body) || !decode_pairs(body, In::form, fields)) return std::nullopt;
  return fields;
}

}  // namespace gracegate::server::http
