// Style, script and page templates of sdk/web, compiled in.
#ifndef GRACEGATE_CORE_ASSETS_HPP
#define GRACEGATE_CORE_ASSETS_HPP

#include <string_view>

namespace gracegate::assets {

std::string_view css();
std::string_view js();
std::string_view module_js();
std::string_view denied_page();  // a template: {name}s are filled in

}  // namespace gracegate::assets

#endif
