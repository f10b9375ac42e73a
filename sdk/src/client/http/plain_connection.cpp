#include <poll.h>

#include <cerrno>

#include "client/http/connection.hpp"
#include "client/http/socket.hpp"

namespace gracegate::http {
namespace {

bool is_not_ready() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

class PlainConnection : public Connection {
 public:
  explicit PlainConnection(Socket socket) : socket_(std::move(socket)) {}

  Result<std::size_t> read(char* to, std::size_t size, const Patience& patience) override {
    while (true) {
      if (const auto ready = patience.wait_for(socket_.descriptor(), POLLIN); !ready) return ready.error();
      const ssize_t count = socket_.receive(to, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (!is_not_ready()) return broken_off();
    }
  }

  Result<void> write(std::string_view bytes, const Patience& patience) override {
    while (!bytes.empty()) {
      if (const auto ready = patience.wait_for(socket_.descriptor(), POLLOUT); !ready) return ready.error();
      const ssize_t count = socket_.send(bytes.data(), bytes.size());
      if (count < 0 && !is_not_ready()) return broken_off();
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }

  bool is_quiet() override { return socket_.is_quiet(); }

 private:
  Socket socket_;
};

}  // namespace

Error broken_off() { return {ErrorCode::unavailable, "breaks off the connection", {}}; }

std::unique_ptr<Connection> make_plain_connection(Socket socket) {
  return std::make_unique<PlainConnection>(std::move(socket));
}

}  // namespace gracegate::http
