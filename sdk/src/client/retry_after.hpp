// How long a server asks to be left alone.
#ifndef GRACEGATE_CLIENT_RETRY_AFTER_HPP
#define GRACEGATE_CLIENT_RETRY_AFTER_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace gracegate {

// Retry-After in delta-seconds (RFC 9110 §10.2.3), 999,999,999 where it is above that; nullopt: anything
// else, the date form too.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view text);

}  // namespace gracegate

#endif
