// Connections to the server, plain and over TLS, read by themselves.
#include "client/http/connection.hpp"

#include <chrono>
#include <future>

#include "client/http/tls.hpp"
#include "tests/client/faults/line.hpp"
#include "tests/client/loopback_server.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::http;
using namespace gracegate::test;

namespace {

constexpr char kNow[] = "now";
constexpr char kMore[] = "more";

// Says both of these at once, so that there is more to read whenever the first has been read.
class Talker {
 public:
  explicit Talker(bool is_tls) : is_tls_(is_tls) {}

  std::unique_ptr<Connection> connect(const Patience& patience) {
    auto socket = dial("127.0.0.1", server_.at().port(), patience);
    if (!is_tls_) return make_plain_connection(std::move(socket).value());
    return tls_.connect(std::move(socket).value(), "localhost", patience).value();
  }

 private:
  void serve(int connection) {
    Line line(connection, is_tls_ ? &identities_.own : nullptr);
    (void)line.write(std::string(kNow) + kMore);
    (void)line.has_gone();
  }

  const bool is_tls_;
  const Identities identities_;
  TlsContext tls_{identities_.authorities.path()};
  LoopbackServer server_{[this](int connection) { serve(connection); }};
};

Result<std::string> read(Connection& connection, std::size_t size, const Patience& patience) {
  std::string text(size, '\0');
  const auto count = connection.read(text.data(), size, patience);
  if (!count) return count.error();
  text.resize(*count);
  return text;
}

}  // namespace

// A server that never stops talking is held off by this alone: there is nothing that a reader would wait for.
TEST_CASE("When the time is up or somebody cancels, nothing more is read, also where there is more") {
  using std::chrono::steady_clock;
  for (const bool is_tls : {false, true}) {
    CAPTURE(is_tls);
    Interrupt nobody;
    Interrupt somebody;
    const Patience enough(steady_clock::now() + std::chrono::minutes(1), nobody);
    const Patience none(steady_clock::now(), nobody);
    const Patience cancelled(steady_clock::now() + std::chrono::minutes(1), somebody);
    somebody.raise();
    Talker talker(is_tls);
    const auto connection = talker.connect(enough);
    REQUIRE(read(*connection, sizeof kNow - 1, enough).value() == kNow);
    for (const auto& [patience, said] : {std::pair(none, "in time"), std::pair(cancelled, "closing")}) {
      const auto text = read(*connection, sizeof kMore - 1, patience);
      REQUIRE_FALSE(text);
      CHECK(text.error().code == ErrorCode::unavailable);
      CHECK(text.error().message.find(said) != std::string::npos);
    }
    CHECK(read(*connection, sizeof kMore - 1, enough).value() == kMore);
  }
}

// OpenSSL reads on by itself for as long as such records come.
TEST_CASE("A server that never gets to its part of the TLS handshake is held off when the time is up") {
  using std::chrono::steady_clock;
  constexpr char kHelloRequest[] = "\x16\x03\x03\x00\x04\x00\x00\x00\x00";
  std::string flood;
  for (int i = 0; i < 8192; ++i) flood.append(kHelloRequest, sizeof kHelloRequest - 1);
  LoopbackServer server([&](int connection) {
    for (int i = 0; i < 2000 && write_text(connection, flood);) ++i;  // 140 MB, and then an end
  });
  const Identities identities;
  TlsContext tls(identities.authorities.path());
  Interrupt nobody;
  const Patience patience(steady_clock::now() + std::chrono::milliseconds(200), nobody);
  auto socket = dial("127.0.0.1", server.at().port(), patience);
  REQUIRE(socket);
  const auto connection = tls.connect(std::move(*socket), "localhost", patience);
  REQUIRE_FALSE(connection);
  CHECK(connection.error().message.find("in time") != std::string::npos);
}

TEST_CASE("A connection over TLS on which the server says very much unasked is used no more") {
  using std::chrono::steady_clock;
  Interrupt nobody;
  const Patience enough(steady_clock::now() + std::chrono::minutes(1), nobody);
  const Identities identities;
  for (const auto& [updates, is_quiet] : {std::pair(0, true), std::pair(3, true), std::pair(300, false)}) {
    CAPTURE(updates);
    std::promise<void> said;
    LoopbackServer server([&, count = updates](int connection) {
      Line line(connection, &identities.own);
      (void)line.write(kNow);
      line.update_keys(count);
      said.set_value();
      (void)line.has_gone();
    });
    TlsContext tls(identities.authorities.path());
    auto socket = dial("127.0.0.1", server.at().port(), enough);
    const auto connection = tls.connect(std::move(socket).value(), "localhost", enough).value();
    REQUIRE(read(*connection, sizeof kNow - 1, enough).value() == kNow);
    said.get_future().wait();
    CHECK(connection->is_quiet() == is_quiet);
  }
}
