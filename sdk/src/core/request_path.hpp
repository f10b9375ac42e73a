// The path of a request, for comparing it with path rules without ever being led astray by its spelling.
#ifndef GRACEGATE_CORE_REQUEST_PATH_HPP
#define GRACEGATE_CORE_REQUEST_PATH_HPP

#include <string_view>

namespace gracegate {

// The path in a request target as it was sent: without the query, and in absolute form without scheme and
// authority ("http://host/a?b" has "/a"). Where that is missing or nothing but dots, all of it: that starts
// with no "/".
std::string_view path_of_target(std::string_view target);

// Whether a path can mean one thing only, for us and for whatever the product does with it: it starts with
// "/", has no empty, "." or ".." segment but a last empty one, no bad escape, and, decoded, no "\", ";", "#",
// "%", control character or overlong UTF-8, nor a "/" that was escaped.
bool is_unambiguous(std::string_view path);

// Whether a rule ("/billing") covers an unambiguous path ("/billing", "/billing/pay"): the rule's segments
// are the path's first ones once its escapes are decoded. "/" covers every path, "" none; slashes at either
// end of a rule are optional.
bool covers(std::string_view rule, std::string_view path);

}  // namespace gracegate

#endif
