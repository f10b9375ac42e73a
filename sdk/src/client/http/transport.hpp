// The built-in transport.
#ifndef GRACEGATE_CLIENT_HTTP_TRANSPORT_HPP
#define GRACEGATE_CLIENT_HTTP_TRANSPORT_HPP

#include <memory>
#include <string>

#include "client/server_url.hpp"
#include "gracegate/transport.hpp"

namespace gracegate {

// HTTP/1.1 over one kept connection; no thread but the caller's. `ca_file`: PEM; empty: the system's
// authorities. TLS certificates are always verified. Throws std::system_error where the process has no
// descriptor left.
std::unique_ptr<Transport> make_http_transport(const ServerUrl& server, const std::string& ca_file);

}  // namespace gracegate

#endif
