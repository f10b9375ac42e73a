// A server that says what it was told to, whatever it is asked.
#ifndef GRACEGATE_TESTS_CLIENT_RECORDED_CONNECTION_HPP
#define GRACEGATE_TESTS_CLIENT_RECORDED_CONNECTION_HPP

#include <algorithm>
#include <string_view>

#include "client/http/response_reader.hpp"

namespace gracegate::test {

// Says `text`, which outlives it, in pieces of so many bytes at most, and then ends.
class RecordedConnection : public http::Connection {
 public:
  RecordedConnection(std::string_view text, std::size_t piece) : text_(text), piece_(piece) {}

  Result<std::size_t> read(char* to, std::size_t size, const http::Patience& /*patience*/) override {
    const std::size_t count = std::min({size, piece_, text_.size()});
    text_.copy(to, count);
    text_.remove_prefix(count);
    return count;
  }
  Result<void> write(std::string_view /*bytes*/, const http::Patience& /*patience*/) override { return {}; }
  bool is_quiet() override { return true; }

 private:
  std::string_view text_;
  std::size_t piece_;
};

inline Result<http::Response> read_answer(std::string_view text, std::size_t piece, std::size_t most_body) {
  const http::Interrupt interrupt;
  const http::Patience patience(http::Patience::Instant::max(), interrupt);
  RecordedConnection connection(text, piece);
  return http::ResponseReader(connection, patience, most_body).read();
}

}  // namespace gracegate::test

#endif
