// The log of gracegated, on standard error.
#ifndef GRACEGATE_SERVER_SERVER_LOG_HPP
#define GRACEGATE_SERVER_SERVER_LOG_HPP

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/exchange.hpp"

namespace gracegate::server {

// Threads: all of these, any.
void start_log(const std::string& level, bool as_json);
void log_info(std::string_view message);
void log_warning(std::string_view message);
void log_error(std::string_view message);
// One line a request at level debug, at level info for those that change something or fail. Never a secret:
// no query, no headers, no body.
void log_request(const http::Request& request, const http::Reply& reply, std::chrono::microseconds took);

}  // namespace gracegate::server

#endif
