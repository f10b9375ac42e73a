// ByteStream over a socket without encryption.
#ifndef GRACEGATE_SERVER_HTTP_PLAIN_STREAM_HPP
#define GRACEGATE_SERVER_HTTP_PLAIN_STREAM_HPP

#include "server/http/byte_stream.hpp"

namespace gracegate::server::http {

// The socket is a blocking one with SO_RCVTIMEO (how long it may be idle) and SO_SNDTIMEO set: then a request
// on a kept-alive connection costs one recv and one sendmsg.
class PlainStream : public ByteStream {
 public:
  explicit PlainStream(int socket) : socket_(socket) {}  // which outlives this and is not closed by it

  ReadResult read_next(char* to, size_t size) override;
  ReadResult read_until(Deadline deadline, char* to, size_t size) override;
  bool write(std::string_view head, std::string_view body) override;
  void finish() override;

 private:
  bool write_piece(std::string_view head, std::string_view body);

  int socket_;
};

}  // namespace gracegate::server::http

#endif
