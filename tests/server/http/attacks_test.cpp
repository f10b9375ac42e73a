// What a hostile client can send: each row is something that a bare server took.
#include <mutex>

#include "tests/server/http/memory.hpp"
#include "tests/server/http/raw_client.hpp"
#include "tests/server/http/running_listener.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::tests;
using namespace gracegate::server::http;

namespace {

constexpr size_t kMiB = 1024 * 1024;

// Sends `limit` bytes in pieces, before the reply and on after it, as long as the server takes them.
RawReply flood(RawClient& client, std::string_view start, const std::string& piece,
               size_t limit = 256 * kMiB) {
  RawReply reply;
  bool goes_on = client.send(start);
  for (size_t sent = 0; goes_on && sent < limit; sent += piece.size()) {
    if (reply.status == 0 && client.has_something_to_read()) reply = client.read_reply();
    goes_on = client.send(piece);
  }
  return reply.status == 0 ? client.read_reply() : reply;
}

void check_problem(const RawReply& reply, int status, std::string_view slug) {
  CHECK(reply.status == status);
  CHECK(reply.has("Content-Type: application/problem+json\r\n"));
  CHECK(reply.has("Connection: close\r\n"));
  CHECK(reply.has("\"https://gracegate.dev/problems/" + std::string(slug) + "\""));
}

}  // namespace

