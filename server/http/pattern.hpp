// Patterns of paths, for tables of routes.
#ifndef GRACEGATE_SERVER_HTTP_PATTERN_HPP
#define GRACEGATE_SERVER_HTTP_PATTERN_HPP

#include <string>
#include <string_view>
#include <vector>

namespace gracegate::server::http {

// Whether the path (decoded segments) is one of the pattern: "/v1/cases/{case}"; {…} stands for one segment,
// which goes to `ids`. Pure.
bool matches(std::string_view pattern, const std::vector<std::string>& path, std::vector<std::string>& ids);

}  // namespace gracegate::server::http

#endif
