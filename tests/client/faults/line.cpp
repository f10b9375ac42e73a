#include "tests/client/faults/line.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gracegate::test {
namespace {

void block_pipe_signals() {
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

}  // namespace

Line::Line(int connection, const Certificate* certificate, int newest_tls) : connection_(connection) {
  if (certificate == nullptr) return;
  block_pipe_signals();
  context_.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_max_proto_version(context_.get(), newest_tls);
  SSL_CTX_use_certificate(context_.get(), certificate->x509.get());
  SSL_CTX_use_PrivateKey(context_.get(), certificate->key.get());
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_fd(ssl_.get(), connection_);
  is_open_ = SSL_accept(ssl_.get()) == 1;
}

std::string Line::server_name() const {
  const char* const name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name);
  return name != nullptr ? name : "";
}

std::string Line::read_head() {
  std::string head;
  char byte = 0;
  while (head.find("\r\n\r\n") == std::string::npos) {
    if (!read_byte(byte)) return {};
    head += byte;
  }
  return head;
}

bool Line::read_byte(char& byte) {
  return ssl_ ? SSL_read(ssl_.get(), &byte, 1) == 1 : ::read(connection_, &byte, 1) == 1;
}

void Line::update_keys(int count) {
  for (int i = 0; i < count; ++i) {
    SSL_key_update(ssl_.get(), SSL_KEY_UPDATE_NOT_REQUESTED);
    SSL_do_handshake(ssl_.get());
  }
}

bool Line::write(std::string_view text) {
  while (!text.empty()) {
    const auto done = ssl_ ? SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()))
                           : ::send(connection_, text.data(), text.size(), MSG_NOSIGNAL);
    if (done <= 0) return false;
    sent_ += static_cast<std::uint64_t>(done);
    text.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

bool Line::has_gone(int milliseconds) {
  pollfd state{connection_, POLLRDHUP, 0};
  return ::poll(&state, 1, milliseconds) > 0;
}

void Line::say_goodbye() {
  if (ssl_) SSL_shutdown(ssl_.get());
}

void Line::reset() {
  const linger at_once{1, 0};
  ::setsockopt(connection_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace gracegate::test
