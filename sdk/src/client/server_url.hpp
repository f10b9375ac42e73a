// Address of the entitlement server.
#ifndef GRACEGATE_CLIENT_SERVER_URL_HPP
#define GRACEGATE_CLIENT_SERVER_URL_HPP

#include <string>
#include <string_view>

#include "gracegate/result.hpp"

namespace gracegate {

struct ServerUrl {
  bool tls = true;
  std::string host;  // an IPv6 address without its brackets
  int port = 443;
  std::string prefix;  // path in front of "/v1/...": empty, or "/grace"
};

// "https://host", with port and path where needed; the path is that of the server, without the API's "/v1".
// http is taken for this machine alone (localhost, 127.0.0.0/8, ::1): what goes over a network is encrypted.
// Errors: invalid_argument.
Result<ServerUrl> parse_server_url(std::string_view text);

}  // namespace gracegate

#endif
