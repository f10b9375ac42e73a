// The built-in transport.
#ifndef GRACEGATE_CLIENT_HTTPLIB_TRANSPORT_HPP
#define GRACEGATE_CLIENT_HTTPLIB_TRANSPORT_HPP

#include <memory>
#include <string>

#include "client/server_url.hpp"
#include "gracegate/transport.hpp"

namespace gracegate {

// `ca_file`: PEM; empty: the system's authorities. TLS certificates are always verified.
std::unique_ptr<Transport> make_httplib_transport(const ServerUrl& server, const std::string& ca_file);

}  // namespace gracegate

#endif
