// The door of the console.
#ifndef GRACEGATE_SERVER_CONSOLE_SIGN_IN_HPP
#define GRACEGATE_SERVER_CONSOLE_SIGN_IN_HPP

#include <string>

#include "server/api/app.hpp"
#include "server/console/form.hpp"
#include "server/console/visit.hpp"

namespace gracegate::server::console {

// `next`: the page below /console that was asked for, shown once they are signed in.
http::Reply sign_in_page(const http::Request& request, const std::string& next);
http::Reply sign_in(api::App& app, const http::Request& request, const Form& form);
http::Reply sign_out(const Visit& visit);

}  // namespace gracegate::server::console

#endif
