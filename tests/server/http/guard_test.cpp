#include "server/http/guard.hpp"

#include "tests/support/catch.hpp"

using namespace gracegate::server::http;

namespace {

struct Judgement {
  bool is_complete = false;
  std::optional<Cause> cause;
  Request request;
  Framing framing;
};

// As a connection does it, with the bytes arriving in pieces.
Judgement judge(std::string_view bytes, size_t piece = 1 << 20, const HeadLimits& limits = {}) {
  Judgement judgement;
  HeadScanner scanner(limits);
  for (size_t have = std::min(piece, bytes.size());; have = std::min(have + piece, bytes.size())) {
    const auto state = scanner.look_at(bytes.substr(0, have));
    if (state == HeadScanner::State::refused) judgement.cause = scanner.cause();
    if (state == HeadScanner::State::refused) return judgement;
    judgement.is_complete = state == HeadScanner::State::complete;
    if (judgement.is_complete || have == bytes.size()) break;
  }
  if (!judgement.is_complete) return judgement;
  judgement.cause = inspect_head(bytes.substr(0, scanner.length()), judgement.request, judgement.framing);
  return judgement;
}

std::optional<Cause> cause_of_headers(std::string_view method, std::string_view headers) {
  const Judgement judgement =
      judge(std::string(method) + " / HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n");
  REQUIRE((judgement.is_complete || judgement.cause));
  return judgement.cause;
}

std::optional<Cause> cause_of_line(std::string_view line) {
  return judge(std::string(line) + "\r\nHost: h\r\nContent-Length: 0\r\n\r\n").cause;
}

}  // namespace

TEST_CASE("A request that two readers could understand in two ways is refused") {
  const std::string_view get = "GET", post = "POST";
  struct Row {
    std::string_view method, headers;
    Cause cause;
  };
  const Row rows[] = {
      {post, "", Cause::length_required},
      {post, "Transfer-Encoding: chunked\r\n", Cause::length_required},
      {get, "Transfer-Encoding: chunked\r\n", Cause::length_required},
      {get, "transfer-encoding:\t, \r\n", Cause::length_required},
      {post, "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", Cause::conflicting_lengths},
      {post, "Transfer-Encoding: identity\r\nContent-Length: 3\r\n", Cause::conflicting_lengths},
      {post, "Content-Length: 3\r\nContent-Length: 3\r\n", Cause::repeated_header},
      {post, "Content-Length: 3\r\ncontent-length: 4\r\n", Cause::repeated_header},
      {post, "Content-Length: 3, 3\r\n", Cause::malformed_length},
      {post, "Content-Length: -1\r\n", Cause::malformed_length},
      {post, "Content-Length: +1\r\n", Cause::malformed_length},
      {post, "Content-Length: 0x10\r\n", Cause::malformed_length},
      {post, "Content-Length: 1 0\r\n", Cause::malformed_length},
      {post, "Content-Length:\r\n", Cause::malformed_length},
      {get, "Host: other\r\n", Cause::repeated_header},
      {get, "Authorization: a\r\nAuthorization: b\r\n", Cause::repeated_header},
      {get, "Content-Type: a/b\r\nContent-Type: c/d\r\n", Cause::repeated_header},
      {post, "Content-Length: 1\r\nContent-Encoding: gzip\r\n", Cause::encoded_body},
      {post, "Content-Length: 1\r\nExpect: miracles\r\n", Cause::expectation_unknown},
      {get, "X: a\r\n folded\r\n", Cause::malformed_request},
      {get, " X: a\r\n", Cause::malformed_request},
      {get, "X : a\r\n", Cause::malformed_request},
      {get, ": a\r\n", Cause::malformed_request},
      {get, "no colon\r\n", Cause::malformed_request},
      {get, "X: a\rb\r\n", Cause::malformed_request},
      {get, "X: a\n", Cause::malformed_request},
      {get, std::string_view("X: a\0b\r\n", 8), Cause::malformed_request},
      {get, "X: \x1b[2J\r\n", Cause::malformed_request},
      {get, "X: \xff\r\n", Cause::malformed_request},
  };
  for (const Row& row : rows) {
    CAPTURE(row.method, row.headers);
    CHECK(cause_of_headers(row.method, row.headers) == row.cause);
  }
}

