#include "server/http/listening_socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace gracegate::server::http {
namespace {

constexpr int kBacklog = 1024;  // with a short one, a burst of clients waits for its second SYN

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses resolve(const Options& options) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const std::string port = std::to_string(options.port);
  return ::getaddrinfo(options.host.c_str(), port.c_str(), &hints, &list) == 0 ? Addresses(list) : nullptr;
}

void set(int socket, int level, int name, int value) {
  ::setsockopt(socket, level, name, &value, sizeof value);
}

void set_time(int socket, int name, std::chrono::milliseconds time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  timeval value{};
  value.tv_sec = static_cast<decltype(value.tv_sec)>(seconds.count());
  value.tv_usec = static_cast<decltype(value.tv_usec)>(std::chrono::microseconds(time - seconds).count());
  ::setsockopt(socket, SOL_SOCKET, name, &value, sizeof value);
}

// Sets errno where it fails. No SO_REUSEPORT: a second process on the same port would silently take half of
// the clients.
Descriptor listen_on(const addrinfo& address) {
  Descriptor socket(
      ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol));
  if (!socket.is_open()) return socket;
  set(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (address.ai_family == AF_INET6) set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
  const bool listens =
      ::bind(socket.get(), address.ai_addr, address.ai_addrlen) == 0 && ::listen(socket.get(), kBacklog) == 0;
  return listens ? std::move(socket) : Descriptor();
}

// Where, and why not. `fault` is an errno.
Error cannot_listen(const Options& options, int fault) {
  const bool is_v6 = options.host.find(':') != std::string::npos;
  const std::string place =
      (is_v6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(options.port);
  const std::string cause = fault == EADDRINUSE
                                ? "it is in use: end what listens there, or choose another port"
                            : fault == EADDRNOTAVAIL ? "it is no address of this machine: choose one that is"
                            : fault == EACCES        ? "it takes more rights: choose a port above 1023"
                                                     : std::generic_category().message(fault);
  return {ErrorCode::unavailable, "cannot listen on " + place + ": " + cause, ""};
}

ListeningSocket::Pause pause_after(int error) {
  if (error == EAGAIN || error == EWOULDBLOCK) return ListeningSocket::Pause::until_ready;
  const bool is_out = error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
  return is_out ? ListeningSocket::Pause::for_a_while : ListeningSocket::Pause::none;
}

}  // namespace

ListeningSocket::ListeningSocket(Descriptor socket, const Options& options)
    : socket_(std::move(socket)), idle_timeout_(options.keep_alive), write_timeout_(options.write_timeout) {}

Result<ListeningSocket> ListeningSocket::open(const Options& options) {
  if (options.port < 0 || options.port > 65535) {
    return Error{ErrorCode::invalid_argument, "--listen: give a port from 0 to 65535", ""};
  }
  const Addresses addresses = resolve(options);
  if (!addresses) {
    return Error{
        ErrorCode::invalid_argument,
        "--listen: this host is not known: give an address of this machine, for example 127.0.0.1:8080", ""};
  }
  int fault = 0;
  for (const addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
    Descriptor socket = listen_on(*address);
    if (socket.is_open()) return ListeningSocket(std::move(socket), options);
    fault = errno;
  }
  return cannot_listen(options, fault);
}

int ListeningSocket::port() const {
  sockaddr_storage own{};
  socklen_t size = sizeof own;
  if (::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&own), &size) != 0) return 0;
  return ntohs(own.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(own).sin6_port
                                         : reinterpret_cast<const sockaddr_in&>(own).sin_port);
}

std::optional<Accepted> ListeningSocket::accept(Pause& pause) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  Descriptor client(::accept4(socket_.get(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC));
  if (!client.is_open()) {
    pause = pause_after(errno);
    return std::nullopt;
  }
  set(client.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  set_time(client.get(), SO_RCVTIMEO, idle_timeout_);
  set_time(client.get(), SO_SNDTIMEO, write_timeout_);
  return Accepted{std::move(client), address_of(peer).value_or(Address{})};
}

}  // namespace gracegate::server::http
