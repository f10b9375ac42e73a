// A request for help as it goes to the server, and what the server answers (docs/openapi.yaml, POST
// /v1/help).
#ifndef GRACEGATE_CORE_HELP_REQUEST_HPP
#define GRACEGATE_CORE_HELP_REQUEST_HPP

#include <string>
#include <string_view>

#include "gracegate/help.hpp"

namespace gracegate {

// Precondition: check_help(request).
std::string encode_help_request(std::string_view id, const HelpRequest& request);

// That the request `id` has arrived. Errors: those of parse_json(); malformed also where it is about another:
// whatever answers in place of the server has not taken it.
Result<HelpStatus> decode_help_receipt(std::string_view body, std::string_view id);

// Why the server does not take a request, as its answer says it, in one line; empty: it does not say.
std::string help_refusal(std::string_view body);

}  // namespace gracegate

#endif
