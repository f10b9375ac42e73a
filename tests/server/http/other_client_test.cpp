// The listener as an independent implementation of HTTP sees it: cpp-httplib's client, the one in gracectl.
#include <httplib.h>

#include "tests/server/http/running_listener.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;

TEST_CASE("cpp-httplib's client talks to the listener over one kept-alive connection") {
  RunningListener listener;
  httplib::Client client("127.0.0.1", listener.port());
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  for (int i = 0; i < 10; ++i) {
    const auto got = client.Get("/v1/a?b=c");
    REQUIRE(got);
    CHECK(got->status == 200);
    CHECK(got->body == "GET /v1/a?b=c\n");
    CHECK(got->get_header_value("Content-Type") == "text/plain");
    const auto posted = client.Post("/", std::string(200'000, 'x'), "application/json");
    REQUIRE(posted);
    CHECK(posted->body.size() == 200'007);
    const auto head = client.Head("/");
    REQUIRE(head);
    CHECK(head->body.empty());
    REQUIRE(client.Put("/", "a", "text/plain"));
    REQUIRE(client.Patch("/", "a", "text/plain"));
    REQUIRE(client.Delete("/"));
    REQUIRE(client.Options("/"));
  }
  CHECK(listener.stats().requests == 70);
  CHECK(listener.stats().connections == 1);
}
