// The connections that are open: how many there may be, whose they are, and how they are told to leave.
#ifndef GRACEGATE_SERVER_HTTP_CONNECTION_TABLE_HPP
#define GRACEGATE_SERVER_HTTP_CONNECTION_TABLE_HPP

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <variant>

#include "server/http/address.hpp"
#include "server/http/refusal.hpp"

namespace gracegate::server::http {

// One open connection. Its own thread uses all of it; the table only the atomics and the socket.
struct Seat {
  Seat(int open_socket, const Address& peer_address, bool trusted)
      : socket(open_socket), peer(peer_address), is_trusted(trusted) {}

  const int socket;
  const Address peer;
  const bool is_trusted;                   // a trusted proxy: its connections are many people's
  std::atomic<bool> is_idle{true};         // no request has arrived that is not yet answered
  std::atomic<bool> must_leave{false};     // finish what is being answered, start nothing more
  std::atomic<std::uint64_t> requests{0};  // that a handler answered; written by its own thread alone
  std::list<Seat>::iterator place;
};

// Threads: any.
class ConnectionTable {
 public:
  // By so much may `total` be exceeded for a moment, while connections that were told to leave do so.
  static constexpr size_t kMaxLeaving = 64;

  struct Limits {
    size_t total;
    size_t per_address;  // 0: no limit
  };

  explicit ConnectionTable(Limits limits) : limits_(limits) {}

  // Takes a place for an open socket, or says why there is none. When all are taken, the connection that has
  // been open longest among the idle ones is told to leave in favour of the new one.
  std::variant<Seat*, Cause> admit(int socket, const Address& peer, bool is_trusted);

  // Gives the place back; leave() also closes the socket.
  void forget(Seat& seat);
  void leave(Seat& seat);

  // Tells the connection that has been open longest among the idle ones to leave; false when there is none.
  bool make_room();

  // Ends every wait for a request, now and from now on; replies can still be written.
  void dismiss_all();

  // Ends every wait for a client.
  void cut_all();

  // False when connections are still open at the deadline.
  bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

  size_t size() const;
  std::uint64_t requests() const;  // of all connections ever

 private:
  bool make_room_locked();

  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::list<Seat> seats_;
  std::map<Address, size_t> per_site_;
  std::uint64_t past_requests_ = 0;
  size_t leaving_ = 0;  // told to leave for another, and still seated
};

}  // namespace gracegate::server::http

#endif
