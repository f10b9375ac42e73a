// The request target, taken apart and decoded (RFC 9112 §3.2, RFC 3986).
#ifndef GRACEGATE_SERVER_HTTP_TARGET_HPP
#define GRACEGATE_SERVER_HTTP_TARGET_HPP

#include "server/http/exchange.hpp"

namespace gracegate::server::http {

// Fills in path and query from request.target, which is reduced to its path and query when it was sent in
// absolute form ("http://host/path"). False when it is not a valid target for request.method.
bool take_target_apart(Request& request);

}  // namespace gracegate::server::http

#endif