TEST_CASE("An endless chunked body is refused before it is read") {
  RunningListener listener;
  RawClient client(listener.port());
  const Growth growth;
  const std::string chunk = "10000\r\n" + std::string(65536, 'a') + "\r\n";
  check_problem(flood(client, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", chunk), 411,
                "length-required");
  CHECK(growth.bytes() < 16 * kMiB);
}

TEST_CASE("A body without Content-Length is refused before it is read") {
  RunningListener listener;
  for (const std::string method : {"POST", "PUT", "PATCH"}) {
    RawClient client(listener.port());
    const Growth growth;
    check_problem(flood(client, method + " / HTTP/1.1\r\nHost: h\r\n\r\n", std::string(kMiB, 'a')), 411,
                  "length-required");
    CHECK(growth.bytes() < 16 * kMiB);
  }
}

TEST_CASE("A body above the limit is refused before it is read, and one at the limit arrives") {
  RunningListener listener;
  RawClient client(listener.port());
  const Growth growth;
  check_problem(
      flood(client, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n", std::string(kMiB, 'a')),
      413, "body-too-large");
  CHECK(growth.bytes() < 16 * kMiB);
  const std::string most(kMiB, 'b');
  CHECK(RawClient(listener.port()).ask(post("", most)).body == "POST /\n" + most);
}

TEST_CASE("A header line of 128 MiB takes no memory") {
  RunningListener listener;
  RawClient client(listener.port());
  const Growth growth;
  check_problem(flood(client, "GET / HTTP/1.1\r\nHost: h\r\nX: ", std::string(kMiB, 'a'), 128 * kMiB), 431,
                "header-too-large");
  CHECK(growth.bytes() < 16 * kMiB);
}

TEST_CASE("A request line of 128 MiB takes no memory") {
  RunningListener listener;
  RawClient client(listener.port());
  const Growth growth;
  check_problem(flood(client, "GET /", std::string(kMiB, 'a'), 128 * kMiB), 414, "target-too-long");
  CHECK(growth.bytes() < 16 * kMiB);
}

TEST_CASE("A million headers take no memory") {
  RunningListener listener;
  RawClient client(listener.port());
  const Growth growth;
  std::string headers;
  for (int i = 0; i < 1000; ++i) headers += "a:b\r\n";
  check_problem(flood(client, "GET / HTTP/1.1\r\nHost: h\r\n", headers, 1000 * headers.size()), 431,
                "too-many-headers");
  CHECK(growth.bytes() < 16 * kMiB);
}

TEST_CASE("A compressed body is refused whatever it would unpack to") {
  RunningListener listener;
  for (const std::string coding : {"gzip", "br", "deflate, gzip", "GZIP"}) {
    const auto reply =
        RawClient(listener.port()).ask(post("Content-Encoding: " + coding + "\r\n", "\x1f\x8b"));
    check_problem(reply, 415, "encoded-body");
    CHECK(reply.has("Accept-Encoding: identity\r\n"));
  }
  CHECK(RawClient(listener.port()).ask(post("Content-Encoding: identity\r\n", "a")).status == 200);
}

TEST_CASE("The text of an exception stays inside, and the connection goes on") {
  std::mutex mutex;
  std::string reported;
  Options options;
  options.on_error = [&](std::string_view text) {
    const std::lock_guard<std::mutex> lock(mutex);
    reported += text;
  };
  RunningListener listener(options, [](const Request& request) -> Reply {
    if (request.target == "/std") throw std::runtime_error("secret of the database");
    if (request.target == "/int") throw 42;
    Reply reply;
    if (request.target == "/split") reply.headers.emplace_back("Location", "/\r\nX: secret");
    return reply;
  });
  RawClient client(listener.port());
  for (const std::string target : {"/std", "/int", "/split"}) {
    const RawReply reply = client.ask("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(reply.status == 500);
    CHECK(reply.has("\"https://gracegate.dev/problems/internal-error\""));
    CHECK_FALSE(reply.has("secret"));
    CHECK_FALSE(reply.has("EXCEPTION_WHAT"));
  }
  CHECK(client.ask(kGet).status == 200);
  CHECK(listener.refused("internal-error") == 3);
  const std::lock_guard<std::mutex> lock(mutex);
  CHECK(reported.find("secret of the database") == 0);
}

TEST_CASE("A header cannot pretend to be the client's address") {
  const auto address_seen = [](const Options& options) {
    RunningListener listener(options, [](const Request& request) {
      Reply reply;
      reply.body = request.remote_addr + (request.tls ? " tls" : " plain");
      return reply;
    });
    return RawClient(listener.port())
        .ask(
            "GET / HTTP/1.1\r\nHost: h\r\nREMOTE_ADDR: 6.6.6.6\r\nREMOTE_PORT: 6\r\n"
            "X-Forwarded-For: 7.7.7.7, 8.8.8.8\r\nX-Forwarded-Proto: https\r\n\r\n")
        .body;
  };
  Options options;
  CHECK(address_seen(options) == "127.0.0.1 plain");
  options.trusted_proxies = {"10.0.0.0/8"};
  CHECK(address_seen(options) == "127.0.0.1 plain");
  options.trusted_proxies = {"127.0.0.0/8"};
  CHECK(address_seen(options) == "8.8.8.8 tls");
}

TEST_CASE("A percent-escape in a header's value is not decoded") {
  RunningListener listener({}, [](const Request& request) {
    Reply reply;
    reply.body = *request.header("X-Value");
    return reply;
  });
  const std::string value = "a%0d%0aSet-Cookie:%20b";
  CHECK(RawClient(listener.port()).ask("GET / HTTP/1.1\r\nHost: h\r\nX-Value: " + value + "\r\n\r\n").body ==
        value);
}

TEST_CASE("A request with two lengths, or a length that is none, is refused at once") {
  RunningListener listener;
  const auto reply_to_headers = [&](const std::string& headers) {
    return RawClient(listener.port()).ask("POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n-2\r\nabc");
  };
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  check_problem(reply_to_headers("Content-Length: 3\r\nContent-Length: 4\r\n"), 400, "repeated-header");
  check_problem(reply_to_headers("Content-Length: 3\r\n" + chunked), 400, "conflicting-lengths");
  check_problem(reply_to_headers(chunked + "Content-Length: 3\r\n"), 400, "conflicting-lengths");
  check_problem(reply_to_headers(chunked), 411, "length-required");  // the chunk's size is -2
  check_problem(reply_to_headers("Content-Length: -1\r\n"), 400, "malformed-content-length");
}

TEST_CASE("What follows a refused request on its connection is never answered") {
  RunningListener listener;
  RawClient client(listener.port());
  REQUIRE(client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                      std::string(kGet)));
  CHECK(client.read_reply().status == 411);
  CHECK(client.is_closed_by_server());
  CHECK(listener.stats().requests == 0);
}

TEST_CASE("A multipart body with a file name of 7,000 characters arrives as plain bytes") {
  RunningListener listener;
  const std::string body = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"" +
                           std::string(7000, 'f') + "\"\r\n\r\nb\r\n--x--\r\n";
  const RawReply reply =
      RawClient(listener.port()).ask(post("Content-Type: multipart/form-data; boundary=x\r\n", body));
  CHECK(reply.status == 200);
  CHECK(reply.body == "POST /\n" + body);
}

TEST_CASE("A form arrives as plain bytes, however large within the limit") {
  RunningListener listener;
  const std::string body = "a=" + std::string(100'000, '%');
  CHECK(RawClient(listener.port())
            .ask(post("Content-Type: application/x-www-form-urlencoded\r\n", body))
            .body == "POST /\n" + body);
}

TEST_CASE("A Range header gets the whole reply") {
  RunningListener listener;
  for (const std::string range :
       {"bytes=0-1", "bytes=1-0", "bytes=-99999999999999999999", "bytes=0-,0-,0-,0-"}) {
    const RawReply reply =
        RawClient(listener.port()).ask("GET / HTTP/1.1\r\nHost: h\r\nRange: " + range + "\r\n\r\n");
    CHECK(reply.status == 200);
    CHECK(reply.body == "GET /\n");
    CHECK_FALSE(reply.has("Content-Range"));
  }
}
