// Style, script and page templates of sdk/web, compiled in.
#ifndef GRACEGATE_CORE_ASSETS_HPP
#define GRACEGATE_CORE_ASSETS_HPP

#include <string_view>

namespace gracegate::assets {

std::string_view css();
std::string_view page_css();
std::string_view js();
std::string_view module_js();
std::string_view stream_js();
// Templates: {name}s are filled in.
std::string_view denied_page();
std::string_view help_page();

}  // namespace gracegate::assets

#endif
