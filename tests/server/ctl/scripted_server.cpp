#include "tests/server/ctl/scripted_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace gracegate::ctl {
namespace {

std::size_t body_size(const std::string& head) {
  const std::size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

std::string read_request(int connection) {
  std::string text;
  for (char c = 0; text.find("\r\n\r\n") == std::string::npos && read(connection, &c, 1) == 1;) text += c;
  const std::size_t whole = text.size() + body_size(text);
  for (char c = 0; text.size() < whole && read(connection, &c, 1) == 1;) text += c;
  return text;
}

}  // namespace

ScriptedServer::ScriptedServer(std::vector<std::string> answers) : answers_(std::move(answers)) {
  listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const place = reinterpret_cast<sockaddr*>(&address);
  if (bind(listening_, place, size) != 0 || listen(listening_, 8) != 0 ||
      getsockname(listening_, place, &size) != 0)
    throw std::runtime_error("no port");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  ::shutdown(listening_, SHUT_RDWR);  // wakes the accept() of answers that nobody has asked for
  if (thread_.joinable()) thread_.join();
  if (listening_ >= 0) close(listening_);
}

const std::vector<std::string>& ScriptedServer::requests() {
  if (thread_.joinable()) thread_.join();
  return requests_;
}

void ScriptedServer::serve() {
  for (const std::string& answer : answers_) {
    const int connection = accept(listening_, nullptr, nullptr);
    if (connection < 0) return;
    requests_.push_back(read_request(connection));
    if (!answer.empty()) static_cast<void>(send(connection, answer.data(), answer.size(), MSG_NOSIGNAL));
    close(connection);
  }
  ::shutdown(listening_, SHUT_RDWR);
}

std::string http(int status, const std::string& body, const std::string& type) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace gracegate::ctl
