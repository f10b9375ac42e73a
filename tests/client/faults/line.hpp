// One connection of a test server, in the clear or in TLS.
#ifndef GRACEGATE_TESTS_CLIENT_FAULTS_LINE_HPP
#define GRACEGATE_TESTS_CLIENT_FAULTS_LINE_HPP

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tests/client/certificate.hpp"

namespace gracegate::test {

// Who a server with TLS can say that it is.
struct Identities {
  Certificate own;
  Certificate expired{-60};
  Certificate foreign;
  PemFile authorities{own, expired};
};

// Threads: one.
class Line {
 public:
  // In TLS where there is a certificate; up to this version of OpenSSL's, 0: up to the newest. This thread
  // gets no SIGPIPE from then on: OpenSSL writes without MSG_NOSIGNAL.
  Line(int connection, const Certificate* certificate, int newest_tls = 0);

  bool is_open() const { return is_open_; }
  // Whom the client's hello asks for (RFC 6066 §3); empty: nobody by name.
  std::string server_name() const;
  // Head of a request; empty where there is none (any more).
  std::string read_head();
  // False where the client has gone.
  bool write(std::string_view text);
  // So many records that are TLS's own, and no data (RFC 8446 §4.6.3).
  void update_keys(int count);
  // Whether the client goes within so many milliseconds; without a number, waits for it.
  bool has_gone(int milliseconds = -1);
  // Ends TLS as one should. Without it the end of the connection is one that anybody could have made.
  void say_goodbye();
  // Breaks the connection off as it closes.
  void reset();

  std::uint64_t sent() const { return sent_; }

 private:
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };

  bool read_byte(char& byte);

  const int connection_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> ssl_;
  bool is_open_ = true;
  std::uint64_t sent_ = 0;
};

}  // namespace gracegate::test

#endif
