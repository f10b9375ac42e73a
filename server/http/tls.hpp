// TLS for the listener, by OpenSSL, whose types stay in tls.cpp.
#ifndef GRACEGATE_SERVER_HTTP_TLS_HPP
#define GRACEGATE_SERVER_HTTP_TLS_HPP

#include <memory>
#include <string>

#include "gracegate/result.hpp"
#include "server/http/byte_stream.hpp"

namespace gracegate::server::http {

// Certificate, key and settings. Threads: any, after load.
class TlsContext {
 public:
  // Of PEM files: the certificate with its chain, and its key. Errors: invalid_argument (with the
  // option of gracegated, and what to do), internal.
  static Result<std::unique_ptr<TlsContext>> load(const std::string& certificate, const std::string& key);
  ~TlsContext();

  struct Times {
    std::chrono::milliseconds idle, write;
  };

  // Makes the socket non-blocking and shakes hands; nullptr when that fails or takes too long.
  std::unique_ptr<ByteStream> accept(int socket, Deadline deadline, Times times) const;

 private:
  struct Impl;
  explicit TlsContext(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gracegate::server::http

#endif
