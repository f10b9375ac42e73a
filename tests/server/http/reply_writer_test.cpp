#include "server/http/reply_writer.hpp"

#include <set>

#include "server/http/refusal.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::server::http;

namespace {

std::string written(const Reply& reply, const Framing& framing = {}, bool keeps_alive = true) {
  std::string head;
  write_reply_head(reply, framing, keeps_alive, {}, head);
  return head;
}

Reply with_header(std::string name, std::string value) {
  Reply reply;
  reply.headers.emplace_back(std::move(name), std::move(value));
  return reply;
}

}  // namespace

TEST_CASE("A reply's head has what HTTP asks for and no more") {
  Reply reply = with_header("ETag", "\"a\"");
  reply.body = "hello";
  reply.content_type = "text/plain";
  CHECK(written(reply) ==
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\nETag: \"a\"\r\n\r\n");
  Reply empty;
  CHECK(written(empty, {}, false) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  empty.status = 304;
  CHECK(written(empty) == "HTTP/1.1 304 Not Modified\r\n\r\n");
  empty.status = 599;
  CHECK(written(empty) == "HTTP/1.1 599 \r\nContent-Length: 0\r\n\r\n");
  Framing old;
  old.is_http_1_0 = true;
  empty.status = 204;
  CHECK(written(empty, old) == "HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n");
}

TEST_CASE("A header that would break out of its line is not sent") {
  CHECK(is_sendable(with_header("Location", "/a?b=%0d%0a")));
  CHECK_FALSE(is_sendable(with_header("Location", "/a\r\nSet-Cookie: b")));
  CHECK_FALSE(is_sendable(with_header("Location", "/a\n")));
  CHECK_FALSE(is_sendable(with_header("Loca tion", "/a")));
  CHECK_FALSE(is_sendable(with_header("", "/a")));
  CHECK_FALSE(is_sendable(with_header("content-length", "5")));
  CHECK_FALSE(is_sendable(with_header("Transfer-Encoding", "chunked")));
  Reply reply;
  reply.content_type = "text/plain\r\nX: y";
  CHECK_FALSE(is_sendable(reply));
  reply = Reply();
  for (const int status : {0, 101, 199, 600}) {
    reply.status = status;
    CHECK_FALSE(is_sendable(reply));
  }
}

TEST_CASE("The date is written in English whatever the locale, and follows the clock both ways") {
  DateText date;
  CHECK(date.at(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(date.at(784111778) == "Sun, 06 Nov 1994 08:49:38 GMT");
  CHECK(date.at(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(date.at(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(date.at(1709164800) == "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST_CASE("Each cause of a refusal has its own problem type and says what to do") {
  std::set<std::string> slugs;
  for (size_t i = 0; i < kCauses; ++i) {
    const auto cause = static_cast<Cause>(i);
    slugs.emplace(slug_of(cause));
    if (cause >= Cause::handshake_failed) continue;
    const Reply reply = reply_to(cause);
    CHECK(is_sendable(reply));
    CHECK(reply.content_type == "application/problem+json");
    CHECK(reply.body.find("\"type\":\"https://gracegate.dev/problems/" + std::string(slug_of(cause)) +
                          "\"") == 1);
    CHECK(reply.body.find("\"status\":" + std::to_string(reply.status) + ",\"detail\":\"") !=
          std::string::npos);
  }
  CHECK(slugs.size() == kCauses);
}
