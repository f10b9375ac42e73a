// The support console: pages rendered here, which work without scripts. Everything on them comes from the
// API, asked as the person who is signed in, and everything done on them is done through it.
#ifndef GRACEGATE_SERVER_CONSOLE_CONSOLE_HPP
#define GRACEGATE_SERVER_CONSOLE_CONSOLE_HPP

#include <string_view>
#include <vector>

#include "server/api/app.hpp"
#include "server/console/visit.hpp"
#include "server/http/exchange.hpp"

namespace gracegate::server::console {

using PageOf = http::Reply (*)(const Visit& visit);

struct Route {
  std::string_view method;   // GET or POST
  std::string_view pattern;  // below /console: "/cases/{case}/{action}"
  StaffRole least;
  PageOf page;
};
// Every page there is, but for sign-in and files.
const std::vector<Route>& routes();

// Whether a path is of the console: it begins with "console".
bool is_of_console(const http::Request& head);
// To the head of such a request. Threads: any, at the same time.
http::Answer answer(api::App& app, const http::Request& head);

}  // namespace gracegate::server::console

#endif
