// A connection to the server, over TLS or not.
#ifndef GRACEGATE_CLIENT_HTTP_CONNECTION_HPP
#define GRACEGATE_CLIENT_HTTP_CONNECTION_HPP

#include <cstddef>
#include <memory>
#include <string_view>

#include "client/http/patience.hpp"
#include "client/http/socket.hpp"
#include "gracegate/result.hpp"

namespace gracegate::http {

// Errors read as the end of a sentence that begins with the server's name: "breaks off its answer".
// Threads: one at a time. No call raises SIGPIPE.
class Connection {
 public:
  virtual ~Connection() = default;
  // At least one byte; 0: the server has ended the connection. Errors: unavailable.
  virtual Result<std::size_t> read(char* to, std::size_t size, const Patience& patience) = 0;
  // Errors: unavailable.
  virtual Result<void> write(std::string_view bytes, const Patience& patience) = 0;
  // Whether another request may be written: the server has neither ended the connection nor said anything
  // unasked.
  virtual bool is_quiet() = 0;
};

std::unique_ptr<Connection> make_plain_connection(Socket socket);

// The server, or what is between, ended it without an end of the protocol.
Error broken_off();

}  // namespace gracegate::http

#endif
