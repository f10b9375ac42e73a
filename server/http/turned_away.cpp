#include "server/http/turned_away.hpp"

#include <sys/socket.h>

#include <array>

#include "server/http/reply_writer.hpp"

namespace gracegate::server::http {
namespace {

constexpr size_t kMost = 64;

}  // namespace

void TurnedAway::tell(Descriptor socket, Cause cause, Instant now) {
  const Reply reply = reply_to(cause);
  std::string bytes;
  write_reply_head(reply, Framing(), false, {}, bytes);
  bytes += reply.body;
  static_cast<void>(
      ::send(socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL));  // as far as it goes
  ::shutdown(socket.get(), SHUT_WR);
  if (sockets_.size() == kMost) close_oldest();
  sockets_.push_back({std::move(socket), now + std::chrono::seconds(1)});
}

void TurnedAway::close_before(Instant now) {
  while (!sockets_.empty() && sockets_.front().until <= now) close_oldest();
}

void TurnedAway::close_oldest() {
  std::array<char, 16 * 1024> unread;
  static_cast<void>(::recv(sockets_.front().socket.get(), unread.data(), unread.size(), MSG_DONTWAIT));
  sockets_.pop_front();
}

}  // namespace gracegate::server::http