TEST_CASE("A length is read whatever its size, and one beyond all numbers is the largest") {
  const auto length = [](std::string_view text) {
    return judge("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::string(text) + "\r\n\r\n")
        .framing.content_length;
  };
  CHECK(length("0") == 0);
  CHECK(length("0012") == 12);
  CHECK(length("18446744073709551614") == 18446744073709551614U);
  for (const auto* text : {"18446744073709551615", "18446744073709551616", "99999999999999999999999999"})
    CHECK(length(text) == 18446744073709551615U);
}

TEST_CASE("A request line is taken only in the form of HTTP/1.1") {
  CHECK(cause_of_line("TRACE / HTTP/1.1") == Cause::method_not_allowed);
  CHECK(cause_of_line("CONNECT h:80 HTTP/1.1") == Cause::method_not_allowed);
  CHECK(cause_of_line("BREW / HTTP/1.1") == Cause::method_unknown);
  CHECK(cause_of_line("get / HTTP/1.1") == Cause::method_unknown);
  CHECK(cause_of_line("G@T / HTTP/1.1") == Cause::malformed_request);
  CHECK(cause_of_line("GET / HTTP/2.0") == Cause::version_unknown);
  CHECK(cause_of_line("GET / HTTP/1.12") == Cause::version_unknown);
  CHECK(cause_of_line("GET / http/1.1") == Cause::malformed_request);
  CHECK(cause_of_line("GET /") == Cause::malformed_request);
  CHECK(cause_of_line("GET  HTTP/1.1") == Cause::malformed_target);
  CHECK(cause_of_line("GET /a b HTTP/1.1") == Cause::malformed_target);
  CHECK(cause_of_line("GET a HTTP/1.1") == Cause::malformed_target);
  CHECK(cause_of_line("GET * HTTP/1.1") == Cause::malformed_target);
  CHECK_FALSE(cause_of_line("OPTIONS * HTTP/1.1"));
  for (const auto* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    CHECK_FALSE(cause_of_line(std::string(method) + " / HTTP/1.1"));
  }
}

TEST_CASE("Limits of a head hold to the byte and to the header") {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n\r\n";
  HeadLimits limits;
  limits.max_head = head.size();
  limits.max_headers = 2;
  CHECK_FALSE(judge(head, 1, limits).cause);
  limits.max_headers = 1;
  CHECK(judge(head, 1, limits).cause == Cause::too_many_headers);
  limits.max_headers = 2;
  limits.max_head = head.size() - 1;
  CHECK(judge(head, 1, limits).cause == Cause::header_too_large);
  CHECK(judge(head, 1000, limits).cause == Cause::header_too_large);
  limits.max_head = 10;
  CHECK(judge(head, 1, limits).cause == Cause::target_too_long);
}

TEST_CASE("A head is read alike in whatever pieces it arrives") {
  const std::string head =
      "\r\nPUT /v1/a%2Fb?c=d+e HTTP/1.1\r\nhost:h\r\nX-A: \t b c \t\r\nContent-Length: 12\r\n\r\n";
  for (size_t piece = 1; piece <= head.size(); ++piece) {
    const Judgement judgement = judge(head, piece);
    REQUIRE(judgement.is_complete);
    REQUIRE_FALSE(judgement.cause);
    CHECK(judgement.request.method == "PUT");
    CHECK(judgement.request.path == std::vector<std::string>{"v1", "a/b"});
    CHECK(judgement.request.query == decltype(Request::query){{"c", "d e"}});
    CHECK(*judgement.request.header("x-a") == "b c");
    CHECK(judgement.request.header("X-B") == nullptr);
    CHECK(judgement.framing.content_length == 12);
  }
}

TEST_CASE("Any byte at any place of a head is judged alike in one piece and in many") {
  const std::string head = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n";
  for (size_t at = 0; at < head.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = head;
      changed[at] = static_cast<char>(byte);
      const Judgement whole = judge(changed), pieces = judge(changed, 1);
      REQUIRE(whole.is_complete == pieces.is_complete);
      REQUIRE(whole.cause == pieces.cause);
    }
  }
}

TEST_CASE("A connection goes on as HTTP/1.0 and HTTP/1.1 say") {
  const auto keeps_alive = [](std::string_view version, std::string_view connection) {
    const Judgement judgement = judge("GET / " + std::string(version) +
                                      "\r\nHost: h\r\nConnection: " + std::string(connection) + "\r\n\r\n");
    REQUIRE(judgement.is_complete);
    return judgement.framing.keeps_alive;
  };
  CHECK(keeps_alive("HTTP/1.1", ""));
  CHECK(keeps_alive("HTTP/1.1", "keep-alive, upgrade"));
  CHECK_FALSE(keeps_alive("HTTP/1.1", "upgrade , Close"));
  CHECK_FALSE(keeps_alive("HTTP/1.1", "close, keep-alive"));
  CHECK_FALSE(keeps_alive("HTTP/1.0", ""));
  CHECK(keeps_alive("HTTP/1.0", "Keep-Alive"));
  CHECK(judge("GET / HTTP/1.1\r\n\r\n").cause == Cause::host_required);
  CHECK_FALSE(judge("GET / HTTP/1.0\r\n\r\n").cause);
}
