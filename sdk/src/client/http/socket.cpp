#include "client/http/socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>

namespace gracegate::http {
namespace {

constexpr std::chrono::seconds kConnectTimeout{10};

struct FreeAddresses {
  void operator()(addrinfo* first) const { ::freeaddrinfo(first); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses addresses_of(const std::string& host, int port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV;
  addrinfo* first = nullptr;
  const int failed = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &first);
  return Addresses(failed == 0 ? first : nullptr);
}

// Where the last connection attempt ended.
bool has_connected(int socket) {
  int fault = 0;
  socklen_t size = sizeof fault;
  return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0;
}

std::optional<Socket> connect_to(const addrinfo& address, const Patience& patience) {
  Socket socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (socket.descriptor() < 0) return std::nullopt;
  const int yes = 1;
  ::setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const bool is_begun =
      ::connect(socket.descriptor(), address.ai_addr, address.ai_addrlen) == 0 || errno == EINPROGRESS;
  if (!is_begun || !patience.at_most(kConnectTimeout).wait_for(socket.descriptor(), POLLOUT))
    return std::nullopt;
  if (!has_connected(socket.descriptor())) return std::nullopt;
  return socket;
}

}  // namespace

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

ssize_t Socket::receive(void* to, std::size_t size) const { return ::recv(descriptor_, to, size, 0); }

ssize_t Socket::send(const void* from, std::size_t size) const {
  return ::send(descriptor_, from, size, MSG_NOSIGNAL);
}

bool Socket::is_quiet() const {
  char byte = 0;
  return ::recv(descriptor_, &byte, 1, MSG_PEEK) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

Result<Socket> dial(const std::string& host, int port, const Patience& patience) {
  const Addresses addresses = addresses_of(host, port);
  if (!addresses)
    return Error{ErrorCode::unavailable, "has no address: see the host in `server`, and DNS", {}};
  for (const addrinfo* one = addresses.get(); one != nullptr && !patience.is_over(); one = one->ai_next)
    if (auto socket = connect_to(*one, patience)) return std::move(*socket);
  return Error{
      ErrorCode::unavailable, "takes no connection: see that gracegated runs, its port and firewalls", {}};
}

}  // namespace gracegate::http
