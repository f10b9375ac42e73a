// The request target, taken apart and decoded (RFC 9112 §3.2, RFC 3986).
#ifndef GRACEGATE_SERVER_HTTP_TARGET_HPP
#define GRACEGATE_SERVER_HTTP_TARGET_HPP

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/exchange.hpp"

namespace gracegate::server::http {

// Fills in path and query from request.target, which is reduced to its path and query when it was sent in
// absolute form ("http://host/path"). False when it is not a valid target for request.method.
bool take_target_apart(Request& request);

using Fields = std::vector<std::pair<std::string, std::string>>;

// The body of a form (application/x-www-form-urlencoded, WHATWG URL §5.1), in order; texts may have line
// breaks. nullopt: it is none, or has more than 256 fields, bytes that are no UTF-8, or other control
// characters.
std::optional<Fields> decode_form(std::string_view body);

}  // namespace gracegate::server::http

#endif
