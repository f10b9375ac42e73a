// Answers of HTTP: read as the same however they come in, and never above their limit.
#include "tests/client/recorded_connection.hpp"
#include "tests/fuzz/targets.hpp"

namespace gracegate::fuzz {
namespace {

constexpr std::size_t kMostBody = 64;

bool is_same(const Result<http::Response>& one, const Result<http::Response>& other) {
  if (one.ok() != other.ok()) return false;
  if (!one.ok()) return one.error().code == other.error().code;
  return one->status == other->status && one->body == other->body && one->etag == other->etag &&
         one->receipt == other->receipt && one->retry_after == other->retry_after;
}

}  // namespace

void run_response(std::string_view input) {
  const auto whole = test::read_answer(input, SIZE_MAX, kMostBody);
  must(is_same(whole, test::read_answer(input, 1, kMostBody)), "what came byte by byte is the same answer");
  if (!whole) return;
  must(whole->status >= 200 && whole->status <= 599, "an answer has the status of one");
  must(whole->body.size() <= kMostBody, "no body is above its limit");
}

std::vector<std::string> response_seeds() {
  return {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"1\"\r\nGracegate-Receipt: a.b.c\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nTrailer: z\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Later\r\nRetry-After: 30\r\nConnection: close\r\n\r\nx",
          "HTTP/1.0 200 OK\r\n\r\nuntil the end",
          "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n",
          ""};
}

}  // namespace gracegate::fuzz
