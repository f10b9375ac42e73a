#include "client/http/transport.hpp"

#include <poll.h>

#include <atomic>
#include <fstream>
#include <future>
#include <sstream>

#include "client/http/response_reader.hpp"
#include "tests/client/loopback_server.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

TransportRequest get(const std::string& target) {
  TransportRequest request;
  request.target = target;
  request.max_bytes = 1000;
  return request;
}

// The answer to one request of a server that says `text`.
Result<TransportResponse> answer_of(const std::string& text, TransportRequest request = get("/v1/keys")) {
  LoopbackServer server([&](int connection) {
    read_head(connection);
    write_text(connection, text);
  });
  return make_http_transport(server.at().server(), {})->send(request);
}

// Whether the client closes its connection within so many milliseconds.
bool has_gone(int connection, int milliseconds) {
  pollfd state{connection, POLLIN | POLLRDHUP, 0};
  return ::poll(&state, 1, milliseconds) > 0;
}

// Whether a connection to this port is being made that nobody has answered yet (state 02, SYN_SENT).
bool is_connecting_to(int port) {
  std::ostringstream remote;
  remote << "0100007F:" << std::hex << std::uppercase;
  remote.width(4);
  remote.fill('0');
  remote << port << " 02";
  std::ifstream table("/proc/net/tcp");
  std::string line;
  while (std::getline(table, line))
    if (line.find(remote.str()) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("An exchange carries key, tag and target there, and body, tag, receipt and patience back") {
  std::string head;
  Result<TransportResponse> response = Error{};
  {
    LoopbackServer server([&](int connection) {
      head = read_head(connection);
      write_text(connection,
                 "HTTP/1.1 200 OK\r\nGracegate-Receipt: a.b.c\r\nETag: \"7\"\r\nRetry-After: 30\r\n"
                 "Content-Length: 5\r\nConnection: close\r\n\r\nhello");
    });
    TransportRequest request = get("/v1/notices/a%20b%2Fc?wait=25");
    request.bearer = "gg_product_1";
    request.if_none_match = "\"6\"";
    request.nonce = "AAAAAAAAAAAAAAAAAAAAAA";
    response = make_http_transport(server.at().server(), {})->send(request);
  }
  REQUIRE(response);
  CHECK(response->status == 200);
  CHECK(response->body == "hello");
  CHECK(response->etag == "\"7\"");
  CHECK(response->receipt == "a.b.c");
  CHECK(response->retry_after == std::chrono::seconds(30));
  CHECK(head.rfind("GET /v1/notices/a%20b%2Fc?wait=25 HTTP/1.1\r\n", 0) == 0);
  CHECK(head.find("\r\nAuthorization: Bearer gg_product_1\r\n") != std::string::npos);
  CHECK(head.find("\r\nGracegate-Nonce: AAAAAAAAAAAAAAAAAAAAAA\r\n") != std::string::npos);
  CHECK(head.find("\r\nIf-None-Match: \"6\"\r\n") != std::string::npos);
  CHECK(head.find("\r\nAccept-Encoding: identity\r\n") != std::string::npos);
}

TEST_CASE("A request with a body is a POST of JSON, on a kept connection too") {
  std::vector<std::string> heads, bodies;
  {
    LoopbackServer server([&](int connection) {
      for (std::string head = read_head(connection); !head.empty(); head = read_head(connection)) {
        heads.push_back(head);
        std::string body(2, '\0');
        if (head.rfind("POST", 0) == 0 && ::read(connection, body.data(), 2) == 2) bodies.push_back(body);
        write_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      }
    });
    const auto transport = make_http_transport(server.at().server(), {});
    TransportRequest request = get("/v1/sightings");
    REQUIRE(transport->send(get("/v1/keys")));
    request.body = "{}";
    REQUIRE(transport->send(request));
    REQUIRE(transport->send(get("/v1/keys")));
  }
  REQUIRE(heads.size() == 3);
  CHECK(heads[1].rfind("POST /v1/sightings HTTP/1.1\r\n", 0) == 0);
  CHECK(heads[1].find("\r\nContent-Type: application/json\r\n") != std::string::npos);
  CHECK(heads[1].find("\r\nContent-Length: 2\r\n") != std::string::npos);
  CHECK(bodies == std::vector<std::string>{"{}"});
  CHECK(heads[2].rfind("GET", 0) == 0);
  CHECK(heads[2].find("Content-") == std::string::npos);
}

TEST_CASE("A redirect is not followed") {
  const auto response = answer_of(
      "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: "
      "close\r\n\r\n");
  REQUIRE(response);
  CHECK(response->status == 302);
}

TEST_CASE("An answer above the limit is cut off, announced or not") {
  const std::string large(2000, 'x');
  for (const std::string& text :
       {"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\nConnection: close\r\n\r\n" + large,
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\nConnection: close\r\n\r\n" + large,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n7d0\r\n" + large +
            "\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + large}) {
    const auto response = answer_of(text);
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::too_large);
  }
  TransportRequest enough = get("/");
  enough.max_bytes = 2000;
  CHECK(answer_of("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\nConnection: close\r\n\r\n" + large, enough));
}

// What ends these is the limit, or the time limit of the whole test program.
TEST_CASE("An answer that drips in forever, in its head or its body, ends at the deadline") {
  for (const char* start : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n",
                            "HTTP/1.1 200 OK\r\n\r\n"}) {
    CAPTURE(start);
    LoopbackServer server([&](int connection) {
      if (read_head(connection).empty() || !write_text(connection, start)) return;
      while (!has_gone(connection, 20)) (void)write_text(connection, "x");
    });
    TransportRequest request = get("/v1/keys");
    request.timeout = std::chrono::seconds(1);
    const auto response = make_http_transport(server.at().server(), {})->send(request);
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::unavailable);
    CHECK(response.error().message.find("in time") != std::string::npos);
  }
}

