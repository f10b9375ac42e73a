#include "server/console/form.hpp"

namespace gracegate::server::console {
namespace {

constexpr std::string_view kWhite = " \t\n";

std::string without_returns(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != '\r') out += c;
  return out;
}

std::string trimmed(const std::string& text) {
  const std::size_t start = text.find_first_not_of(kWhite);
  if (start == std::string::npos) return "";
  return text.substr(start, text.find_last_not_of(kWhite) + 1 - start);
}

}  // namespace

std::string Form::secret(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (key == name) return value;
  return "";
}

std::string Form::text(std::string_view name) const { return trimmed(without_returns(secret(name))); }

bool Form::says(std::string_view name, const std::string& text_wanted) const {
  return text(name) == trimmed(text_wanted);
}

}  // namespace gracegate::server::console
