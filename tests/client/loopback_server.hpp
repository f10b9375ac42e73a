// A bare server on 127.0.0.1 that does to its clients what a test wants.
#ifndef GRACEGATE_TESTS_CLIENT_LOOPBACK_SERVER_HPP
#define GRACEGATE_TESTS_CLIENT_LOOPBACK_SERVER_HPP

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "client/server_url.hpp"

namespace gracegate::test {

// Listens, and accepts nobody: what comes waits in the queue, or before it.
class Listener {
 public:
  explicit Listener(int backlog) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at = loopback(0);
    socklen_t size = sizeof at;
    ::bind(fd_, reinterpret_cast<sockaddr*>(&at), size);
    ::listen(fd_, backlog);
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
  }
  ~Listener() { ::close(fd_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int fd() const { return fd_; }
  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  ServerUrl server() const { return *parse_server_url(url()); }

  static sockaddr_in loopback(int port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons(static_cast<std::uint16_t>(port));
    return at;
  }

 private:
  int fd_;
  int port_ = 0;
};

// Head of a request, from an accepted connection; empty where there is none (any more).
inline std::string read_head(int connection) {
  std::string head;
  char c = 0;
  while (head.find("\r\n\r\n") == std::string::npos && ::read(connection, &c, 1) == 1) head += c;
  return head;
}

inline bool write_text(int connection, const std::string& text) {
  return ::send(connection, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
}

// Accepts one connection after the other and gives each to `serve`.
class LoopbackServer {
 public:
  explicit LoopbackServer(std::function<void(int connection)> serve)
      : serve_(std::move(serve)), thread_([this] { run(); }) {}
  ~LoopbackServer() {
    ::shutdown(listener_.fd(), SHUT_RDWR);
    thread_.join();
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  const Listener& at() const { return listener_; }

 private:
  void run() {
    for (int connection = accept(); connection >= 0; connection = accept()) {
      serve_(connection);
      ::close(connection);
    }
  }
  int accept() { return ::accept4(listener_.fd(), nullptr, nullptr, SOCK_CLOEXEC); }

  Listener listener_{16};
  std::function<void(int)> serve_;
  std::thread thread_;
};

}  // namespace gracegate::test

#endif
