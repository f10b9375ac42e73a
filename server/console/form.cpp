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

}  // namespace

std::string Form::secret(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (key == name) return value;
  return "";
}

std::string Form::text(std::string_view name) const {
  const std::string typed = without_returns(secret(name));
  const std::size_t start = typed.find_first_not_of(kWhite);
  if (start == std::string::npos) return "";
  return typed.substr(start, typed.find_last_not_of(kWhite) + 1 - start);
}

}  // namespace gracegate::server::console
