// TLS to the server, always verified.
#ifndef GRACEGATE_CLIENT_HTTP_TLS_HPP
#define GRACEGATE_CLIENT_HTTP_TLS_HPP

#include <memory>
#include <string>

#include "client/http/connection.hpp"

namespace gracegate::http {

// What all connections to one server share. Threads: one at a time.
class TlsContext {
 public:
  // `ca_file`: PEM; empty: the system's authorities. A file that cannot be used is told of by connect().
  explicit TlsContext(const std::string& ca_file);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  // Shakes hands over the socket and verifies the certificate for `host`, a name or an address (RFC 9525).
  // Errors, as the end of a sentence that begins with the server's name: untrusted (the certificate, or
  // ca_file), malformed (no TLS), unavailable.
  Result<std::unique_ptr<Connection>> connect(Socket socket, const std::string& host,
                                              const Patience& patience);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gracegate::http

#endif
