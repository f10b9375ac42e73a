#include "client/live_socket.hpp"

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace gracegate {
namespace {

// Puts something in its place that cannot connect.
void spoil(int socket) {
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0) return;
  ::dup2(nothing, socket);
  ::close(nothing);
}

// Since it was connected: what came, less what still waits to be read. 0 where that cannot be told.
std::uint64_t bytes_read_from(int socket) {
  tcp_info about{};
  socklen_t size = sizeof about;
  if (socket < 0 || ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &about, &size) != 0) return 0;
  int waiting = 0;
  if (::ioctl(socket, FIONREAD, &waiting) != 0) return 0;
  const auto unread = static_cast<std::uint64_t>(waiting);
  return about.tcpi_bytes_received > unread ? about.tcpi_bytes_received - unread : 0;
}

}  // namespace

void LiveSocket::begin() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_ended_ = is_cancelled_;
  has_connected_ = false;
  read_before_ = bytes_read_from(own_);
}

void LiveSocket::watch(int socket) {
  const std::lock_guard<std::mutex> lock(mutex_);
  has_connected_ = true;
  read_before_ = 0;
  if (is_ended_) {
    spoil(socket);
  } else {
    replace(::fcntl(socket, F_DUPFD_CLOEXEC, 0));
  }
}

bool LiveSocket::take_has_connected() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(has_connected_, false);
}

void LiveSocket::end() noexcept {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_ended_ = true;
  if (own_ >= 0) ::shutdown(own_, SHUT_RDWR);
}

void LiveSocket::cancel() noexcept {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_cancelled_ = true;
  }
  end();
}

bool LiveSocket::is_cancelled() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return is_cancelled_;
}

std::uint64_t LiveSocket::bytes_read() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::uint64_t all = bytes_read_from(own_);
  return all > read_before_ ? all - read_before_ : 0;
}

void LiveSocket::replace(int next) {
  if (own_ >= 0) ::close(own_);
  own_ = next;
}

}  // namespace gracegate
