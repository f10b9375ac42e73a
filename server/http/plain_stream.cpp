#include "server/http/plain_stream.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace gracegate::server::http {
namespace {

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

ssize_t receive(int socket, char* to, size_t size, int flags) {
  ssize_t count = 0;
  do {
    count = ::recv(socket, to, size, flags);
  } while (count < 0 && errno == EINTR);
  return count;
}

ReadResult result_of(ssize_t count) {
  if (count > 0) return {static_cast<size_t>(count), ReadEnd::none};
  return {0, count < 0 && would_block() ? ReadEnd::timed_out : ReadEnd::closed};
}

iovec part(std::string_view bytes) { return {const_cast<char*>(bytes.data()), bytes.size()}; }

}  // namespace

bool wait_for(int socket, short events, Deadline deadline) {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd entry{socket, events, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(std::min<long>(left.count(), 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

ReadResult PlainStream::read_next(char* to, size_t size) { return result_of(receive(socket_, to, size, 0)); }

ReadResult PlainStream::read_until(Deadline deadline, char* to, size_t size) {
  while (true) {
    const ssize_t count = receive(socket_, to, size, MSG_DONTWAIT);
    if (count >= 0 || !would_block()) return result_of(count);
    if (!wait_for(socket_, POLLIN, deadline)) return {0, ReadEnd::timed_out};
  }
}

// A blocking sendmsg returns less than all only when SO_SNDTIMEO has passed.
bool PlainStream::write_piece(std::string_view head, std::string_view body) {
  std::array<iovec, 2> parts{part(head), part(body)};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  ssize_t count = 0;
  do {
    count = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  return count >= 0 && static_cast<size_t>(count) == head.size() + body.size();
}

bool PlainStream::write(std::string_view head, std::string_view body) {
  do {
    if (!write_piece(head, body.substr(0, kWritePiece))) return false;
    head = {};
    body.remove_prefix(std::min(kWritePiece, body.size()));
  } while (!body.empty());
  return true;
}

void PlainStream::finish() { ::shutdown(socket_, SHUT_WR); }

}  // namespace gracegate::server::http
