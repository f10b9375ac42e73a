// Clients for whom there is no place: they are told so, without a thread and without waiting for them.
#ifndef GRACEGATE_SERVER_HTTP_TURNED_AWAY_HPP
#define GRACEGATE_SERVER_HTTP_TURNED_AWAY_HPP

#include <chrono>
#include <deque>

#include "server/files/descriptor.hpp"
#include "server/http/refusal.hpp"

namespace gracegate::server::http {

// Holds each of the last few sockets for a second: closed at once, the client's request, still on its way,
// would be answered by a reset, which can overtake the refusal. Threads: one.
class TurnedAway {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  void tell(Descriptor socket, Cause cause, Instant now);
  void close_before(Instant now);
  bool empty() const { return sockets_.empty(); }

 private:
  struct Parting {
    Descriptor socket;
    Instant until;
  };

  void close_oldest();

  std::deque<Parting> sockets_;
};

}  // namespace gracegate::server::http

#endif
