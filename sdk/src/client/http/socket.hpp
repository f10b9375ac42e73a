// A socket of TCP that does not block.
#ifndef GRACEGATE_CLIENT_HTTP_SOCKET_HPP
#define GRACEGATE_CLIENT_HTTP_SOCKET_HPP

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <utility>

#include "client/http/patience.hpp"
#include "gracegate/result.hpp"

namespace gracegate::http {

// Threads: one at a time.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket();

  // As recv(2) and send(2), at once: -1 with errno. No SIGPIPE.
  ssize_t receive(void* to, std::size_t size) const;
  ssize_t send(const void* from, std::size_t size) const;

  // Whether there is nothing to read, and no end either.
  bool is_quiet() const;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// Connects to the first address of `host` that takes it. The look-up of a name is the system's, and cannot be
// bounded or interrupted; each attempt gets 10 s. Errors: unavailable.
Result<Socket> dial(const std::string& host, int port, const Patience& patience);

}  // namespace gracegate::http

#endif
