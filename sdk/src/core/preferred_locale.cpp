#include <algorithm>

#include "core/texts.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {
namespace {

constexpr std::size_t kMostRead = 1000;  // browsers send less than a tenth of it
constexpr std::size_t kLongestTag = 35;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_tag(std::string_view text) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  return text.size() <= kLongestTag && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

// Thousandths of "q=0.5", 1000 where nothing is said, 0 of anything else (RFC 9110 §12.4.2).
int weight_of(std::string_view parameter) {
  if (parameter.empty()) return 1000;
  if (parameter.size() < 3 || parameter.size() > 7) return 0;
  if ((parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return 0;
  int weight = 0;
  int scale = 1000;
  for (std::size_t i = 2; i < parameter.size(); ++i) {
    const char c = parameter[i];
    if (i == 3 ? c != '.' : c < '0' || c > '9') return 0;
    if (i == 3) continue;
    weight += scale * (c - '0');
    scale /= 10;
  }
  return weight <= 1000 ? weight : 0;
}

}  // namespace

std::string preferred_locale(std::string_view accept_language) {
  std::string_view best = "en";
  int best_weight = 0;
  std::string_view rest = accept_language.substr(0, kMostRead);
  while (!rest.empty()) {
    const std::string_view element = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(element.size() + 1, rest.size()));
    const std::size_t end = std::min(element.find(';'), element.size());
    const std::string_view tag = trimmed(element.substr(0, end));
    const std::string_view parameter = element.substr(end);
    const int weight = weight_of(parameter.empty() ? parameter : trimmed(parameter.substr(1)));
    if (weight <= best_weight || !is_tag(tag) || texts::spoken(tag) == nullptr) continue;
    best = tag;
    best_weight = weight;
  }
  return std::string(best);
}

}  // namespace gracegate
