// HTTP header fields as the adapter reads and writes them. Internal.
#ifndef GRACEGATE_DETAIL_HTTPLIB_MESSAGE_IPP
#define GRACEGATE_DETAIL_HTTPLIB_MESSAGE_IPP

#include <cstdint>
#include <cstdlib>

namespace gracegate::detail {

inline void erase_header(httplib::Headers& headers, const std::string& name) {
  auto range = headers.equal_range(name);
  headers.erase(range.first, range.second);
}

inline void replace_header(httplib::Response& res, const std::string& name, const std::string& value) {
  erase_header(res.headers, name);
  res.set_header(name, value);
}

// Beside what the product names there.
inline void add_to_vary(httplib::Response& res, const std::string& name) {
  std::string names;
  const auto [first, last] = res.headers.equal_range("Vary");
  for (auto field = first; field != last; ++field) names.append(field->second).append(", ");
  replace_header(res, "Vary", names + name);
}

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

inline std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Elements of a list field (RFC 9110 §5.6.1), trimmed; a comma within quotes does not separate.
inline std::vector<std::string> list_elements(std::string_view field) {
  std::vector<std::string> elements;
  std::size_t start = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= field.size(); ++i) {
    if (i < field.size() && field[i] == '"') quoted = !quoted;
    if (i < field.size() && (field[i] != ',' || quoted)) continue;
    if (const std::string_view element = trim(field.substr(start, i - start)); !element.empty()) {
      elements.emplace_back(element);
    }
    start = i + 1;
  }
  return elements;
}

// "text/html;q=0.8" → {"text/html", 0.8}, in lower case (RFC 9110 §12.4.2).
struct Weighted {
  std::string name;
  double weight = 1;
};
inline Weighted weighted(std::string_view element) {
  const std::string lower = lower_case(element);
  const std::size_t semicolon = lower.find(';');
  Weighted result{std::string(trim(std::string_view(lower).substr(0, semicolon))), 1};
  const std::size_t q = lower.find("q=", semicolon == std::string::npos ? lower.size() : semicolon);
  if (q == std::string::npos) return result;
  // Digits by hand: strtod() would read them by the process locale.
  double scale = 1;
  result.weight = 0;
  for (std::size_t i = q + 2; i < lower.size(); ++i) {
    if (lower[i] == '.') continue;
    if (lower[i] < '0' || lower[i] > '9') break;
    result.weight += scale * (lower[i] - '0');
    scale /= 10;
  }
  return result;
}

// Whether a list field with weights (Accept, Accept-Encoding) names `name` and does not rule it out.
inline bool accepts(std::string_view field, std::string_view name) {
  for (const std::string& element : list_elements(field)) {
    if (const Weighted one = weighted(element); one.name == name) return one.weight > 0;
  }
  return false;
}

// Whether an Accept field asks for a page rather than for JSON of any kind: the one with more weight, among
// equals the first. What matches both, as every client sends it, asks for neither.
inline bool prefers_html(std::string_view accept) {
  Weighted best{"", 0};
  for (const std::string& element : list_elements(accept)) {
    Weighted one = weighted(element);
    const std::size_t size = one.name.size();
    const bool is_json = size >= 4 && one.name.compare(size - 4, 4, "json") == 0;
    if ((is_json || one.name == "text/html") && one.weight > best.weight) best = std::move(one);
  }
  return best.name == "text/html";
}

inline std::string media_type(std::string_view content_type) {
  return lower_case(trim(content_type.substr(0, content_type.find(';'))));
}

// In lower case; empty: not stated.
inline std::string charset_of(std::string_view content_type) {
  const std::string lower = lower_case(content_type);
  const std::size_t at = lower.find("charset=");
  if (at == std::string::npos) return {};
  std::string_view value = std::string_view(lower).substr(at + 8);
  if (!value.empty() && value.front() == '"') value.remove_prefix(1);
  return std::string(value.substr(0, value.find_first_of("\"; \t")));
}

// Whether an URL may stand in a header field as <url>.
inline bool is_header_url(std::string_view url) {
  for (const char c : url) {
    if (c <= ' ' || c > '~' || c == '<' || c == '>' || c == '"' || c == '\\') return false;
  }
  return !url.empty();
}

// FNV-1a as 16 hexadecimal digits: tells versions of our own text apart, nothing more.
inline std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  std::string digits(16, '0');
  for (std::size_t i = 0; i < 16; ++i, hash >>= 4) digits[15 - i] = "0123456789abcdef"[hash & 15];
  return digits;
}

}  // namespace gracegate::detail

#endif
