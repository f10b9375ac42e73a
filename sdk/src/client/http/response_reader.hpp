// Reads one answer of HTTP/1.1 (RFC 9112).
#ifndef GRACEGATE_CLIENT_HTTP_RESPONSE_READER_HPP
#define GRACEGATE_CLIENT_HTTP_RESPONSE_READER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/http/connection.hpp"

namespace gracegate::http {

struct Response {
  int status = 0;
  std::string etag, receipt, retry_after;  // as sent; empty: not there
  std::string body;
  bool may_go_on = false;  // the connection can carry another exchange
};

// Errors read as Connection's do. Threads: one.
class ResponseReader {
 public:
  static constexpr std::size_t kMostBeforeBody = 64 * 1024;

  ResponseReader(Connection& connection, const Patience& patience, std::size_t most_body)
      : connection_(connection), patience_(patience), most_body_(most_body) {}

  // Errors: unavailable (broken off, too late, or not HTTP), too_large.
  Result<Response> read();
  // Whether any byte of an answer has come.
  bool has_begun() const { return has_begun_; }

 private:
  struct Framing {
    bool is_chunked = false;
    bool closes = false;
    std::optional<std::uint64_t> length;
  };

  Result<void> read_head(std::size_t& budget);
  Result<void> read_status(std::size_t& budget);
  Result<void> take_field(std::string_view name, std::string_view value);
  Result<void> take_length(std::string_view value);
  Result<void> read_body();
  Result<void> read_chunks();
  Result<void> read_trailer();
  Result<void> read_to_end();
  Result<void> take(std::uint64_t count);
  Result<std::string> next_line(std::size_t& budget);
  // False: the server has ended the connection.
  Result<bool> fill();

  Connection& connection_;
  const Patience& patience_;
  const std::size_t most_body_;
  std::string buffer_;  // read, not yet taken
  Framing framing_;
  Response response_;
  bool has_begun_ = false;
};

}  // namespace gracegate::http

#endif
