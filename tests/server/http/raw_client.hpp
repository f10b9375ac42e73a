// A client that sends any bytes it likes, and reads replies as a strict one would.
#ifndef GRACEGATE_TESTS_SERVER_HTTP_RAW_CLIENT_HPP
#define GRACEGATE_TESTS_SERVER_HTTP_RAW_CLIENT_HPP

#include <string>
#include <string_view>

#include "server/files/descriptor.hpp"

namespace gracegate::tests {

struct RawReply {
  int status = 0;    // 0: the connection ended without a reply
  std::string head;  // up to and including the empty line
  std::string body;

  bool has(std::string_view text) const {
    return head.find(text) != std::string::npos || body.find(text) != std::string::npos;
  }
};

class RawClient {
 public:
  explicit RawClient(int port);

  // False when the server has closed the connection.
  bool send(std::string_view bytes) const;

  RawReply read_reply();      // with the body that Content-Length promises
  RawReply read_head_only();  // for HEAD
  RawReply ask(std::string_view bytes);
  bool is_closed_by_server();  // waits for it; true when nothing came before the end
  bool has_something_to_read() const;
  std::string rest();  // all that still comes until the server closes
  int socket() const { return socket_.get(); }

 private:
  bool receive();
  RawReply take_head();

  server::Descriptor socket_;
  std::string received_;
};

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::string post(std::string_view headers, std::string_view body);  // with a right Content-Length

}  // namespace gracegate::tests

#endif
