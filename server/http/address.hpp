// IP addresses and networks, and whose word about a client's address counts.
#ifndef GRACEGATE_SERVER_HTTP_ADDRESS_HPP
#define GRACEGATE_SERVER_HTTP_ADDRESS_HPP

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/result.hpp"
#include "server/http/exchange.hpp"

struct sockaddr_storage;

namespace gracegate::server::http {

// An IPv6 address; an IPv4 one is held as ::ffff:a.b.c.d, so that both spellings of it are one value.
using Address = std::array<unsigned char, 16>;

std::optional<Address> parse_address(std::string_view text);
std::optional<Address> address_of(const sockaddr_storage& peer);
std::string to_string(const Address& address);

// What connections are counted by: an IPv4 address, or the /64 that an IPv6 client has for itself.
Address site_of(const Address& address);

// Threads: any, after parse.
class Networks {
 public:
  // Each "10.0.0.0/8", "2001:db8::/32" or a single address. Error: invalid_argument.
  static Result<Networks> parse(const std::vector<std::string>& texts);

  bool contains(const Address& address) const;
  bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    Address base;
    unsigned bits;  // of the 128
  };
  std::vector<Network> networks_;
};

// Sets remote_addr and tls from X-Forwarded-For and X-Forwarded-Proto. Precondition: the peer is trusted.
// The client is the last hop that is not itself trusted: what stands before it is the client's own invention.
void apply_forwarding(const Networks& trusted, Request& request);

}  // namespace gracegate::server::http

#endif