TEST_CASE("A head that does not end is cut off") {
  LoopbackServer server([](int connection) {
    const std::string line = "X-Nothing: " + std::string(1000, 'x') + "\r\n";
    if (read_head(connection).empty() || !write_text(connection, "HTTP/1.1 200 OK\r\n")) return;
    while (!has_gone(connection, 0))
      (void)::send(connection, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  });
  const auto response = make_http_transport(server.at().server(), {})->send(get("/v1/keys"));
  REQUIRE_FALSE(response);
  CHECK(response.error().code == ErrorCode::too_large);
}

TEST_CASE("Only what comes before a body counts for its head: not the body, nor earlier answers") {
  const std::string body(2 * http::ResponseReader::kMostBeforeBody, 'x');
  LoopbackServer server([&](int connection) {
    while (!read_head(connection).empty()) {
      write_text(connection,
                 "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
  });
  const auto transport = make_http_transport(server.at().server(), {});
  TransportRequest request = get("/v1/feed");
  request.max_bytes = body.size();
  for (int i = 0; i < 2; ++i) REQUIRE(transport->send(request));
}

TEST_CASE("A broken answer, or none, is trouble of the network") {
  for (const char* text :
       {"", "HTTP/1.1", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"}) {
    CAPTURE(text);
    const auto response = answer_of(text);
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::unavailable);
  }
  ServerUrl nobody;
  {
    const Listener gone(1);
    nobody = gone.server();
  }
  const auto response = make_http_transport(nobody, {})->send(get("/"));
  REQUIRE_FALSE(response);
  CHECK(response.error().code == ErrorCode::unavailable);
}

TEST_CASE("Where no connection comes about, the message tells a wrong host from a closed port") {
  int closed = 0;
  {
    const Listener gone(1);
    closed = gone.port();
  }
  const std::string port = std::to_string(closed);
  const std::string unspeakable(64, 'x');  // too long for a name: no name server is asked
  const std::pair<std::string, std::string> rows[] = {
      {"http://127.0.0.1:" + port, "127.0.0.1:" + port + " takes no connection"},
      {"http://[::1]:" + port, "[::1]:" + port + " takes no connection"},
      {"https://" + unspeakable + ":" + port, unspeakable + ":" + port + " has no address"}};
  for (const auto& [url, message] : rows) {
    const auto response = make_http_transport(*parse_server_url(url), {})->send(get("/"));
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::unavailable);
    CHECK(response.error().message.find(message) == 0);
  }
}

TEST_CASE("A kept connection that the server has closed meanwhile is made again") {
  std::atomic<int> served{0};
  LoopbackServer server([&](int connection) {
    read_head(connection);
    ++served;
    write_text(connection,
               "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");  // says nothing of closing, and closes
  });
  const auto transport = make_http_transport(server.at().server(), {});
  for (int i = 0; i < 20; ++i) REQUIRE(transport->send(get("/")));
  CHECK(served == 20);
}

TEST_CASE("What a server says unasked is not taken for the next answer") {
  std::promise<void> said;
  LoopbackServer server([&, first = true](int connection) mutable {
    while (!read_head(connection).empty()) {
      write_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nasked");
      if (!std::exchange(first, false)) continue;
      (void)has_gone(connection, 20);  // apart from the answer
      write_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nunasked");
      said.set_value();
    }
  });
  const auto transport = make_http_transport(server.at().server(), {});
  REQUIRE(transport->send(get("/")));
  said.get_future().wait();
  const auto response = transport->send(get("/"));
  REQUIRE(response);
  CHECK(response->body == "asked");
}

TEST_CASE("An answer that breaks off half way is not asked for again within the exchange") {
  std::atomic<int> asked{0};
  LoopbackServer server([&](int connection) {
    if (!read_head(connection).empty() && ++asked > 0)
      write_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    if (!read_head(connection).empty() && ++asked > 0)
      write_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
  });
  const auto transport = make_http_transport(server.at().server(), {});
  REQUIRE(transport->send(get("/")));
  const auto response = transport->send(get("/"));
  REQUIRE_FALSE(response);
  CHECK(response.error().code == ErrorCode::unavailable);
  CHECK(asked == 2);
}

// These end by interrupt() and cancel(), or by the time limit of the whole test program.
TEST_CASE("A request that may be interrupted returns at once, and the next one is asked as ever") {
  std::promise<void> asked;
  LoopbackServer server([&, is_first = true](int connection) mutable {
    read_head(connection);
    if (!std::exchange(is_first, false)) {
      write_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
      return;
    }
    asked.set_value();
    read_head(connection);  // until the client goes
  });
  const auto transport = make_http_transport(server.at().server(), {});
  TransportRequest patient = get("/v1/feed?after=1&wait=25");
  patient.may_be_interrupted = true;
  auto answer = std::async(std::launch::async, [&] { return transport->send(patient); });
  asked.get_future().wait();
  transport->interrupt();
  const auto interrupted = answer.get();
  REQUIRE_FALSE(interrupted);
  CHECK(interrupted.error().code == ErrorCode::unavailable);
  CHECK(transport->send(patient));
}

TEST_CASE("An interrupt waits for the request that it is for") {
  int asked = 0;
  LoopbackServer server([&](int connection) {
    if (read_head(connection).empty()) return;
    ++asked;
    write_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
  });
  const auto transport = make_http_transport(server.at().server(), {});
  transport->interrupt();
  CHECK(transport->send(get("/")));
  TransportRequest patient = get("/");
  patient.may_be_interrupted = true;
  CHECK_FALSE(transport->send(patient));
  CHECK(transport->send(patient));
  CHECK(asked == 2);
}

TEST_CASE("Waiting for an answer is cancelled at once") {
  for (int i = 0; i < 20; ++i) {
    std::promise<void> asked;
    LoopbackServer server([&](int connection) {
      if (!read_head(connection).empty()) asked.set_value();
      read_head(connection);  // until the client goes
    });
    const auto transport = make_http_transport(server.at().server(), {});
    auto answer = std::async(std::launch::async, [&] { return transport->send(get("/")); });
    asked.get_future().wait();
    transport->cancel();
    const auto response = answer.get();
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::unavailable);
    CHECK_FALSE(transport->send(get("/")));
  }
}

TEST_CASE("Connecting to a server that does not take the connection is cancelled at once") {
  for (int i = 0; i < 5; ++i) {
    const Listener deaf(0);
    // The queue holds one; the next stays before it.
    const int first = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in at = Listener::loopback(deaf.port());
    REQUIRE(::connect(first, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    const auto transport = make_http_transport(deaf.server(), {});
    auto answer = std::async(std::launch::async, [&] { return transport->send(get("/")); });
    while (!is_connecting_to(deaf.port())) std::this_thread::yield();
    transport->cancel();
    CHECK_FALSE(answer.get());
    ::close(first);
  }
}
