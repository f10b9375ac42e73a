// A client's bytes, plain or through TLS. One guard serves both because it only knows this.
#ifndef GRACEGATE_SERVER_HTTP_BYTE_STREAM_HPP
#define GRACEGATE_SERVER_HTTP_BYTE_STREAM_HPP

#include <chrono>
#include <cstddef>
#include <string_view>

namespace gracegate::server::http {

using Deadline = std::chrono::steady_clock::time_point;

enum class ReadEnd { none, closed, timed_out };

struct ReadResult {
  size_t count = 0;  // at least 1 when end is none
  ReadEnd end = ReadEnd::none;
};

// Threads: one, that of its connection. Another one may shut the socket down, which ends every wait here.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Waits for the first bytes of the next request, as long as a connection may be idle.
  virtual ReadResult read_next(char* to, size_t size) = 0;

  virtual ReadResult read_until(Deadline deadline, char* to, size_t size) = 0;

  // False when the client does not take the bytes within the write timeout, or is gone.
  virtual bool write(std::string_view head, std::string_view body) = 0;

  // Says that nothing more will be written.
  virtual void finish() = 0;
};

// What the write timeout is granted for: a long reply gets it again for each piece, so that a slow line
// can take it while one that takes nothing ends soon.
constexpr size_t kWritePiece = size_t{1} << 20;

// Waits until `events` (of poll) hold for the socket; false when the deadline passes first.
bool wait_for(int socket, short events, Deadline deadline);

}  // namespace gracegate::server::http

#endif
