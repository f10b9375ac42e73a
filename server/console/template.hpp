// Pages from templates (mustache): everything is escaped but the banner, which the SDK has made.
#ifndef GRACEGATE_SERVER_CONSOLE_TEMPLATE_HPP
#define GRACEGATE_SERVER_CONSOLE_TEMPLATE_HPP

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace gracegate::server::console {

// The whole page: templates/layout.mustache around templates/<name>.mustache. Null, false, empty texts and
// empty lists of `model` count as absent; of
// a list "cases" there is "has_cases" too. Each template of which the name begins with "_" is a part, for
// {{> _name}}. Pure.
std::string page(std::string_view name, const nlohmann::ordered_json& model);

}  // namespace gracegate::server::console

#endif
