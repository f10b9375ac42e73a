// TLS of the built-in transport, against a server with a certificate made here.
#include <httplib.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <string>
#include <thread>

#include "client/http/transport.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

// A certificate for "localhost" that signs itself.
struct Certificate {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  std::unique_ptr<X509, decltype(&X509_free)> x509{X509_new(), X509_free};

  // Valid from and until so many seconds from now.
  explicit Certificate(long from = -3600, long until = 3600) {
    X509_set_version(x509.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), from);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), until);
    X509_set_pubkey(x509.get(), key.get());
    X509_NAME* const name = X509_get_subject_name(x509.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(x509.get(), name);
    add(NID_subject_alt_name, "DNS:localhost");
    add(NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(x509.get(), key.get(), EVP_sha256());
  }
  void add(int what, const char* value) {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
    X509_add_ext(x509.get(), extension, -1);
    X509_EXTENSION_free(extension);
  }
};

// The certificate in a file, for as long as it lives.
class PemFile {
 public:
  explicit PemFile(const Certificate& certificate) {
    const int fd = ::mkstemp(path_.data());
    FILE* const file = ::fdopen(fd, "w");
    PEM_write_X509(file, certificate.x509.get());
    std::fclose(file);
  }
  ~PemFile() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/gracegate-ca-XXXXXX";
};

class TlsServer {
 public:
  explicit TlsServer(const Certificate& certificate)
      : server_(certificate.x509.get(), certificate.key.get()) {
    server_.Get("/v1/keys", [](const httplib::Request&, httplib::Response& response) {
      response.set_content("keys", "application/jose");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~TlsServer() {
    server_.stop();
    thread_.join();
  }
  ServerUrl at(const std::string& host) const {
    return *parse_server_url("https://" + host + ":" + std::to_string(port_));
  }

 private:
  httplib::SSLServer server_;
  int port_ = 0;
  std::thread thread_;
};

TransportRequest ask() {
  TransportRequest request;
  request.target = "/v1/keys";
  request.max_bytes = 100;
  return request;
}

}  // namespace

TEST_CASE("A server whose certificate verifies is believed, by its name") {
  const Certificate certificate;
  const PemFile authority(certificate);
  const TlsServer server(certificate);
  const auto transport = make_http_transport(server.at("localhost"), authority.path());
  for (int i = 0; i < 3; ++i) {
    const auto response = transport->send(ask());
    REQUIRE(response);
    CHECK(response->body == "keys");
  }
}

TEST_CASE("A certificate of an unknown authority, or for another name, is refused before anything is sent") {
  const Certificate certificate;
  const Certificate stranger;
  const PemFile authority(certificate);
  const PemFile other(stranger);
  const TlsServer server(certificate);
  struct Case {
    std::string host, ca_file;
  };
  for (const Case& one :
       {Case{"localhost", ""}, Case{"localhost", other.path()}, Case{"127.0.0.1", authority.path()}}) {
    CAPTURE(one.host, one.ca_file);
    const auto response = make_http_transport(server.at(one.host), one.ca_file)->send(ask());
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::untrusted);
    CHECK(response.error().message.find("certificate") != std::string::npos);
  }
}

TEST_CASE("A certificate that has run out, or is not valid yet, is refused, and the message says which") {
  const std::pair<Certificate, std::string> rows[] = {{Certificate(-7200, -3600), "has expired"},
                                                      {Certificate(3600, 7200), "is not yet valid"}};
  for (const auto& [certificate, reason] : rows) {
    CAPTURE(reason);
    const PemFile authority(certificate);
    const TlsServer server(certificate);
    const auto response = make_http_transport(server.at("localhost"), authority.path())->send(ask());
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::untrusted);
    CHECK(response.error().message.find(reason) != std::string::npos);
  }
}

TEST_CASE("Authorities that do not load are told of, and nothing is sent") {
  const Certificate certificate;
  const TlsServer server(certificate);
  const auto response = make_http_transport(server.at("localhost"), "/nowhere/ca.pem")->send(ask());
  REQUIRE_FALSE(response);
  CHECK(response.error().code == ErrorCode::untrusted);
  CHECK(response.error().message.find("check ca_file") != std::string::npos);
}

TEST_CASE("A server that speaks no TLS is no question of trust, and the message asks about https") {
  httplib::Server plain;
  const int port = plain.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { plain.listen_after_bind(); });
  while (!plain.is_running()) std::this_thread::yield();
  const auto url = parse_server_url("https://localhost:" + std::to_string(port));
  const auto response = make_http_transport(*url, {})->send(ask());
  plain.stop();
  thread.join();
  REQUIRE_FALSE(response);
  CHECK(response.error().code == ErrorCode::malformed);
  CHECK(response.error().message.find("does it speak https?") != std::string::npos);
}
