#include "samples/notes/form.hpp"

namespace notes {

std::string cookie(const httplib::Request& req, const std::string& name) {
  const std::string all = "; " + req.get_header_value("Cookie");
  const std::size_t at = all.find("; " + name + "=");
  if (at == std::string::npos) return {};
  const std::size_t start = at + name.size() + 3;
  return all.substr(start, all.find(';', start) - start);
}

std::string percent_encoded(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    (encoded += '%') += "0123456789ABCDEF"[byte >> 4];
    encoded += "0123456789ABCDEF"[byte & 15];
  }
  return encoded;
}

void see_other(httplib::Response& res, const std::string& path) { res.set_redirect(path, 303); }

bool is_same_secret(const std::string& a, const std::string& b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace notes
