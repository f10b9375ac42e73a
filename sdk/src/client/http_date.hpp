// Dates of HTTP headers.
#ifndef GRACEGATE_CLIENT_HTTP_DATE_HPP
#define GRACEGATE_CLIENT_HTTP_DATE_HPP

#include <chrono>
#include <optional>
#include <string_view>

#include "gracegate/time.hpp"

namespace gracegate {

// "Sun, 06 Nov 1994 08:49:37 GMT" (IMF-fixdate, RFC 9110 §5.6.7: the only form that may be sent). Independent
// of any locale. nullopt: anything else.
std::optional<TimePoint> parse_http_date(std::string_view text);

// Retry-After in delta-seconds, at most `most`; nullopt: anything else, the date form too.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view text, std::chrono::seconds most);

}  // namespace gracegate

#endif
