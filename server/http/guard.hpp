// The guard: reads the head of a request and decides whether it may go on to a handler. What two HTTP
// implementations could read in two ways is refused, never repaired. Pure: no socket, no clock.
#ifndef GRACEGATE_SERVER_HTTP_GUARD_HPP
#define GRACEGATE_SERVER_HTTP_GUARD_HPP

#include <cstddef>
#include <optional>
#include <string_view>

#include "server/http/exchange.hpp"
#include "server/http/refusal.hpp"

namespace gracegate::server::http {

struct HeadLimits {
  size_t max_head = 16 * 1024;  // bytes up to and including the empty line
  size_t max_headers = 100;
};

// What the head says about the bytes around it.
struct Framing {
  size_t content_length = 0;      // of any size: whoever reads the body has to judge it
  bool is_head = false;           // the reply goes without its body
  bool is_http_1_0 = false;       // the reply names keep-alive
  bool keeps_alive = true;        // the client wants to go on afterwards
  bool expects_continue = false;  // the client waits for "100 Continue" before it sends the body
};

// Finds the end of a head in bytes that arrive piece by piece, each of which is looked at once.
class HeadScanner {
 public:
  explicit HeadScanner(const HeadLimits& limits) : limits_(limits) {}

  enum class State { incomplete, complete, refused };

  // `bytes` are all that have arrived of this request.
  State look_at(std::string_view bytes);

  size_t length() const { return looked_at_; }  // of the head with its empty line, once complete
  Cause cause() const { return cause_; }        // once refused

 private:
  State refuse(Cause cause);

  const HeadLimits& limits_;
  size_t looked_at_ = 0;   // up to here no byte is looked at again
  size_t line_start_ = 0;  // of the line that is arriving
  size_t lines_ = 0;
  Cause cause_ = Cause::malformed_request;
};

// Fills in all of `request` but the body and remote_addr/tls; returns why it is refused, if it is.
// Precondition: `head` is what HeadScanner found complete.
std::optional<Cause> inspect_head(std::string_view head, Request& request, Framing& framing);

}  // namespace gracegate::server::http

#endif
