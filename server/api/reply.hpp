// Replies: JSON, signed texts with their tags, and problems (RFC 9457).
#ifndef GRACEGATE_SERVER_API_REPLY_HPP
#define GRACEGATE_SERVER_API_REPLY_HPP

#include <memory>
#include <string>
#include <string_view>

#include "gracegate/result.hpp"
#include "server/http/exchange.hpp"

namespace gracegate::server::api {

http::Reply json_reply(int status, std::string body);

// A body with an entity tag: 304 where the request has it already (RFC 9110 §13.1.2).
http::Reply tagged_reply(const http::Request& request, std::string_view content_type, const std::string& etag,
                         std::shared_ptr<const std::string> body);
// Whether If-None-Match of the request covers the tag.
bool has_tag(const http::Request& request, const std::string& etag);

// application/problem+json. `slug` is the last part of the type, stable for programs.
http::Reply problem(int status, std::string_view slug, std::string_view title, std::string_view detail,
                    std::string_view pointer = {});
// What an error is to HTTP: malformed 400, forbidden 403, not_found 404, conflict 409, outdated 412,
// too_large 413, invalid_argument 422, unavailable 503, anything else 500.
int status_of(ErrorCode code);
// An error as a problem; one of status 500 says nothing of its inside.
http::Reply problem_of(const Error& error);

}  // namespace gracegate::server::api

#endif
