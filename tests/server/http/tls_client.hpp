// A certificate for one test, and a client that sends any bytes through TLS.
#ifndef GRACEGATE_TESTS_SERVER_HTTP_TLS_CLIENT_HPP
#define GRACEGATE_TESTS_SERVER_HTTP_TLS_CLIENT_HPP

#include <memory>
#include <string>
#include <string_view>

#include "tests/server/http/raw_client.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace gracegate::tests {

// A self-signed certificate and its key, as files that are gone with the object.
class TemporaryCertificate {
 public:
  TemporaryCertificate();
  ~TemporaryCertificate();
  TemporaryCertificate(const TemporaryCertificate&) = delete;
  TemporaryCertificate& operator=(const TemporaryCertificate&) = delete;

  std::string certificate() const { return folder_ + "/certificate.pem"; }
  std::string key() const { return folder_ + "/key.pem"; }
  std::string locked_key() const { return folder_ + "/locked-key.pem"; }  // the same, with a passphrase

 private:
  std::string folder_;
};

class TlsClient {
 public:
  explicit TlsClient(int port);

  std::string protocol() const;  // chosen by ALPN
  bool send(std::string_view bytes);
  std::string read_reply();  // head and body
  bool is_closed_by_server();
  bool was_told_goodbye() const;  // a close_notify came before the end

 private:
  bool receive();

  RawClient plain_;
  std::shared_ptr<ssl_ctx_st> context_;
  std::shared_ptr<ssl_st> ssl_;
  std::string received_;
};

}  // namespace gracegate::tests

#endif
