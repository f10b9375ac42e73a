// TLS of the built-in transport, against a server with a certificate made here.
#include <httplib.h>
#include <openssl/conf.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "client/http/tls.hpp"
#include "client/http/transport.hpp"
#include "tests/client/certificate.hpp"
#include "tests/client/faults/line.hpp"
#include "tests/client/loopback_server.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

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

std::atomic<int> pipe_signals{0};

// Counts SIGPIPE of this program while it lives.
class PipeSignals {
 public:
  PipeSignals() {
    pipe_signals = 0;
    struct sigaction count {};
    count.sa_handler = [](int) { ++pipe_signals; };
    sigaction(SIGPIPE, &count, &before_);
  }
  ~PipeSignals() { sigaction(SIGPIPE, &before_, nullptr); }
  PipeSignals(const PipeSignals&) = delete;
  PipeSignals& operator=(const PipeSignals&) = delete;

 private:
  struct sigaction before_ {};
};

// While it lives, OpenSSL's settings on this machine allow everything that was ever in use.
class LaxMachine {
 public:
  LaxMachine() {
    std::ofstream(folder_.file("openssl.cnf"))
        << "openssl_conf = all\n[all]\nssl_conf = tls\n"
           "[tls]\nsystem_default = lax\n"
           "[lax]\nMinProtocol = None\nCipherString = ALL:@SECLEVEL=0\n";
    OPENSSL_init_ssl(0, nullptr);  // or what it reads then would be read after this
    REQUIRE(CONF_modules_load_file(folder_.file("openssl.cnf").c_str(), nullptr, 0) == 1);
  }
  ~LaxMachine() { CONF_modules_finish(); }
  LaxMachine(const LaxMachine&) = delete;
  LaxMachine& operator=(const LaxMachine&) = delete;

 private:
  TemporaryFolder folder_;
};

// Shakes hands with a server that has this certificate, and speaks TLS up to this version, as with `host`.
Result<void> shake_hands(const Certificate& certificate, const std::string& host, int newest_tls = 0) {
  const PemFile authority(certificate);
  LoopbackServer server([&](int connection) {
    Line line(connection, &certificate, newest_tls);
    (void)line.has_gone();
  });
  const http::Interrupt interrupt;
  const http::Patience patience(std::chrono::steady_clock::now() + std::chrono::minutes(1), interrupt);
  auto socket = http::dial("127.0.0.1", server.at().port(), patience);
  const auto connection =
      http::TlsContext(authority.path()).connect(std::move(socket).value(), host, patience);
  if (!connection) return connection.error();
  return {};
}

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
  const std::pair<Certificate, std::string> rows[] = {{Certificate(-3600), "has expired"},
                                                      {Certificate(3 * 3600), "is not yet valid"}};
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

TEST_CASE("Ending a TLS connection raises no SIGPIPE, in an exchange or after it") {
  const Identities identities;
  for (const bool is_answered : {true, false}) {
    const PipeSignals counted;
    LoopbackServer server([&](int connection) {
      Line line(connection, &identities.own);
      if (line.read_head().empty()) return;
      if (is_answered) (void)line.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nkeys");
      (void)line.has_gone();
    });
    const auto url = parse_server_url("https://localhost:" + std::to_string(server.at().port()));
    auto transport = make_http_transport(*url, identities.authorities.path());
    TransportRequest request = ask();
    request.timeout = std::chrono::seconds(1);
    CHECK(transport->send(request).ok() == is_answered);
    transport->cancel();
    transport.reset();
    CHECK(pipe_signals == 0);
    sigset_t pending;
    sigpending(&pending);
    CHECK(sigismember(&pending, SIGPIPE) == 0);
  }
}

TEST_CASE("A certificate for an address is believed for that address") {
  const Certificate certificate(3600, "IP:127.0.0.1");
  const PemFile authority(certificate);
  const TlsServer server(certificate);
  CHECK(make_http_transport(server.at("127.0.0.1"), authority.path())->send(ask()));
}

TEST_CASE("The common name of a certificate is nobody's name (RFC 9525 §6.3)") {
  const Certificate certificate(3600, nullptr);
  const PemFile authority(certificate);
  const TlsServer server(certificate);
  const auto response = make_http_transport(server.at("localhost"), authority.path())->send(ask());
  REQUIRE_FALSE(response);
  CHECK(response.error().code == ErrorCode::untrusted);
}

TEST_CASE("A certificate for all of a domain holds for one more label, and for no part of a label") {
  struct Row {
    const char* names;
    const char* host;
    bool holds;
  };
  for (const Row& row :
       {Row{"DNS:*.example.org", "grace.example.org", true}, Row{"DNS:*.example.org", "example.org", false},
        Row{"DNS:*.example.org", "one.grace.example.org", false},
        Row{"DNS:g*.example.org", "grace.example.org", false},
        Row{"DNS:*e.example.org", "grace.example.org", false}}) {
    CAPTURE(row.names, row.host);
    const auto done = shake_hands(Certificate(3600, row.names), row.host);
    REQUIRE(done.ok() == row.holds);
    if (!done) CHECK(done.error().code == ErrorCode::untrusted);
  }
}

TEST_CASE("TLS before 1.2 is not spoken, whatever the machine allows") {
  const LaxMachine machine;
  const Certificate certificate;
  CHECK(shake_hands(certificate, "localhost", TLS1_2_VERSION));
  const auto old = shake_hands(certificate, "localhost", TLS1_1_VERSION);
  REQUIRE_FALSE(old);
  CHECK(old.error().code == ErrorCode::malformed);
}

TEST_CASE("The server is asked for by its name, so that others can be at its address") {
  const Certificate certificate(3600, "DNS:localhost,IP:127.0.0.1");
  const PemFile authority(certificate);
  for (const auto& [host, expected] : {std::pair("localhost", "localhost"), std::pair("127.0.0.1", "")}) {
    std::promise<std::string> name;
    LoopbackServer server(
        [&](int connection) { name.set_value(Line(connection, &certificate).server_name()); });
    const std::string url = std::string("https://") + host + ":" + std::to_string(server.at().port());
    (void)make_http_transport(*parse_server_url(url), authority.path())->send(ask());
    CHECK(name.get_future().get() == expected);
  }
}

TEST_CASE("Through TLS an answer without a length that is cut off is no answer") {
  const Identities identities;
  for (const bool says_goodbye : {true, false}) {
    CAPTURE(says_goodbye);
    LoopbackServer server([&](int connection) {
      Line line(connection, &identities.own);
      if (!line.read_head().empty()) (void)line.write("HTTP/1.1 200 OK\r\n\r\nkeys");
      if (says_goodbye) line.say_goodbye();
    });
    const auto url = parse_server_url("https://localhost:" + std::to_string(server.at().port()));
    const auto response = make_http_transport(*url, identities.authorities.path())->send(ask());
    CHECK(response.ok() == says_goodbye);
  }
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
