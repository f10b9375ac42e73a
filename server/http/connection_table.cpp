#include "server/http/connection_table.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace gracegate::server::http {

std::variant<Seat*, Cause> ConnectionTable::admit(int socket, const Address& peer, bool is_trusted) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Address site = site_of(peer);
  const bool is_counted = !is_trusted && limits_.per_address != 0;
  if (is_counted) {
    const auto found = per_site_.find(site);
    if (found != per_site_.end() && found->second >= limits_.per_address) {
      return Cause::too_many_connections_from_address;
    }
  }
  if (seats_.size() - leaving_ >= limits_.total && !make_room_locked()) return Cause::too_many_connections;
  if (is_counted) ++per_site_[site];
  Seat& seat = seats_.emplace_back(socket, peer, is_trusted);
  seat.place = std::prev(seats_.end());
  return &seat;
}

bool ConnectionTable::make_room() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return make_room_locked();
}

// Precondition: mutex_ is held.
bool ConnectionTable::make_room_locked() {
  if (leaving_ >= kMaxLeaving) return false;
  for (Seat& seat : seats_) {
    if (!seat.is_idle.load(std::memory_order_relaxed) || seat.must_leave.load()) continue;
    seat.must_leave = true;
    ++leaving_;
    ::shutdown(seat.socket, SHUT_RD);
    return true;
  }
  return false;
}

void ConnectionTable::forget(Seat& seat) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto counted = per_site_.find(site_of(seat.peer));
  if (!seat.is_trusted && counted != per_site_.end() && --counted->second == 0) per_site_.erase(counted);
  past_requests_ += seat.requests.load(std::memory_order_relaxed);
  if (seat.must_leave && leaving_ > 0) --leaving_;
  seats_.erase(seat.place);
  if (seats_.empty()) emptied_.notify_all();
}

// The socket is closed last: while the seat is known, another thread may shut it down by its number.
void ConnectionTable::leave(Seat& seat) {
  const int socket = seat.socket;
  forget(seat);
  ::close(socket);
}

void ConnectionTable::dismiss_all() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Seat& seat : seats_) {
    seat.must_leave = true;
    ::shutdown(seat.socket, SHUT_RD);
  }
}

void ConnectionTable::cut_all() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Seat& seat : seats_) ::shutdown(seat.socket, SHUT_RDWR);
}

bool ConnectionTable::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock<std::mutex> lock(mutex_);
  return emptied_.wait_until(lock, deadline, [&] { return seats_.empty(); });
}

size_t ConnectionTable::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return seats_.size();
}

std::uint64_t ConnectionTable::requests() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::uint64_t sum = past_requests_;
  for (const Seat& seat : seats_) sum += seat.requests.load(std::memory_order_relaxed);
  return sum;
}

}  // namespace gracegate::server::http
