#include "tests/server/http/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace gracegate::tests {
namespace {

constexpr int kHangs = 60'000;  // milliseconds after which a test is given up, not a limit on the server

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to the listener");
  }
  return socket;
}

size_t content_length(const std::string& head) {
  const size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

}  // namespace

RawClient::RawClient(int port) : socket_(connect_to(port)) {}

bool RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

bool RawClient::receive() {
  pollfd entry{socket_.get(), POLLIN, 0};
  if (::poll(&entry, 1, kHangs) != 1) throw std::runtime_error("the server says nothing");
  std::array<char, 64 * 1024> bytes;
  const ssize_t count = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
  if (count > 0) received_.append(bytes.data(), static_cast<size_t>(count));
  return count > 0;
}

bool RawClient::has_something_to_read() const {
  pollfd entry{socket_.get(), POLLIN, 0};
  return !received_.empty() || ::poll(&entry, 1, 0) == 1;
}

RawReply RawClient::take_head() {
  size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) return {};
  }
  RawReply reply;
  reply.head = received_.substr(0, end + 4);
  received_.erase(0, end + 4);
  reply.status =
      static_cast<int>(std::strtol(reply.head.c_str() + std::string_view("HTTP/1.1 ").size(), nullptr, 10));
  return reply;
}

RawReply RawClient::read_head_only() { return take_head(); }

RawReply RawClient::read_reply() {
  RawReply reply = take_head();
  const size_t length = content_length(reply.head);
  while (received_.size() < length) {
    if (!receive()) return {};
  }
  reply.body = received_.substr(0, length);
  received_.erase(0, length);
  return reply;
}

RawReply RawClient::ask(std::string_view bytes) {
  static_cast<void>(send(bytes));  // a server that refuses early may close before it has all
  return read_reply();
}

std::string RawClient::rest() {
  while (receive()) {
  }
  return std::exchange(received_, std::string());
}

bool RawClient::is_closed_by_server() { return rest().empty(); }

std::string post(std::string_view headers, std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(headers) + "\r\n" + std::string(body);
}

}  // namespace gracegate::tests
