// Replies of the console: pages, and the way to another page.
#ifndef GRACEGATE_SERVER_CONSOLE_VIEW_HPP
#define GRACEGATE_SERVER_CONSOLE_VIEW_HPP

#include <string>
#include <string_view>

#include "server/console/visit.hpp"

namespace gracegate::server::console {

// `name`: of the template.
http::Reply page_reply(const http::Request& request, int status, std::string_view name, const Json& model);
// The same for somebody who is signed in: `model` gets who, what they may, and what was done just now.
http::Reply view(const Visit& visit, std::string_view name, Json model, int status = 200);
// A page with a form, and what the API had against it, if it had: what was typed is in `model`.
http::Reply view(const Visit& visit, std::string_view name, Json model, const Said& fault);
// What the API refused, where nothing better can be said than its own words.
http::Reply refusal(const Visit& visit, const Said& said);

// 303 to a page of the console. `done`: a word for what was done, which that page says.
http::Reply go_to(const std::string& path, std::string_view done = {});

// A file that does not depend on who asks.
http::Reply file_reply(const http::Request& request, std::string_view type, std::string_view text);

}  // namespace gracegate::server::console

#endif
