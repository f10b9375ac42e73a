// What the server takes into memory of bodies: only what a handler wants, and never more than the budget.
#include "tests/server/http/memory.hpp"
#include "tests/server/http/raw_client.hpp"
#include "tests/server/http/running_listener.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;
using namespace gracegate::server::http;
using namespace std::chrono_literals;

namespace {

constexpr size_t kMiB = 1024 * 1024;

std::string head_of(size_t content_length) {
  return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(content_length) + "\r\n\r\n";
}

Reply who_are_you(const Request&) {
  Reply reply;
  reply.status = 401;
  reply.body = "who?";
  return reply;
}

}  // namespace

TEST_CASE("A request that its head decides is answered before its body is sent, and the connection ends") {
  RunningListener listener({}, who_are_you);
  RawClient client(listener.port());
  const RawReply reply = client.ask(head_of(kMiB));
  CHECK(reply.status == 401);
  CHECK(reply.body == "who?");
  CHECK(reply.has("Connection: close\r\n"));
  static_cast<void>(client.send(std::string(kMiB, 'a') + std::string(kGet)));
  CHECK(client.rest().empty());
  CHECK(listener.stats().requests == 1);
}

TEST_CASE("A request that its head decides and that has no body leaves the connection as it is") {
  RunningListener listener({}, who_are_you);
  RawClient client(listener.port());
  CHECK(client.ask(kGet).status == 401);
  CHECK(client.ask(head_of(0)).status == 401);
  CHECK(client.ask(kGet).status == 401);
}

TEST_CASE("Bodies of 200 strangers take no memory") {
  RunningListener listener({}, who_are_you);
  std::vector<RawClient> strangers;
  for (int i = 0; i < 200; ++i) REQUIRE(strangers.emplace_back(listener.port()).ask(kGet).status == 401);
  const Growth growth;
  const std::string most_of_it(kMiB - 1, 'a');
  for (const RawClient& stranger : strangers) static_cast<void>(stranger.send(head_of(kMiB) + most_of_it));
  for (RawClient& stranger : strangers) CHECK(stranger.read_reply().status == 401);
  CHECK(growth.bytes() < 16 * kMiB);
}

TEST_CASE("A body is as long as the handler wants it, and one byte more is refused before it is sent") {
  RunningListener listener({}, with_body(echo, 5));
  CHECK(RawClient(listener.port()).ask(post("", "12345")).body == "POST /\n12345");
  CHECK(RawClient(listener.port()).ask(head_of(6)).has("problems/body-too-large"));
  CHECK(RawClient(listener.port()).ask(head_of(~size_t{0})).status == 413);
  CHECK(listener.refused("body-too-large") == 2);
}

TEST_CASE("A client that expects 100 Continue is told so only where the handler wants the body") {
  RunningListener listener({}, who_are_you);
  RawClient client(listener.port());
  CHECK(
      client.ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n").status ==
      401);
}

TEST_CASE("All bodies together keep to the budget, and who comes too late is told to come back") {
  Options options;
  options.max_bodies = 10;
  options.body_timeout = 1h;
  std::promise<void> is_held, may_end;
  RunningListener listener(options, with_body([&](const Request& request) {
                             if (request.body != "123456") return Reply();
                             is_held.set_value();
                             may_end.get_future().wait();
                             return Reply();
                           }));
  RawClient holder(listener.port());
  REQUIRE(holder.send(post("", "123456")));
  is_held.get_future().wait();
  const RawReply late = RawClient(listener.port()).ask(post("", "12345"));
  CHECK(late.status == 503);
  CHECK(late.has("problems/too-many-bodies"));
  CHECK(late.has("\r\nRetry-After: 5\r\n"));
  CHECK(RawClient(listener.port()).ask(post("", "1234")).status == 200);  // what is left
  CHECK(RawClient(listener.port()).ask(kGet).status == 200);
  may_end.set_value();
  REQUIRE(holder.read_reply().status == 200);
  CHECK(RawClient(listener.port()).ask(post("", "1234567890")).status == 200);
}

TEST_CASE("Bodies that were announced and do not come take nothing of the budget from others") {
  Options options;
  options.max_bodies = 10;
  options.body_timeout = 1h;
  RunningListener listener(options);
  std::vector<RawClient> silent;
  for (int i = 0; i < 20; ++i) {
    silent.emplace_back(listener.port());
    REQUIRE(silent.back()
                .ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n")
                .status == 100);
  }
  CHECK(RawClient(listener.port()).ask(post("", "1234567890")).status == 200);
}

TEST_CASE("A body that never arrives gives its part of the budget back") {
  Options options;
  options.max_bodies = 10;
  options.body_timeout = 50ms;
  RunningListener listener(options);
  for (int i = 0; i < 3; ++i) {
    CHECK(RawClient(listener.port()).ask(head_of(10) + "abc").status == 408);
    RunningListener::wait_until([&] { return listener.stats().connections == 0; });
  }
  CHECK(RawClient(listener.port()).ask(post("", "1234567890")).status == 200);
}
