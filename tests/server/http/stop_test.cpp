// How the listener ends. That it ends at all is the test: no case sets a time that load could break.
#include <atomic>
#include <future>

#include "tests/server/http/raw_client.hpp"
#include "tests/server/http/running_listener.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;
using namespace gracegate::server::http;
using namespace std::chrono_literals;

TEST_CASE("Stopping ends idle, silent, dripping and half-sent connections at once") {
  Options options;  // with limits so long that waiting for one of them would look like a hang
  options.head_timeout = options.body_timeout = options.keep_alive = options.drain = 1h;
  RunningListener listener(options);
  RawClient idle(listener.port()), silent(listener.port()), dripping(listener.port()), half(listener.port());
  REQUIRE(idle.ask(kGet).status == 200);
  REQUIRE(dripping.send("GET / HTTP/1.1\r\nHo"));
  REQUIRE(half.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabc"));
  RunningListener::wait_until([&] { return listener.stats().connections == 4; });
  std::atomic<bool> is_over{false};
  auto drip = std::async(std::launch::async, [&] {
    while (!is_over && dripping.send("a")) std::this_thread::yield();
  });
  CHECK(listener.stop());
  is_over = true;
  CHECK(idle.is_closed_by_server());
  CHECK(silent.is_closed_by_server());
  CHECK(listener.stats().connections == 0);
}

TEST_CASE("Stopping lets a handler that runs finish and send its reply") {
  Options options;
  options.drain = 1h;
  std::promise<void> is_running, may_end;
  RunningListener listener(options, [&](const Request&) {
    is_running.set_value();
    may_end.get_future().wait();
    Reply reply;
    reply.body = "done";
    return reply;
  });
  RawClient client(listener.port());
  REQUIRE(client.send(kGet));
  is_running.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { return listener.stop(); });
  may_end.set_value();
  const RawReply reply = client.read_reply();
  CHECK(reply.body == "done");
  CHECK(stopped.get());
  CHECK(client.is_closed_by_server());
}

TEST_CASE("Stopping does not wait for a handler that never ends, nor for a client that never reads") {
  struct Shared {
    std::promise<void> is_running, may_end;
    std::shared_future<void> end = may_end.get_future().share();
    std::promise<void> has_ended;
  };
  const auto shared = std::make_shared<Shared>();
  const auto large = std::make_shared<const std::string>(64 << 20, 'x');
  Options options;
  options.drain = 20ms;
  options.write_timeout = 1h;
  RunningListener listener(options, [shared, large](const Request& request) {
    Reply reply;
    if (request.target == "/large") reply.shared_body = large;
    if (request.target == "/large") return reply;
    shared->is_running.set_value();
    shared->end.wait();
    shared->has_ended.set_value();
    return reply;
  });
  RawClient stuck(listener.port()), deaf(listener.port());
  REQUIRE(deaf.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n"));
  RunningListener::wait_until([&] { return deaf.has_something_to_read(); });
  REQUIRE(stuck.send(kGet));
  shared->is_running.get_future().wait();
  CHECK_FALSE(listener.stop());
  RunningListener::wait_until([&] { return listener.stats().connections == 1; });  // that of the handler
  shared->may_end.set_value();
  shared->has_ended.get_future().wait();
  RunningListener::wait_until([&] { return listener.stats().connections == 0; });
}

TEST_CASE("A listener that is stopped before it runs returns at once, and may be stopped again") {
  auto listener = Listener::open({}, echo);
  REQUIRE(listener);
  (*listener)->stop();
  (*listener)->stop();
  CHECK((*listener)->run());
  (*listener)->stop();
}

TEST_CASE("A listener that never runs frees its port") {
  Options options;
  {
    auto listener = Listener::open(options, echo);
    REQUIRE(listener);
    options.port = (*listener)->port();
  }
  CHECK(Listener::open(options, echo));
}

TEST_CASE("Stopping while clients come and go loses no thread and no connection") {
  for (int round = 0; round < 20; ++round) {
    RunningListener listener;
    std::atomic<bool> is_over{false};
    std::vector<std::future<void>> clients;
    clients.reserve(4);
    for (int i = 0; i < 4; ++i) {
      clients.push_back(std::async(std::launch::async, [&] {
        try {
          while (!is_over) static_cast<void>(RawClient(listener.port()).ask(kGet));
        } catch (const std::runtime_error&) {  // the listener is closed
        }
      }));
    }
    RunningListener::wait_until([&] { return listener.stats().requests > 20; });
    CHECK(listener.stop());
    is_over = true;
    for (auto& client : clients) client.get();
    CHECK(listener.stats().connections == 0);
  }
}
