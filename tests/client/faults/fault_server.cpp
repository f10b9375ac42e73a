#include "tests/client/faults/fault_server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "tests/client/faults/answers.hpp"
#include "tests/client/loopback_server.hpp"

namespace gracegate::test {
namespace {

constexpr std::uint64_t kGigabyte = 1u << 30;

// Bound to a port of 127.0.0.1 (0: a free one), together with others of this program.
int bound_socket(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const sockaddr_in at = Listener::loopback(port);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0) return fd;
  ::close(fd);
  return -1;
}

int port_of(int fd) {
  sockaddr_in at{};
  socklen_t size = sizeof at;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size);
  return ntohs(at.sin_port);
}

const Certificate* certificate_for(const Identities* identities, Fault fault) {
  if (identities == nullptr) return nullptr;
  if (fault == Fault::expired_certificate) return &identities->expired;
  return fault == Fault::foreign_certificate ? &identities->foreign : &identities->own;
}

}  // namespace

FaultServer::FaultServer(Healthy healthy, const Identities* identities)
    : healthy_(std::move(healthy)),
      identities_(identities),
      reserved_(bound_socket(0)),
      port_(port_of(reserved_)),
      thread_([this] { run(); }) {
  become(Fault::none);
}

FaultServer::~FaultServer() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_over_ = true;
  }
  become(Fault::refuses);
  thread_.join();
  ::close(reserved_);
}

std::string FaultServer::url() const {
  return (identities_ != nullptr ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(port_);
}

void FaultServer::become(Fault fault) {
  std::unique_lock<std::mutex> lock(mutex_);
  wanted_ = fault;
  is_ready_ = false;
  if (listener_ >= 0) ::shutdown(listener_, SHUT_RDWR);
  if (connection_ >= 0) ::shutdown(connection_, SHUT_RDWR);
  changed_.notify_all();
  changed_.wait(lock, [this] { return is_ready_; });
}

void FaultServer::wait_until_met() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return is_met_; });
}

std::uint64_t FaultServer::most_sent() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return most_sent_;
}

int FaultServer::strays() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return strays_;
}

void FaultServer::run() {
  while (open_port()) {
    take_connections();
    const std::lock_guard<std::mutex> lock(mutex_);
    ::close(std::exchange(listener_, -1));
  }
}

// Waits while the port has to be closed. False: it is over.
bool FaultServer::open_port() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    fault_ = wanted_;
    is_met_ = false;
    if (fault_ != Fault::refuses) break;
    is_ready_ = true;
    changed_.notify_all();
    if (is_over_) return false;
    changed_.wait(lock, [this] { return !is_ready_; });
  }
  listener_ = bound_socket(port_);
  ::listen(listener_, 16);
  is_ready_ = true;
  changed_.notify_all();
  return true;
}

void FaultServer::take_connections() {
  for (;;) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    Fault fault{};
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      connection_ = connection;
      fault = fault_;
      if (!is_ready_) ::shutdown(connection, SHUT_RDWR);
    }
    if (needs_tls(fault)) met();
    Line line(connection, certificate_for(identities_, fault));
    serve(line, fault);
    const std::lock_guard<std::mutex> lock(mutex_);
    most_sent_ = std::max(most_sent_, line.sent());
    connection_ = -1;
    ::close(connection);
  }
}

void FaultServer::serve(Line& line, Fault fault) {
  while (line.is_open()) {
    const std::string head = line.read_head();
    if (head.empty()) return;
    const TransportRequest request = parse_request(head);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      strays_ += request.target.rfind("/v1/", 0) == 0 ? 0 : 1;
    }
    met();
    if (!play(line, fault, request)) return;
  }
}

void FaultServer::met() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_met_ = true;
  changed_.notify_all();
}

// Whether the connection goes on.
bool FaultServer::play(Line& line, Fault fault, const TransportRequest& request) {
  const std::string whole = text_of(fault);
  if (!whole.empty()) return line.write(whole);
  switch (fault) {
    case Fault::resets:
      line.reset();
      return false;
    case Fault::black_hole:
      return !line.has_gone();
    case Fault::drips:
      for (bool goes_on = line.write("HTTP/1.1 200 OK\r\nX-Nothing: "); goes_on && !line.has_gone(20);)
        goes_on = line.write("x");
      return false;
    case Fault::endless:
    case Fault::huge:
      send_gigabyte(line, fault == Fault::huge);
      return false;
    default:
      break;
  }
  TransportRequest asked = request;
  if (fault != Fault::none) asked.if_none_match.clear();  // of "not modified" there is no half
  const TransportResponse right = healthy_(asked);
  const std::string text = text_of(right);
  if (fault == Fault::truncates) {
    (void)line.write(std::string_view(text).substr(0, text.size() - right.body.size() / 2));
    return false;
  }
  return line.write(fault == Fault::wrong_length ? text_of(right, right.body.size() / 2) : text);
}

void FaultServer::send_gigabyte(Line& line, bool is_announced) {
  const std::string piece(64 * 1024, ' ');
  const std::string length = "Content-Length: " + std::to_string(kGigabyte) + "\r\n";
  bool goes_on = line.write("HTTP/1.1 200 OK\r\n" + (is_announced ? length : "") + "\r\n");
  while (goes_on && line.sent() < kGigabyte) goes_on = line.write(piece);
}

}  // namespace gracegate::test
