#include "server/http/refusal.hpp"

#include <cassert>

namespace gracegate::server::http {
namespace {

struct Refusal {
  Cause cause;
  int status;
  std::string_view slug, title, detail;  // printable ASCII without quotation mark and backslash
};

constexpr std::array<Refusal, kCauses> kRefusals{{
    {Cause::malformed_request, 400, "malformed-request", "The request is not valid HTTP/1.1",
     "Send lines that end in CR LF, a request line and headers as in RFC 9112, without control characters."},
    {Cause::malformed_target, 400, "malformed-target", "The address is not valid",
     "Send a path that starts with a slash and is percent-encoded UTF-8 without control characters."},
    {Cause::host_required, 400, "host-required", "The Host header is missing",
     "Send exactly one Host header with an HTTP/1.1 request."},
    {Cause::repeated_header, 400, "repeated-header", "A header is repeated that may occur once only",
     "Send Host, Content-Length, Content-Type, Authorization and Expect at most once each."},
    {Cause::malformed_length, 400, "malformed-content-length", "Content-Length is not a number",
     "Send Content-Length as decimal digits only."},
    {Cause::conflicting_lengths, 400, "conflicting-lengths",
     "Content-Length and Transfer-Encoding exclude each other",
     "Send Content-Length and leave Transfer-Encoding out."},
    {Cause::request_timeout, 408, "request-timeout", "The request took too long to arrive",
     "Send the whole request without pauses, or try again over a better connection."},
    {Cause::length_required, 411, "length-required", "Content-Length is missing",
     "Send the body with Content-Length; chunked bodies are not accepted."},
    {Cause::body_too_large, 413, "body-too-large", "The body is too large",
     "Send a smaller body, or split the request."},
    {Cause::target_too_long, 414, "target-too-long", "The address is too long",
     "Shorten path and query, or send the data in a body."},
    {Cause::encoded_body, 415, "encoded-body", "Compressed bodies are not accepted",
     "Send the body without Content-Encoding."},
    {Cause::expectation_unknown, 417, "expectation-unknown", "The expectation is not known",
     "Leave the Expect header out, or send 100-continue."},
    {Cause::too_many_headers, 431, "too-many-headers", "There are too many headers", "Send fewer headers."},
    {Cause::header_too_large, 431, "header-too-large", "The headers are too large",
     "Send shorter headers; a browser may need its cookies for this site removed."},
    {Cause::method_not_allowed, 405, "method-not-allowed", "The method is not allowed",
     "Use one of the methods in the Allow header."},
    {Cause::method_unknown, 501, "method-unknown", "The method is not known",
     "Use one of the methods in the Allow header."},
    {Cause::version_unknown, 505, "version-unknown", "The HTTP version is not supported", "Use HTTP/1.1."},
    {Cause::too_many_requests_from_address, 429, "too-many-requests-from-address",
     "Too many requests of this address are being answered",
     "Wait for answers that are under way, then try again after the time in Retry-After."},
    {Cause::internal_error, 500, "internal-error", "Something went wrong on our side",
     "Try again; if it happens again, tell the operator of this server when it happened."},
    {Cause::too_many_bodies, 503, "too-many-bodies", "The server is at its limit of request bodies",
     "Try again after the time in Retry-After."},
    {Cause::too_many_connections, 503, "too-many-connections", "The server is at its limit of connections",
     "Try again after the time in Retry-After."},
    {Cause::too_many_connections_from_address, 503, "too-many-connections-from-address",
     "There are too many connections from this address",
     "Close connections that are not in use, then try again after the time in Retry-After."},
    {Cause::handshake_failed, 0, "handshake-failed", "", ""},
    {Cause::write_timeout, 0, "write-timeout", "", ""},
}};

constexpr bool is_in_order() {
  for (size_t i = 0; i < kCauses; ++i) {
    if (static_cast<size_t>(kRefusals[i].cause) != i) return false;
  }
  return true;
}
static_assert(is_in_order(), "each cause has its row, in the order of the enumeration");

const Refusal& refusal_of(Cause cause) { return kRefusals[static_cast<size_t>(cause)]; }

std::string problem_json(const Refusal& refusal) {
  std::string json;
  const auto append = [&](std::string_view part) { json.append(part); };
  append("{\"type\":\"https://gracegate.dev/problems/");
  append(refusal.slug);
  append("\",\"title\":\"");
  append(refusal.title);
  append("\",\"status\":");
  append(std::to_string(refusal.status));
  append(",\"detail\":\"");
  append(refusal.detail);
  append("\"}\n");
  return json;
}

}  // namespace

std::string_view slug_of(Cause cause) { return refusal_of(cause).slug; }

Reply reply_to(Cause cause) {
  const Refusal& refusal = refusal_of(cause);
  assert(refusal.status != 0);
  Reply reply;
  reply.status = refusal.status;
  reply.content_type = "application/problem+json";
  reply.body = problem_json(refusal);
  if (refusal.status == 405 || refusal.status == 501) {
    reply.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  }
  if (refusal.status == 503 || refusal.status == 429) reply.headers.emplace_back("Retry-After", "5");
  if (refusal.status == 415) reply.headers.emplace_back("Accept-Encoding", "identity");
  return reply;
}

}  // namespace gracegate::server::http
