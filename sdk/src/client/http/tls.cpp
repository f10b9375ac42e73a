#include "client/http/tls.hpp"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace gracegate::http {
namespace {

struct Free {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(BIO_METHOD* method) const { BIO_meth_free(method); }
};

// What OpenSSL reads from and writes to. In one call it reads for as long as something comes that is not the
// other side's data, so the end of the wait has to be seen here.
struct Wire {
  Socket socket;
  const Patience* patience = nullptr;  // of the call that is under way; nullptr: what is there, up to ...
  int reads_left = 0;                  // ... so many times
};

Wire& wire_of(BIO* bio) { return *static_cast<Wire*>(BIO_get_data(bio)); }

bool may_read(Wire& wire) {
  return wire.patience != nullptr ? !wire.patience->is_over() : wire.reads_left-- > 0;
}

// OpenSSL's own way to a socket would raise SIGPIPE.
int read_socket(BIO* bio, char* to, int size) {
  BIO_clear_retry_flags(bio);
  Wire& wire = wire_of(bio);
  const bool reads = may_read(wire);
  const ssize_t count = reads ? wire.socket.receive(to, static_cast<std::size_t>(size)) : -1;
  if (!reads || (count < 0 && (errno == EAGAIN || errno == EINTR))) BIO_set_retry_read(bio);
  return static_cast<int>(count);
}

int write_socket(BIO* bio, const char* from, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t count = wire_of(bio).socket.send(from, static_cast<std::size_t>(size));
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
  return static_cast<int>(count);
}

long control_socket(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

std::unique_ptr<BIO_METHOD, Free> make_method() {
  std::unique_ptr<BIO_METHOD, Free> method(BIO_meth_new(BIO_TYPE_SOURCE_SINK, "gracegate socket"));
  if (!method) return nullptr;
  BIO_meth_set_read(method.get(), read_socket);
  BIO_meth_set_write(method.get(), write_socket);
  BIO_meth_set_ctrl(method.get(), control_socket);
  return method;
}

int int_size(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

bool is_address(const std::string& host) {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, host.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

bool expect_host(SSL* ssl, const std::string& host) {
  if (is_address(host)) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  return SSL_set1_host(ssl, host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

Error no_memory() { return {ErrorCode::unavailable, "is not asked: no memory for TLS", {}}; }

class TlsConnection : public Connection {
 public:
  TlsConnection(SSL* ssl, Socket socket) : wire_{std::move(socket)}, ssl_(ssl) {}
  // Says goodbye as far as that goes without waiting.
  ~TlsConnection() override {
    ERR_clear_error();
    if (SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
    ERR_clear_error();
  }
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  Wire& wire() { return wire_; }

  Result<void> shake_hands(const Patience& patience) {
    const auto done = repeat(patience, [&] { return SSL_connect(ssl_.get()); });
    if (done) return {};
    if (const long fault = SSL_get_verify_result(ssl_.get()); fault != X509_V_OK) return not_verified(fault);
    if (patience.is_over() || done.error().code != ErrorCode::malformed) return done.error();
    return Error{ErrorCode::malformed, "breaks off the TLS handshake: does it speak https?", {}};
  }

  Result<std::size_t> read(char* to, std::size_t size, const Patience& patience) override {
    const auto count = repeat(patience, [&] { return SSL_read(ssl_.get(), to, int_size(size)); });
    if (count) return static_cast<std::size_t>(*count);
    if (SSL_get_shutdown(ssl_.get()) == SSL_RECEIVED_SHUTDOWN) return std::size_t{0};
    return patience.is_over() ? count.error() : broken_off();
  }

  Result<void> write(std::string_view bytes, const Patience& patience) override {
    while (!bytes.empty()) {
      const auto count =
          repeat(patience, [&] { return SSL_write(ssl_.get(), bytes.data(), int_size(bytes.size())); });
      if (!count) return patience.is_over() ? count.error() : broken_off();
      bytes.remove_prefix(static_cast<std::size_t>(*count));
    }
    return {};
  }

  // What TLS itself says between answers (tickets) is read here; it waits for nothing, and who says very much
  // is not quiet.
  bool is_quiet() override {
    char byte = 0;
    ERR_clear_error();
    wire_.reads_left = kMostUnasked;
    const int count = SSL_peek(ssl_.get(), &byte, 1);
    const int reason = SSL_get_error(ssl_.get(), count);
    return count <= 0 && reason == SSL_ERROR_WANT_READ && wire_.reads_left >= 0;
  }

 private:
  static constexpr int kMostUnasked = 64;  // reads

  static Error not_verified(long fault) {
    return {ErrorCode::untrusted,
            std::string("has a TLS certificate that does not verify (") +
                X509_verify_cert_error_string(fault) +
                "): check ca_file, and that `server` names it as the certificate does",
            {}};
  }

  // Calls `attempt` until it returns more than 0. Errors: unavailable (no patience any more), malformed.
  template <class Attempt>
  Result<int> repeat(const Patience& patience, Attempt attempt) {
    while (true) {
      // Also while there is always more to read.
      if (patience.is_over()) return patience.wait_for(descriptor(), POLLIN).error();
      ERR_clear_error();
      wire_.patience = &patience;
      const int result = attempt();
      wire_.patience = nullptr;
      if (result > 0) return result;
      const int reason = SSL_get_error(ssl_.get(), result);
      if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE)
        return Error{ErrorCode::malformed, "does not speak TLS as it should", {}};
      const short events = reason == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
      if (const auto ready = patience.wait_for(descriptor(), events); !ready) return ready.error();
    }
  }

  int descriptor() const { return wire_.socket.descriptor(); }

  Wire wire_;
  std::unique_ptr<SSL, Free> ssl_;
};

}  // namespace

struct TlsContext::Impl {
  std::unique_ptr<BIO_METHOD, Free> method;  // outlives what was made by it
  std::unique_ptr<SSL_CTX, Free> context;
  bool has_authorities = false;
};

TlsContext::TlsContext(const std::string& ca_file) : impl_(std::make_unique<Impl>()) {
  impl_->method = make_method();
  impl_->context.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* const context = impl_->context.get();
  if (context == nullptr || !impl_->method) return;
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  ERR_clear_error();
  impl_->has_authorities = (ca_file.empty() ? SSL_CTX_set_default_verify_paths(context)
                                            : SSL_CTX_load_verify_file(context, ca_file.c_str())) == 1;
  ERR_clear_error();
}

TlsContext::~TlsContext() = default;

Result<std::unique_ptr<Connection>> TlsContext::connect(Socket socket, const std::string& host,
                                                        const Patience& patience) {
  if (!impl_->has_authorities)
    return Error{
        ErrorCode::untrusted, "cannot be verified: the TLS authorities do not load, check ca_file", {}};
  SSL* const ssl = SSL_new(impl_->context.get());
  if (ssl == nullptr) return no_memory();
  auto connection = std::make_unique<TlsConnection>(ssl, std::move(socket));
  BIO* const bio = expect_host(ssl, host) ? BIO_new(impl_->method.get()) : nullptr;
  if (bio == nullptr) return no_memory();
  BIO_set_data(bio, &connection->wire());
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl, bio, bio);
  if (const auto shaken = connection->shake_hands(patience); !shaken) return shaken.error();
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace gracegate::http
