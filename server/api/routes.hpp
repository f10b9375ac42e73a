// The route table, and the way of a request through it: find the route, authenticate, read the body, act,
// reply.
#ifndef GRACEGATE_SERVER_API_ROUTES_HPP
#define GRACEGATE_SERVER_API_ROUTES_HPP

#include <string_view>
#include <vector>

#include "server/api/app.hpp"
#include "server/api/call.hpp"
#include "server/http/exchange.hpp"

namespace gracegate::server::api {

// Who may call. Persons' roles: each may do what the ones before it may.
enum class Access {
  anyone,
  product_key,  // the feed: for the vendor's own servers
  sdk_key,  // also an account key, for the account that it is bound to: the first {…} of the pattern, or
            // where there is none the one that the body names
  viewer,
  support,
  finance,
  admin,
};
std::string_view to_string(Access access);

struct Route {
  std::string_view method;   // every method but GET takes a body of JSON
  std::string_view pattern;  // "/v1/cases/{id}/extend"; {…} stands for one segment
  Access access;
  Act act;
  std::size_t most_body = 0;  // bytes; 0: as usual
};

// Every route there is.
const std::vector<Route>& routes();

// To the head of a request. Who may not call, or calls what is not there, is told so before any of the body
// is read, and who needs no token gets a small body read only. Threads: called from any, at the same time.
http::Answer answer(App& app, const http::Request& head);

// To a request that did not come over the network: of somebody who signed in at the console. Threads: any.
http::Reply reply_to(App& app, const http::Request& request, std::shared_ptr<const Token> caller);

}  // namespace gracegate::server::api

#endif
