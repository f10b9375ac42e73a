#include "server/http/tls.hpp"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>

#include <algorithm>
#include <climits>
#include <fstream>

namespace gracegate::server::http {
namespace {

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

// What an SSL_… call that returned `result` waits for, as events of poll; 0 when it failed.
short awaited(const SSL* ssl, int result) {
  switch (SSL_get_error(ssl, result)) {
    case SSL_ERROR_WANT_READ:
      return POLLIN;
    case SSL_ERROR_WANT_WRITE:
      return POLLOUT;
    default:
      return 0;
  }
}

// Calls `attempt` until it returns more than 0 (which is returned), fails or the deadline passes (0).
template <class Attempt>
ReadResult repeat_until(Deadline deadline, SSL* ssl, Attempt attempt) {
  while (true) {
    ERR_clear_error();
    const int result = attempt();
    if (result > 0) return {static_cast<size_t>(result), ReadEnd::none};
    const short events = awaited(ssl, result);
    if (events == 0) return {0, ReadEnd::closed};
    if (!wait_for(SSL_get_fd(ssl), events, deadline)) return {0, ReadEnd::timed_out};
  }
}

Deadline after(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

int int_size(size_t size) { return static_cast<int>(std::min<size_t>(size, INT_MAX)); }

class TlsStream : public ByteStream {
 public:
  TlsStream(SSL* ssl, TlsContext::Times times) : ssl_(ssl), times_(times) {}
  ~TlsStream() override { say_goodbye(); }
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  ReadResult shake_hands(Deadline deadline) {
    return repeat_until(deadline, ssl_.get(), [&] { return SSL_accept(ssl_.get()); });
  }

  ReadResult read_next(char* to, size_t size) override { return read_until(after(times_.idle), to, size); }

  ReadResult read_until(Deadline deadline, char* to, size_t size) override {
    return repeat_until(deadline, ssl_.get(), [&] { return SSL_read(ssl_.get(), to, int_size(size)); });
  }

  bool write(std::string_view head, std::string_view body) override;

  void finish() override { say_goodbye(); }

 private:
  // Without a close_notify the client would have to take the end for an attack. As far as it goes: no
  // waiting.
  void say_goodbye() {
    ERR_clear_error();
    if (SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
  }

  bool write_piece(std::string_view bytes) {
    const auto attempt = [&] { return SSL_write(ssl_.get(), bytes.data(), int_size(bytes.size())); };
    return bytes.empty() || repeat_until(after(times_.write), ssl_.get(), attempt).end == ReadEnd::none;
  }

  std::unique_ptr<SSL, FreeSsl> ssl_;
  TlsContext::Times times_;
};

bool TlsStream::write(std::string_view head, std::string_view body) {
  constexpr size_t kOneRecord = 16 * 1024;
  if (head.size() + body.size() <= kOneRecord) return write_piece(std::string(head).append(body));
  if (!write_piece(head)) return false;
  for (; !body.empty(); body.remove_prefix(std::min(kWritePiece, body.size()))) {
    if (!write_piece(body.substr(0, kWritePiece))) return false;
  }
  return true;
}

bool make_non_blocking(int socket) {
  const int flags = ::fcntl(socket, F_GETFL);
  return flags >= 0 && ::fcntl(socket, F_SETFL, flags | O_NONBLOCK) == 0;
}

int choose_http_1_1(SSL* /*ssl*/, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void* /*argument*/) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  const int result = SSL_select_next_proto(const_cast<unsigned char**>(chosen), chosen_size, kHttp11,
                                           sizeof kHttp11 - 1, offered, offered_size);
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

// Instead of asking for it at the terminal.
int have_no_passphrase(char* /*to*/, int /*size*/, int /*writing*/, void* /*argument*/) { return 0; }

Error fault(std::string message) {
  ERR_clear_error();
  return {ErrorCode::invalid_argument, std::move(message), ""};
}

Result<void> check_readable(const char* option, const std::string& file) {
  if (std::ifstream(file).get() != std::ifstream::traits_type::eof()) return {};
  return fault(std::string(option) + ": this file is empty or cannot be read: give one that we may read");
}

// The key goes first: OpenSSL drops one that does not belong to the certificate that follows.
Result<void> load_files(SSL_CTX* context, const std::string& certificate, const std::string& key) {
  if (auto readable = check_readable("--tls-cert", certificate); !readable) return readable;
  if (auto readable = check_readable("--tls-key", key); !readable) return readable;
  SSL_CTX_set_default_passwd_cb(context, have_no_passphrase);
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1)
    return fault("--tls-key: give a private key without a passphrase, as PEM");
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
    return fault("--tls-cert: give a certificate, followed by its chain, as PEM");
  if (SSL_CTX_check_private_key(context) != 1)
    return fault("--tls-key: give the key of the certificate that --tls-cert names; this is another one");
  return {};
}

}  // namespace

struct TlsContext::Impl {
  std::unique_ptr<SSL_CTX, FreeSsl> context;
};

TlsContext::TlsContext(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TlsContext::~TlsContext() = default;

Result<std::unique_ptr<TlsContext>> TlsContext::load(const std::string& certificate, const std::string& key) {
  auto impl = std::make_unique<Impl>();
  impl->context.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = impl->context.get();
  if (context == nullptr)
    return Error{ErrorCode::internal, "tls cannot be set up: check the OpenSSL installation", ""};
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_alpn_select_cb(context, choose_http_1_1, nullptr);
  if (const auto loaded = load_files(context, certificate, key); !loaded) return loaded.error();
  return std::unique_ptr<TlsContext>(new TlsContext(std::move(impl)));
}

std::unique_ptr<ByteStream> TlsContext::accept(int socket, Deadline deadline, Times times) const {
  SSL* ssl = SSL_new(impl_->context.get());
  if (ssl == nullptr) return nullptr;
  auto stream = std::make_unique<TlsStream>(ssl, times);
  if (!make_non_blocking(socket) || SSL_set_fd(ssl, socket) != 1) return nullptr;
  if (stream->shake_hands(deadline).end != ReadEnd::none) return nullptr;
  return stream;
}

}  // namespace gracegate::server::http
