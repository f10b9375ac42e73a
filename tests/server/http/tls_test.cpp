// The same guard behind TLS.
#include <csignal>

#include "tests/server/http/running_listener.hpp"
#include "tests/server/http/tls_client.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;
using namespace gracegate::server::http;
using namespace std::chrono_literals;

namespace {

// The client's own writes to a closed connection must not end the test.
struct IgnoredPipe {
  IgnoredPipe() { std::signal(SIGPIPE, SIG_IGN); }
  ~IgnoredPipe() { std::signal(SIGPIPE, SIG_DFL); }
};

Options with_tls(const TemporaryCertificate& files) {
  Options options;
  options.tls_cert = files.certificate();
  options.tls_key = files.key();
  return options;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("Through TLS requests are answered, many on one connection, and the handler knows of it") {
  const TemporaryCertificate files;
  RunningListener listener(with_tls(files), [](const Request& request) {
    Reply reply = echo(request);
    reply.body += request.tls ? "tls" : "plain";
    return reply;
  });
  TlsClient client(listener.port());
  CHECK(client.protocol() == "http/1.1");
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(client.send(kGet));
    REQUIRE(has(client.read_reply(), "GET /\ntls"));
  }
}

TEST_CASE("Through TLS a client can tell the end of the connection from an attack") {
  const TemporaryCertificate files;
  RunningListener listener(with_tls(files));
  for (const std::string request :
       {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "nonsense\r\n\r\n"}) {
    TlsClient client(listener.port());
    REQUIRE(client.send(request));
    CHECK(has(client.read_reply(), "Connection: close"));
    CHECK(client.is_closed_by_server());
    CHECK(client.was_told_goodbye());
  }
}

TEST_CASE("Through TLS large bodies pass both ways") {
  const TemporaryCertificate files;
  RunningListener listener(with_tls(files));
  TlsClient client(listener.port());
  const std::string body(1 << 20, 'b');
  REQUIRE(client.send(post("", body)));
  CHECK(has(client.read_reply(), "POST /\n" + body));
}

TEST_CASE("Through TLS the guard refuses the same") {
  const IgnoredPipe ignored;
  const TemporaryCertificate files;
  RunningListener listener(with_tls(files));
  const auto refusal = [&](const std::string& request) {
    TlsClient client(listener.port());
    static_cast<void>(client.send(request));
    const std::string reply = client.read_reply();
    CHECK(client.is_closed_by_server());
    return reply;
  };
  const std::string start = "POST / HTTP/1.1\r\nHost: h\r\n";
  CHECK(has(refusal(start + "Transfer-Encoding: chunked\r\n\r\n10\r\n"), "problems/length-required"));
  CHECK(has(refusal(start + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n"), "problems/repeated-header"));
  CHECK(has(refusal(start + "X: " + std::string(1 << 20, 'x')), "problems/header-too-large"));
  CHECK(has(refusal("GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n"), "problems/malformed-target"));
}

TEST_CASE("Clients that do not speak TLS, or begin to and fall silent, hold nobody up") {
  const TemporaryCertificate files;
  Options options = with_tls(files);
  RunningListener listener(options);
  std::vector<RawClient> silent;
  for (int i = 0; i < 64; ++i) REQUIRE(silent.emplace_back(listener.port()).send("\x16\x03\x01"));
  RawClient plain(listener.port());
  REQUIRE(plain.send(kGet));
  static_cast<void>(plain.rest());
  CHECK(listener.refused("handshake-failed") == 1);
  TlsClient client(listener.port());
  REQUIRE(client.send(kGet));
  CHECK(has(client.read_reply(), "200 OK"));
}

TEST_CASE("A TLS handshake that takes too long is given up") {
  const TemporaryCertificate files;
  Options options = with_tls(files);
  options.head_timeout = 50ms;
  RunningListener listener(options);
  RawClient silent(listener.port());
  CHECK(silent.is_closed_by_server());
  RunningListener::wait_until([&] { return listener.refused("handshake-failed") == 1; });
}

TEST_CASE("Stopping ends TLS connections in every state at once") {
  const TemporaryCertificate files;
  Options options = with_tls(files);
  options.head_timeout = options.keep_alive = options.drain = 1h;
  RunningListener listener(options);
  TlsClient idle(listener.port()), dripping(listener.port());
  RawClient silent(listener.port());
  REQUIRE(idle.send(kGet));
  REQUIRE(has(idle.read_reply(), "200 OK"));
  REQUIRE(dripping.send("GET / HT"));
  RunningListener::wait_until([&] { return listener.stats().connections == 3; });
  CHECK(listener.stop());
  CHECK(idle.is_closed_by_server());
  static_cast<void>(silent.rest());  // an alert at most, then the end
}

TEST_CASE("A client that breaks off during a reply through TLS does not end the process") {
  const IgnoredPipe ignored;
  const TemporaryCertificate files;
  const auto large = std::make_shared<const std::string>(32 << 20, 'x');
  RunningListener listener(with_tls(files), [&](const Request&) {
    Reply reply;
    reply.shared_body = large;
    return reply;
  });
  for (int i = 0; i < 5; ++i) {
    TlsClient client(listener.port());
    REQUIRE(client.send(kGet));
  }
  RunningListener::wait_until([&] { return listener.stats().connections == 0; });
}

TEST_CASE("Of certificate and key the one that cannot be used is named, with what is to be given") {
  const TemporaryCertificate one, other;
  struct Row {
    std::string certificate, key;
    const char* advice;
  };
  const Row rows[] = {
      {"/nonexistent/certificate.pem", one.key(), "--tls-cert: this file is empty or cannot be read"},
      {one.key(), one.key(), "--tls-cert: give a certificate, followed by its chain, as PEM"},
      {one.certificate(), "/nonexistent/key.pem", "--tls-key: this file is empty or cannot be read"},
      {one.certificate(), one.certificate(), "--tls-key: give a private key without a passphrase, as PEM"},
      {one.certificate(), one.locked_key(), "--tls-key: give a private key without a passphrase, as PEM"},
      {one.certificate(), other.key(), "--tls-key: give the key of the certificate that --tls-cert names"},
  };
  for (const Row& row : rows) {
    INFO(row.advice);
    Options options;
    options.tls_cert = row.certificate;
    options.tls_key = row.key;
    const auto listener = Listener::open(options, echo);
    REQUIRE_FALSE(listener);
    CHECK(listener.error().code == gracegate::ErrorCode::invalid_argument);
    CHECK(listener.error().message.rfind(row.advice, 0) == 0);
  }
}
