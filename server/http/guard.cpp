#include "server/http/guard.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/utf8.hpp"
#include "server/http/characters.hpp"
#include "server/http/target.hpp"

namespace gracegate::server::http {
namespace {

constexpr size_t kEmptyLine = 2;  // one before the request line is overlooked (RFC 9112 §2.2)

using Refused = std::optional<Cause>;

// What is collected over the headers before it can be judged as a whole.
struct Seen {
  bool host = false, length = false, content_type = false, authorization = false, expect = false;
  bool transfer_encoding = false;
};

// The line up to CR LF, which is taken off `rest`.
std::string_view next_line(std::string_view& rest) {
  const size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  return line;
}

bool is_handled(std::string_view method) {
  for (const std::string_view known : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}) {
    if (method == known) return true;
  }
  return false;
}

Refused inspect_method(std::string_view method, Request& request, Framing& framing) {
  if (!is_token(method)) return Cause::malformed_request;
  if (method == "TRACE" || method == "CONNECT") return Cause::method_not_allowed;
  if (!is_handled(method)) return Cause::method_unknown;
  framing.is_head = method == "HEAD";
  request.method = framing.is_head ? "GET" : method;
  return std::nullopt;
}

Refused inspect_version(std::string_view version, Framing& framing) {
  if (version.substr(0, 5) != "HTTP/") return Cause::malformed_request;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return Cause::version_unknown;
  framing.is_http_1_0 = version.back() == '0';
  framing.keeps_alive = !framing.is_http_1_0;
  return std::nullopt;
}

// method SP target SP version
Refused inspect_request_line(std::string_view line, Request& request, Framing& framing) {
  const size_t first = line.find(' ');
  const size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return Cause::malformed_request;
  if (auto refused = inspect_version(line.substr(last + 1), framing)) return refused;
  if (auto refused = inspect_method(line.substr(0, first), request, framing)) return refused;
  request.target = line.substr(first + 1, last - first - 1);
  if (!take_target_apart(request)) return Cause::malformed_target;
  return std::nullopt;
}

bool seen_before(bool& seen) { return std::exchange(seen, true); }

// A length beyond all numbers is the largest one.
Refused inspect_length(std::string_view value, Framing& framing) {
  if (value.empty()) return Cause::malformed_length;
  size_t length = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') return Cause::malformed_length;
    const auto digit = static_cast<size_t>(c - '0');
    const bool overflows = length > (std::numeric_limits<size_t>::max() - digit) / 10;
    length = overflows ? std::numeric_limits<size_t>::max() : length * 10 + digit;
  }
  framing.content_length = length;
  return std::nullopt;
}

void inspect_connection(std::string_view value, Framing& framing) {
  any_list_member(value, [&](std::string_view option) {
    if (same_letters(option, "close")) framing.keeps_alive = false;
    if (framing.is_http_1_0 && same_letters(option, "keep-alive")) framing.keeps_alive = true;
    return !framing.keeps_alive;
  });
}

Refused inspect_header(std::string_view name, std::string_view value, Framing& framing, Seen& seen) {
  const auto is = [name](std::string_view other) { return same_letters(name, other); };
  const auto once = [](bool& flag) {
    return seen_before(flag) ? Refused(Cause::repeated_header) : Refused();
  };
  switch (name.size()) {  // most headers are none of these, and most of them by their length alone
    case 4:
      if (is("Host")) return once(seen.host);
      break;
    case 6:
      if (!is("Expect")) break;
      framing.expects_continue = same_letters(value, "100-continue");
      return framing.expects_continue ? once(seen.expect) : Refused(Cause::expectation_unknown);
    case 10:
      if (is("Connection")) inspect_connection(value, framing);
      break;
    case 12:
      if (is("Content-Type")) return once(seen.content_type);
      break;
    case 13:
      if (is("Authorization")) return once(seen.authorization);
      break;
    case 14:
      if (!is("Content-Length")) break;
      if (seen_before(seen.length)) return Cause::repeated_header;
      return inspect_length(value, framing);
    case 16:
      if (is("Content-Encoding") && !same_letters(value, "identity")) return Cause::encoded_body;
      break;
    case 17:
      if (is("Transfer-Encoding")) seen.transfer_encoding = true;
      break;
    default:
      break;
  }
  return std::nullopt;
}

Refused inspect_header_line(std::string_view line, Request& request, Framing& framing, Seen& seen) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return Cause::malformed_request;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_token(name) || !is_field_text(value) || !is_utf8(value)) return Cause::malformed_request;
  request.headers.emplace_back(name, value);
  return inspect_header(name, value, framing, seen);
}

Refused inspect_whole(const Request& request, const Framing& framing, const Seen& seen) {
  if (!seen.host && !framing.is_http_1_0) return Cause::host_required;
  if (seen.transfer_encoding) return seen.length ? Cause::conflicting_lengths : Cause::length_required;
  const std::string& method = request.method;
  const bool needs_length = method == "POST" || method == "PUT" || method == "PATCH";
  if (needs_length && !seen.length) return Cause::length_required;
  return std::nullopt;
}

}  // namespace

HeadScanner::State HeadScanner::refuse(Cause cause) {
  cause_ = cause;
  return State::refused;
}

HeadScanner::State HeadScanner::look_at(std::string_view bytes) {
  for (size_t end = bytes.find('\n', looked_at_); end != std::string_view::npos;
       end = bytes.find('\n', looked_at_)) {
    if (end == 0 || bytes[end - 1] != '\r') return refuse(Cause::malformed_request);
    looked_at_ = end + 1;
    if (looked_at_ > limits_.max_head) break;
    const bool is_empty = end - 1 == line_start_;
    line_start_ = looked_at_;
    if (is_empty && lines_ > 0) return State::complete;
    if (is_empty && looked_at_ > kEmptyLine) return refuse(Cause::malformed_request);
    if (is_empty) continue;
    if (++lines_ > limits_.max_headers + 1) return refuse(Cause::too_many_headers);
  }
  looked_at_ = std::max(looked_at_, bytes.size());
  if (looked_at_ <= limits_.max_head) return State::incomplete;
  return refuse(lines_ == 0 ? Cause::target_too_long : Cause::header_too_large);
}

std::optional<Cause> inspect_head(std::string_view head, Request& request, Framing& framing) {
  framing = Framing();
  request.headers.clear();
  Seen seen;
  if (head.front() == '\r') next_line(head);
  if (auto refused = inspect_request_line(next_line(head), request, framing)) return refused;
  while (head.size() > 2) {
    if (auto refused = inspect_header_line(next_line(head), request, framing, seen)) return refused;
  }
  return inspect_whole(request, framing, seen);
}

}  // namespace gracegate::server::http
