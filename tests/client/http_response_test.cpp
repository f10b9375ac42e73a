// The answers that the built-in transport reads, byte by byte and all at once.
#include "tests/client/recorded_connection.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::http;

namespace {

Result<Response> read(const std::string& text, std::size_t piece, std::size_t most_body = 100) {
  return test::read_answer(text, piece, most_body);
}

constexpr std::size_t kPieces[] = {1, 7, 100000};

const std::string kOk = "HTTP/1.1 200 OK\r\n";

}  // namespace

TEST_CASE("An answer is read whole, however its end is told and however it comes in") {
  struct Row {
    std::string text, body;
    bool may_go_on;
  };
  const Row rows[] = {
      {kOk + "Content-Length: 5\r\n\r\nhello", "hello", true},
      {kOk + "content-length:5 \r\nCONTENT-LENGTH: 5\r\n\r\nhello", "hello", true},
      {kOk + "Content-Length: 0\r\n\r\n", "", true},
      {kOk + "Connection: keep-alive, Close\r\nContent-Length: 5\r\n\r\nhello", "hello", false},
      {kOk + "\r\nhello", "hello", false},
      {kOk + "Transfer-Encoding: Chunked\r\n\r\n3\r\nhel\r\n02;a=b\r\nlo\r\n0\r\n\r\n", "hello", true},
      {kOk + "Transfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", "0123456789",
       true},
      {"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" + kOk + "Content-Length: 5\r\n\r\nhello", "hello", true},
      {"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", false},
      {"HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", "hello", true},
      {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "", true},
      {"HTTP/1.1 204 No Content\r\n\r\n", "", true},
  };
  for (const Row& row : rows) {
    for (const std::size_t piece : kPieces) {
      CAPTURE(row.text, piece);
      const auto response = read(row.text, piece);
      REQUIRE(response);
      CHECK(response->body == row.body);
      CHECK(response->may_go_on == row.may_go_on);
    }
  }
}

TEST_CASE("A size beyond all numbers is above the limit, and not a small one") {
  for (const char* text : {"Content-Length: 18446744073709551621\r\n\r\nhello",
                           "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n"}) {
    CAPTURE(text);
    const auto response = read(kOk + text, 100000);
    REQUIRE_FALSE(response);
    CHECK(response.error().code == ErrorCode::too_large);
  }
}

TEST_CASE("What an interim answer says is not said of the answer") {
  const auto response = read("HTTP/1.1 103 Early Hints\r\nETag: \"1\"\r\nConnection: close\r\n\r\n" + kOk +
                                 "Content-Length: 0\r\n\r\n",
                             100000);
  REQUIRE(response);
  CHECK(response->etag.empty());
  CHECK(response->may_go_on);
}

TEST_CASE("What comes after an answer that nobody asked for spoils the connection, not the answer") {
  const auto response = read(kOk + "Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n", 100000);
  REQUIRE(response);
  CHECK(response->body == "ok");
  CHECK_FALSE(response->may_go_on);
}

TEST_CASE("An answer that can be read in two ways, or in none, is refused") {
  const std::string rows[] = {
      "nonsense\r\n\r\n",
      "HTTP/2 200\r\n\r\n",
      "HTTP/1.1 99 Low\r\n\r\n",
      "HTTP/1.1 600 High\r\n\r\n",
      "HTTP/1.1 2000 Long\r\n\r\n",
      "HTTP/1.1 -20 OK\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols\r\n\r\n",
      kOk + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
      kOk + "Content-Length: 5, 5\r\n\r\nhello",
      kOk + "Content-Length: -1\r\n\r\n",
      kOk + "Content-Length: +5\r\n\r\nhello",
      kOk + "Content-Length: 0x5\r\n\r\nhello",
      kOk + "Content-Length:\r\n\r\nhello",
      kOk + "Content-Length : 5\r\n\r\nhello",
      kOk + " Content-Length: 5\r\n\r\nhello",
      kOk + "X: y\r\n folded\r\n\r\n",
      kOk + "no colon\r\n\r\n",
      kOk + ": no name\r\n\r\n",
      kOk + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      kOk + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      kOk + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      kOk + "Transfer-Encoding: chunked\r\n\r\n-2\r\n",
      kOk + "Transfer-Encoding: chunked\r\n\r\n\r\n",
      kOk + "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
  };
  for (const std::string& text : rows) {
    for (const std::size_t piece : kPieces) {
      CAPTURE(text, piece);
      const auto response = read(text, piece);
      REQUIRE_FALSE(response);
      CHECK(response.error().code == ErrorCode::unavailable);
      CHECK(response.error().message == "does not answer in HTTP/1.1 as it should");
    }
  }
}

TEST_CASE("An answer that ends before its end is not taken for one") {
  for (const std::string& whole :
       {kOk + "Content-Length: 5\r\n\r\nhello",
        kOk + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      const auto response = read(whole.substr(0, size), 100000);
      REQUIRE_FALSE(response);
      CHECK(response.error().message == "breaks off the connection");
    }
  }
}

TEST_CASE("A body of exactly the limit is taken, one byte more is not, however it is told") {
  for (const std::string& text :
       {kOk + "Content-Length: 10\r\n\r\n0123456789", kOk + "\r\n0123456789",
        kOk + "Transfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n"}) {
    for (const std::size_t piece : kPieces) {
      CAPTURE(text, piece);
      CHECK(read(text, piece, 10));
      const auto response = read(text, piece, 9);
      REQUIRE_FALSE(response);
      CHECK(response.error().code == ErrorCode::too_large);
    }
  }
}

TEST_CASE("Head, interim answers, lines of chunks and trailers have limits of their own") {
  struct Row {
    std::string start, repeated;
  };
  const Row rows[] = {{"", "x"},
                      {"", "HTTP/1.1 100 Continue\r\n\r\n"},
                      {kOk, "X: y\r\n"},
                      {kOk + "Transfer-Encoding: chunked\r\n\r\n1;", "x"},
                      {kOk + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"}};
  for (const Row& row : rows) {
    CAPTURE(row.start, row.repeated);
    std::string text = row.start;
    while (text.size() <= 2 * ResponseReader::kMostBeforeBody) text += row.repeated;
    for (const std::size_t piece : {std::size_t{7}, std::size_t{100000}}) {
      const auto response = read(text, piece);
      REQUIRE_FALSE(response);
      CHECK(response.error().code == ErrorCode::too_large);
    }
  }
}
