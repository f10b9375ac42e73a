// Clients that take their time.
#include "tests/server/http/raw_client.hpp"
#include "tests/server/http/running_listener.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;
using namespace gracegate::server::http;
using namespace std::chrono_literals;

TEST_CASE("64 clients that drip bytes do not hold up ordinary requests") {
  RunningListener listener;
  std::vector<RawClient> dripping;
  dripping.reserve(64);
  for (int i = 0; i < 64; ++i) dripping.emplace_back(listener.port());
  RawClient ordinary(listener.port());
  for (const char byte : kGet.substr(0, kGet.size() - 1)) {
    for (const RawClient& client : dripping) REQUIRE(client.send({&byte, 1}));
    REQUIRE(ordinary.ask(kGet).status == 200);
    REQUIRE(RawClient(listener.port()).ask(kGet).status == 200);
  }
  for (RawClient& client : dripping) REQUIRE(client.ask("\n").status == 200);
}

TEST_CASE("A head that does not arrive in time is refused, however steadily it drips") {
  Options options;
  options.head_timeout = 50ms;
  RunningListener listener(options);
  RawClient silent(listener.port()), stuck(listener.port()), dripping(listener.port());
  REQUIRE(stuck.send("GET / HT"));
  REQUIRE(dripping.send("GET / HTTP/1.1\r\n"));
  while (!dripping.has_something_to_read() && dripping.send("a")) std::this_thread::yield();
  CHECK(silent.is_closed_by_server());
  CHECK(stuck.read_reply().has("problems/request-timeout"));
  const int status = dripping.read_reply().status;
  CHECK((status == 408 || status == 431));  // whichever limit such a fast drip meets first
}

TEST_CASE("A body that does not arrive in time is refused") {
  Options options;
  options.body_timeout = 50ms;
  RunningListener listener(options);
  RawClient client(listener.port());
  CHECK(client.ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabc").status == 408);
  CHECK(client.is_closed_by_server());
  CHECK(listener.stats().requests == 0);
}

TEST_CASE("A client that does not take its reply is let go") {
  const auto body = std::make_shared<const std::string>(64 << 20, 'x');
  Options options;
  options.write_timeout = 50ms;
  RunningListener listener(options, [&](const Request&) {
    Reply reply;
    reply.shared_body = body;
    return reply;
  });
  RawClient client(listener.port());
  REQUIRE(client.send(kGet));
  RunningListener::wait_until([&] { return listener.refused("write-timeout") == 1; });
  RunningListener::wait_until([&] { return listener.stats().connections == 0; });
}

TEST_CASE("An idle connection is closed after the keep-alive time without a word") {
  Options options;
  options.keep_alive = 50ms;
  RunningListener listener(options);
  RawClient client(listener.port());
  CHECK(client.ask(kGet).status == 200);
  CHECK(client.is_closed_by_server());
  CHECK(listener.refused("request-timeout") == 0);
}
