#include "tests/client/faults/answers.hpp"

namespace gracegate::test {
namespace {

const std::string kStatus = "HTTP/1.1 ";

std::string with_body(const std::string& start, const std::string& body) {
  return kStatus + start + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string value_of(const std::string& head, const std::string& name) {
  const std::size_t at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const std::size_t start = at + name.size() + 4;
  return head.substr(start, head.find("\r\n", start) - start);
}

// 6 KB that unpack to a megabyte of zeros: RFC 1951 §3.2.6, a literal 0 and then "258 more of it" again and
// again, without the end.
std::string gzip_bomb() {
  std::string packed("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
  unsigned byte = 0;
  int bits = 0;
  const auto put = [&](const char* code) {
    for (; *code != '\0'; ++code) {
      byte |= static_cast<unsigned>(*code - '0') << bits;
      if (++bits < 8) continue;
      packed += static_cast<char>(byte);
      byte = 0;
      bits = 0;
    }
  };
  put("110");       // last block, fixed codes
  put("00110000");  // 0
  for (int i = 0; i < 4000; ++i) put("1100010100000");
  return packed;
}

}  // namespace

TransportRequest parse_request(const std::string& head) {
  TransportRequest request;
  const std::size_t start = head.find(' ') + 1;
  request.target = head.substr(start, head.find(' ', start) - start);
  request.nonce = value_of(head, "Gracegate-Nonce");
  request.if_none_match = value_of(head, "If-None-Match");
  return request;
}

std::string text_of(const TransportResponse& response) { return text_of(response, response.body.size()); }

std::string text_of(const TransportResponse& response, std::size_t length) {
  return kStatus + std::to_string(response.status) + " OK\r\nGracegate-Receipt: " + response.receipt +
         "\r\nETag: " + response.etag + "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" +
         response.body;
}

std::string text_of(Fault fault) {
  switch (fault) {
    case Fault::gzip_bomb:
      return with_body("200 OK\r\nContent-Encoding: gzip", gzip_bomb());
    case Fault::sign_in_page:
      return with_body("200 OK\r\nContent-Type: text/html",
                       "<!doctype html><title>Welcome to the airport</title>");
    case Fault::redirect:
      return with_body("302 Found\r\nLocation: /sign-in", "");
    case Fault::unauthorized:
      return with_body("401 Unauthorized", "{}");
    case Fault::forbidden:
      return with_body("403 Forbidden", "{}");
    case Fault::too_many:
      return with_body("429 Too Many Requests\r\nRetry-After: 7", "{}");
    case Fault::broken:
      return with_body("500 Internal Server Error", "{}");
    default:
      return {};
  }
}

}  // namespace gracegate::test
