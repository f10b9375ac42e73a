// What an ordinary client may expect.
#include <atomic>

#include "tests/server/http/raw_client.hpp"
#include "tests/server/http/running_listener.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;
using namespace gracegate::server::http;

TEST_CASE("A kept-alive connection is good for thousands of requests") {
  RunningListener listener;
  RawClient client(listener.port());
  int answered = 0;
  for (int i = 0; i < 5000; ++i) answered += client.ask(kGet).status == 200 ? 1 : 0;
  CHECK(answered == 5000);
  CHECK(listener.stats().requests == 5000);
  CHECK(listener.stats().connections == 1);
}

TEST_CASE("A connection ends after as many requests as it may have") {
  Options options;
  options.max_requests_per_connection = 2;
  RunningListener listener(options);
  RawClient client(listener.port());
  CHECK_FALSE(client.ask(kGet).has("Connection: close"));
  CHECK(client.ask(kGet).has("Connection: close"));
  CHECK(client.is_closed_by_server());
}

TEST_CASE("Requests sent without waiting are answered in order") {
  RunningListener listener;
  RawClient client(listener.port());
  std::string all;
  for (int i = 0; i < 500; ++i) {
    all += "PUT /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
  }
  REQUIRE(client.send(all));
  for (int i = 0; i < 500; ++i) REQUIRE(client.read_reply().body == "PUT /" + std::to_string(i) + "\nabc");
}

TEST_CASE("A request may arrive byte by byte") {
  RunningListener listener;
  RawClient client(listener.port());
  const std::string request = post("", "hello");
  for (const char byte : request) REQUIRE(client.send({&byte, 1}));
  CHECK(client.read_reply().body == "POST /\nhello");
}

TEST_CASE("HEAD is answered as GET without the body") {
  RunningListener listener;
  RawClient client(listener.port());
  REQUIRE(client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n"));
  const RawReply reply = client.read_head_only();
  CHECK(reply.status == 200);
  CHECK(reply.has("Content-Length: 7\r\n"));  // of "GET /a\n"
  CHECK(client.ask(kGet).body == "GET /\n");
}

TEST_CASE("Replies that have no body by their status have none on the wire") {
  RunningListener listener({}, [](const Request& request) {
    Reply reply;
    reply.status = request.target == "/204" ? 204 : 304;
    reply.body = "never sent";
    return reply;
  });
  RawClient client(listener.port());
  for (const int status : {204, 304, 204}) {
    const RawReply reply = client.ask("GET /" + std::to_string(status) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(reply.status == status);
    CHECK_FALSE(reply.has("Content-Length"));
  }
}

TEST_CASE("A shared body is sent whole, to the client that reads late as well") {
  const auto body = std::make_shared<const std::string>(5'000'000, 'x');
  RunningListener listener({}, [&](const Request&) {
    Reply reply;
    reply.shared_body = body;
    return reply;
  });
  RawClient late(listener.port()), prompt(listener.port());
  REQUIRE(late.send(kGet));
  CHECK(prompt.ask(kGet).body == *body);
  CHECK(late.read_reply().body == *body);
  CHECK(body.use_count() >= 1);
}

TEST_CASE("A client that expects 100 Continue gets it before it sends the body, or the refusal instead") {
  RunningListener listener;
  RawClient client(listener.port());
  REQUIRE(client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
  CHECK(client.read_reply().status == 100);
  CHECK(client.ask("ab").body == "POST /\nab");
  CHECK(client.ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n")
            .status == 413);
}

TEST_CASE("The listener keeps the connection of an HTTP/1.0 client that asks for it, and of no other") {
  RunningListener listener;
  RawClient keeping(listener.port()), plain(listener.port());
  CHECK(keeping.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").has("Connection: keep-alive\r\n"));
  CHECK(keeping.ask(kGet).status == 200);
  CHECK(plain.ask("GET / HTTP/1.0\r\n\r\n").has("Connection: close\r\n"));
  CHECK(plain.is_closed_by_server());
}

TEST_CASE("A refusal of the method names the methods that there are") {
  RunningListener listener;
  CHECK(RawClient(listener.port()).ask("TRACE / HTTP/1.1\r\nHost: h\r\n\r\n").has("Allow: GET, HEAD, POST"));
  CHECK(RawClient(listener.port()).ask("BREW / HTTP/1.1\r\nHost: h\r\n\r\n").status == 501);
  CHECK(listener.refused("method-not-allowed") == 1);
  CHECK(listener.refused("method-unknown") == 1);
}

TEST_CASE("The date comes from the clock of the options, or not at all") {
  Options options;
  RunningListener without(options);
  CHECK_FALSE(RawClient(without.port()).ask(kGet).has("Date:"));
  options.wall_clock = [] { return std::time_t{784111777}; };
  RunningListener with(options);
  CHECK(RawClient(with.port()).ask(kGet).has("\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
}
