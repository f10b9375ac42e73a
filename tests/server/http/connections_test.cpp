// Many clients at once.
#include <condition_variable>
#include <mutex>

#include "tests/server/http/raw_client.hpp"
#include "tests/server/http/running_listener.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;
using namespace gracegate::server::http;

namespace {

// A handler that waits, as a long poll does, until it is let go; other targets than "/wait" are answered.
class Waiting {
 public:
  Reply operator()(const Request& request) {
    if (request.target != "/wait") return Reply();
    std::unique_lock<std::mutex> lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_over_; });
    return Reply();
  }

  void wait_for(int count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ == count; });
  }

  void let_go() {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool is_over_ = false;
};

constexpr std::string_view kWait = "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n";

}  // namespace

TEST_CASE("300 idle connections and 100 waiting ones lock nobody out") {
  Waiting waiting;
  RunningListener listener({}, std::ref(waiting));
  std::vector<RawClient> clients;
  for (int i = 0; i < 300; ++i) REQUIRE(clients.emplace_back(listener.port()).ask(kGet).status == 200);
  for (int i = 0; i < 100; ++i) REQUIRE(clients.emplace_back(listener.port()).send(kWait));
  waiting.wait_for(100);
  CHECK(RawClient(listener.port()).ask(kGet).status == 200);
  CHECK(clients.front().ask(kGet).status == 200);
  waiting.let_go();
  CHECK(clients.back().read_reply().status == 200);
}

TEST_CASE("When all connections are busy the next client is told to come back later") {
  Waiting waiting;
  Options options;
  options.max_connections = 3;
  RunningListener listener(options, std::ref(waiting));
  std::vector<RawClient> busy;
  for (int i = 0; i < 3; ++i) REQUIRE(busy.emplace_back(listener.port()).send(kWait));
  waiting.wait_for(3);
  for (int i = 0; i < 100; ++i) {
    const RawReply reply = RawClient(listener.port()).read_reply();
    REQUIRE(reply.status == 503);
    REQUIRE(reply.has("\r\nRetry-After: 5\r\n"));
    REQUIRE(reply.has("problems/too-many-connections\""));
  }
  CHECK(listener.refused("too-many-connections") == 100);
  waiting.let_go();
  for (RawClient& client : busy) CHECK(client.read_reply().status == 200);
}

TEST_CASE("When all connections are taken the oldest idle one makes room for the next client") {
  Options options;
  options.max_connections = 3;
  RunningListener listener(options);
  std::vector<RawClient> idle;
  for (int i = 0; i < 3; ++i) REQUIRE(idle.emplace_back(listener.port()).ask(kGet).status == 200);
  RawClient next(listener.port());
  CHECK(next.ask(kGet).status == 200);
  CHECK(idle[0].is_closed_by_server());
  CHECK(idle[1].ask(kGet).status == 200);
  CHECK(idle[2].ask(kGet).status == 200);
  CHECK(listener.refused("too-many-connections") == 0);
}

TEST_CASE("One address gets its share of connections and no more, and gets it back when it closes some") {
  Options options;
  options.max_connections_per_address = 2;
  RunningListener listener(options);
  RawClient first(listener.port());
  {
    RawClient second(listener.port());
    CHECK(first.ask(kGet).status == 200);
    CHECK(second.ask(kGet).status == 200);
    const RawReply reply = RawClient(listener.port()).read_reply();
    CHECK(reply.status == 503);
    CHECK(reply.has("problems/too-many-connections-from-address\""));
  }
  RunningListener::wait_until([&] { return listener.stats().connections == 1; });
  CHECK(RawClient(listener.port()).ask(kGet).status == 200);
}

TEST_CASE("A trusted proxy is not held to the share of one address") {
  Options options;
  options.max_connections_per_address = 1;
  options.trusted_proxies = {"127.0.0.1"};
  RunningListener listener(options);
  RawClient first(listener.port()), second(listener.port());
  CHECK(first.ask(kGet).status == 200);
  CHECK(second.ask(kGet).status == 200);
}

TEST_CASE("Behind a trusted proxy each client has its share of requests, counted while they are answered") {
  Options options;
  options.max_connections_per_address = 2;
  options.trusted_proxies = {"127.0.0.1"};
  Waiting waiting;
  RunningListener listener(options, std::ref(waiting));
  const auto request = [](const std::string& target, const std::string& client) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: " + client + "\r\n\r\n";
  };
  RawClient first(listener.port()), second(listener.port());
  REQUIRE(first.send(request("/wait", "8.8.8.8")));
  REQUIRE(second.send(request("/wait", "8.8.8.8")));
  waiting.wait_for(2);
  const RawReply refused = RawClient(listener.port()).ask(request("/", "8.8.8.8"));
  CHECK(refused.status == 429);
  CHECK(refused.has("problems/too-many-requests-from-address\""));
  CHECK(refused.has("Retry-After: 5\r\n"));
  CHECK(listener.refused("too-many-requests-from-address") == 1);
  CHECK(RawClient(listener.port()).ask(request("/", "8.8.4.4")).status == 200);
  CHECK(RawClient(listener.port()).ask(kGet).status == 200);  // the proxy's own
  waiting.let_go();
  CHECK(first.read_reply().status == 200);
  CHECK(second.read_reply().status == 200);
  CHECK(first.ask(request("/", "8.8.8.8")).status == 200);
  CHECK(second.ask(request("/", "8.8.8.8")).status == 200);
}

TEST_CASE("Connections that end leave nothing behind") {
  RunningListener listener;
  for (int i = 0; i < 500; ++i) REQUIRE(RawClient(listener.port()).ask(kGet).status == 200);
  RunningListener::wait_until([&] { return listener.stats().connections == 0; });
  CHECK(listener.stats().requests == 500);
}
