#include "tests/e2e/rubbish.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>

namespace e2e {
namespace {

using Random = std::mt19937;

std::string random_bytes(Random& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random() & 0xff);
  return bytes;
}

std::string nonsense(Random& random) {
  switch (random() % 8) {
    case 0:
      return random_bytes(random, 1 + random() % 4096);
    case 1:
      return "BREW /v1/cases HTTP/1.1\r\nHost: x\r\n\r\n";
    case 2:
      return "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(300000, 'a') + "\r\n\r\n";
    case 3:
      return "POST /v1/accounts/acme/payments HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"payment\"";
    case 4:
      return "GET /" + std::string(100000, '%') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    case 5: {
      std::string many = "GET /notes HTTP/1.1\r\nHost: x\r\n";
      for (int i = 0; i < 5000; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
      return many + "\r\n";
    }
    case 6:
      return "DELETE /v1/cases HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" +
             random_bytes(random, 200);
    default:
      return std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + random_bytes(random, 300);
  }
}

int connected(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  at.sin_port = htons(static_cast<std::uint16_t>(port));
  if (fd >= 0 && ::connect(fd, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0) return fd;
  if (fd >= 0) ::close(fd);
  return -1;
}

// Not for longer than a moment: a server that is stopped for a while takes nothing.
bool send_all(int fd, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    pollfd one{fd, POLLOUT, 0};
    if (::poll(&one, 1, 200) != 1) return false;
    const ssize_t sent = ::send(fd, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return false;
    done += static_cast<std::size_t>(sent);
  }
  return true;
}

// What comes back, for a moment at most; often nothing does.
void look_at_answer(int fd) {
  char buffer[4096];
  pollfd one{fd, POLLIN, 0};
  if (::poll(&one, 1, 50) == 1 && ::recv(fd, buffer, sizeof buffer, MSG_DONTWAIT) < 0) return;
}

}  // namespace

Rubbish::Rubbish(const std::vector<int>& ports) {
  unsigned seed = 1;
  for (const int port : ports) threads_.emplace_back([this, port, one = seed++] { run(port, one); });
}

Rubbish::~Rubbish() {
  is_over_ = true;
  for (std::thread& thread : threads_) thread.join();
}

void Rubbish::run(int port, unsigned seed) {
  Random random(seed);
  while (!is_over_) {
    const int fd = connected(port);
    if (fd < 0) {
      std::this_thread::yield();  // the server is down at the moment
      continue;
    }
    if (send_all(fd, nonsense(random))) look_at_answer(fd);
    ::close(fd);
    ++sent_;
  }
}

}  // namespace e2e
