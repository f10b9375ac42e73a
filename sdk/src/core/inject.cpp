#include "core/assets.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {
namespace {

constexpr std::string_view kAssets =
    "<link rel=\"stylesheet\" href=\"/gracegate/banner.css\">"
    "<script type=\"module\" src=\"/gracegate/banner.js\"></script>";

std::string_view without_leading_space(std::string_view text) {
  const auto at = text.find_first_not_of(" \t\r\n\f");
  return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Only what inject() itself leaves is looked for: reading the rest of the page would cost more than the rest.
bool is_injected(std::string_view after_body) {
  const auto rest = without_leading_space(after_body);
  return starts_with(rest, kAssets) || starts_with(rest, "<section id=\"gracegate\"");
}

}  // namespace

std::optional<std::string> inject(std::string_view html, std::string_view fragment) {
  BodyScan scan;
  const std::size_t at = find_body(html, scan);
  if (at == std::string_view::npos || is_injected(html.substr(at))) return std::nullopt;
  std::string out;
  out.reserve(html.size() + kAssets.size() + fragment.size());
  out.append(html.substr(0, at)).append(kAssets).append(fragment).append(html.substr(at));
  return out;
}

std::string_view banner_assets() { return kAssets; }
std::string_view banner_css() { return assets::css(); }
std::string_view banner_js() { return assets::js(); }
std::string_view page_css() { return assets::page_css(); }
std::string_view banner_module_js() { return assets::module_js(); }
std::string_view banner_stream_js() { return assets::stream_js(); }

}  // namespace gracegate
