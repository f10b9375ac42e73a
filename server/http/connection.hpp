// One client's connection: requests in, replies out, until one side has had enough.
#ifndef GRACEGATE_SERVER_HTTP_CONNECTION_HPP
#define GRACEGATE_SERVER_HTTP_CONNECTION_HPP

#include "server/http/service.hpp"

namespace gracegate::server::http {

// Serves the connection that has this seat, on the calling thread, which gets it to itself. Does not throw.
void serve_connection(Service& service, Seat& seat) noexcept;

}  // namespace gracegate::server::http

#endif
