#include "server/http/listening_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "tests/support/catch.hpp"

using namespace gracegate::server::http;
using gracegate::server::Descriptor;

namespace {

// Begins to connect without waiting for it.
Descriptor start_connecting(int port) {
  Descriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  static_cast<void>(::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
  return client;
}

bool can_read(int socket) {
  pollfd entry{socket, POLLIN, 0};
  return ::poll(&entry, 1, 60'000) == 1;
}

}  // namespace

TEST_CASE("An accepted connection sends small replies at once (TCP_NODELAY)") {
  auto socket = ListeningSocket::open(Options());
  REQUIRE(socket);
  const Descriptor client = start_connecting(socket->port());
  REQUIRE(can_read(socket->descriptor()));
  ListeningSocket::Pause pause{};
  const auto accepted = socket->accept(pause);
  REQUIRE(accepted);
  int value = 0;
  socklen_t size = sizeof value;
  REQUIRE(::getsockopt(accepted->socket.get(), IPPROTO_TCP, TCP_NODELAY, &value, &size) == 0);
  CHECK(value != 0);
  CHECK(to_string(accepted->peer) == "127.0.0.1");
}

TEST_CASE("A burst of 256 clients finds room in the backlog before anybody accepts") {
  auto socket = ListeningSocket::open(Options());
  REQUIRE(socket);
  std::vector<Descriptor> clients;
  clients.reserve(256);
  for (int i = 0; i < 256; ++i) clients.push_back(start_connecting(socket->port()));
  for (size_t i = 0; i < clients.size(); ++i) {
    REQUIRE(can_read(socket->descriptor()));
    ListeningSocket::Pause pause{};
    REQUIRE(socket->accept(pause));
  }
  tcp_info info{};
  socklen_t size = sizeof info;
  REQUIRE(::getsockopt(socket->descriptor(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0);
  CHECK(info.tcpi_sacked >= 256);  // of a listening socket: its backlog
  ListeningSocket::Pause pause{};
  CHECK_FALSE(socket->accept(pause));
  CHECK(pause == ListeningSocket::Pause::until_ready);
}

TEST_CASE("Two servers cannot share a port, and the second one says which") {
  auto first = ListeningSocket::open(Options());
  REQUIRE(first);
  Options options;
  options.port = first->port();
  const auto second = ListeningSocket::open(options);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == gracegate::ErrorCode::unavailable);
  CHECK(second.error().message == "cannot listen on 127.0.0.1:" + std::to_string(first->port()) +
                                      ": it is in use: end what listens there, or choose another port");
}

TEST_CASE("An address of another machine is said to be one") {
  Options options;
  options.host = "192.0.2.1";  // of no machine (RFC 5737)
  options.port = 8080;
  const auto socket = ListeningSocket::open(options);
  REQUIRE_FALSE(socket);
  CHECK(socket.error().message.rfind("cannot listen on 192.0.2.1:8080: it is no address of this machine",
                                     0) == 0);
}

TEST_CASE("Options that cannot be right are refused when the listener is opened") {
  const auto option_of_fault = [](Options options) {
    const auto listener = Listener::open(std::move(options), [](const Request&) { return Reply(); });
    REQUIRE_FALSE(listener);
    CHECK(listener.error().code == gracegate::ErrorCode::invalid_argument);
    return listener.error().message.substr(0, listener.error().message.find(':'));
  };
  Options options;
  options.port = 65536;
  CHECK(option_of_fault(options) == "--listen");
  options = Options();
  options.host = "256.0.0.1.invalid";
  CHECK(option_of_fault(options) == "--listen");
  options = Options();
  options.trusted_proxies = {"10.0.0.0/8", "everybody"};
  CHECK(option_of_fault(options) == "--trust-proxy");
  options = Options();
  options.tls_cert = "/nonexistent/certificate.pem";
  CHECK(option_of_fault(options) == "--tls-cert");
}

TEST_CASE("The listener serves IPv6 and IPv4 from one socket") {
  Options options;
  options.host = "::";
  auto socket = ListeningSocket::open(options);
  if (!socket) return;  // a machine without IPv6
  const Descriptor client = start_connecting(socket->port());
  REQUIRE(can_read(socket->descriptor()));
  ListeningSocket::Pause pause{};
  const auto accepted = socket->accept(pause);
  REQUIRE(accepted);
  CHECK(to_string(accepted->peer) == "127.0.0.1");
}
