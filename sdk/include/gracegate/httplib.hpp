// The adapter for products that serve with cpp-httplib: one line puts the gate in front of every route.
// Include <httplib.h> with your own settings; this header takes what you have.
#ifndef GRACEGATE_HTTPLIB_HPP
#define GRACEGATE_HTTPLIB_HPP

#include <httplib.h>

#include <functional>
#include <string>

#include "gracegate/gate.hpp"

namespace gracegate {

struct ProtectOptions {
  HttpRules rules;
  // Who looks at the page; default: a member, language by Accept-Language.
  std::function<Viewer(const httplib::Request&)> viewer;
  // cpp-httplib has one place for each of these: yours are called from ours.
  httplib::Server::HandlerWithResponse pre_routing;
  httplib::Server::Handler post_routing;
};

// `account_of` names the account of a request (session, host, path, API key); empty: nobody, nothing is
// gated. Gate and server must outlive each other's use. Call it once, before listen().
void protect(httplib::Server& server, const Gate& gate,
             std::function<std::string(const httplib::Request&)> account_of, ProtectOptions options = {});

}  // namespace gracegate

#include "gracegate/detail/httplib_protect.ipp"

#endif
