// Cuts a client's bytes into requests, within the limits of size and time.
#ifndef GRACEGATE_SERVER_HTTP_REQUEST_READER_HPP
#define GRACEGATE_SERVER_HTTP_REQUEST_READER_HPP

#include <string>
#include <vector>

#include "server/http/body_budget.hpp"
#include "server/http/byte_stream.hpp"
#include "server/http/connection_table.hpp"
#include "server/http/guard.hpp"
#include "server/http/listener.hpp"

namespace gracegate::server::http {

// Threads: one, that of its connection.
class RequestReader {
 public:
  // All of them outlive the reader.
  RequestReader(ByteStream& stream, const Options& options, const HeadLimits& limits, Seat& seat);

  enum class Outcome {
    arrived,
    refused,  // cause() says why
    ended,    // the client left, was idle for too long or has to leave: nothing is said
  };

  Outcome read_head();
  std::string_view head() const;  // once arrived, until drop_head
  void drop_head();

  // Takes `length` bytes into `body`. Memory and `share` grow with what has arrived, not with what was
  // announced.
  Outcome read_body(size_t length, std::string& body, BodyBudget::Share& share);

  bool has_more() const { return begin_ != end_; }  // bytes after what was taken off
  Cause cause() const { return cause_; }

  // Reads and forgets, so that a client that is still sending sees the refusal before the connection ends.
  void discard_until(Deadline deadline);

 private:
  Outcome refuse(Cause cause);
  ReadResult receive_idle();
  void make_room();
  void shrink();

  ByteStream& stream_;
  const Options& options_;
  const HeadLimits& limits_;
  Seat& seat_;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;  // of the bytes in buffer_ that are not yet taken off
  size_t head_length_ = 0;
  bool is_first_ = true;
  Cause cause_ = Cause::malformed_request;
};

}  // namespace gracegate::server::http

#endif
