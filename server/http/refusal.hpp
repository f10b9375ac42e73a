// Why the listener turns a request away before a handler sees it, and what it says then (RFC 9457).
#ifndef GRACEGATE_SERVER_HTTP_REFUSAL_HPP
#define GRACEGATE_SERVER_HTTP_REFUSAL_HPP

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/http/exchange.hpp"

namespace gracegate::server::http {

enum class Cause : unsigned char {
  malformed_request,
  malformed_target,
  host_required,
  repeated_header,
  malformed_length,
  conflicting_lengths,
  request_timeout,
  length_required,
  body_too_large,
  target_too_long,
  encoded_body,
  expectation_unknown,
  too_many_headers,
  header_too_large,
  method_not_allowed,
  method_unknown,
  version_unknown,
  too_many_requests_from_address,
  internal_error,
  too_many_bodies,
  too_many_connections,
  too_many_connections_from_address,
  handshake_failed,  // the last two are only counted: nobody listens to a reply any more
  write_timeout,
};

constexpr size_t kCauses = static_cast<size_t>(Cause::write_timeout) + 1;

// Stable last part of the problem's type, for example "header-too-large".
std::string_view slug_of(Cause cause);

// An application/problem+json reply made of fixed strings.
Reply reply_to(Cause cause);

// Threads: any.
class RefusalCounters {
 public:
  void add(Cause cause) { counts_[static_cast<size_t>(cause)].fetch_add(1, std::memory_order_relaxed); }
  std::uint64_t of(Cause cause) const {
    return counts_[static_cast<size_t>(cause)].load(std::memory_order_relaxed);
  }

 private:
  std::array<std::atomic<std::uint64_t>, kCauses> counts_{};
};

}  // namespace gracegate::server::http

#endif
