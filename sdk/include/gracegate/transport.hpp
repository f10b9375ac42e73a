// How the gate reaches the server, replaceable.
#ifndef GRACEGATE_TRANSPORT_HPP
#define GRACEGATE_TRANSPORT_HPP

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate {

// A GET, or with `body` a POST.
struct TransportRequest {
  std::string target;                        // path and query, "/v1/feed?after=0&wait=25"
  std::string if_none_match;                 // entity tag with its quotes; empty: none
  std::string bearer;                        // SDK key; empty: none
  std::string nonce;                         // sent as Gracegate-Nonce; empty: none
  std::string body;                          // application/json; the server takes it once or twice alike
  std::chrono::milliseconds timeout{60000};  // for the whole exchange
  std::size_t max_bytes = 0;                 // of the answer's body; more is ErrorCode::too_large
  bool may_be_interrupted = false;           // the server holds its answer back until there is news
};

struct TransportResponse {
  int status = 0;
  std::string body;
  std::string etag;
  std::string receipt;                              // the header Gracegate-Receipt; empty: none
  std::optional<std::chrono::seconds> retry_after;  // delta-seconds only
};

// Threads: send() on the gate's thread only, one at a time; interrupt() and cancel() from any thread.
class Transport {
 public:
  virtual ~Transport() = default;
  // One exchange; follows no redirect. Errors: unavailable (no connection, no or broken answer, timeout),
  // untrusted (certificate), malformed (no TLS), too_large.
  virtual Result<TransportResponse> send(const TransportRequest& request) = 0;
  // Makes the send() of a request that may be interrupted return at once, with unavailable: the one under
  // way, or else the next. The gate has something to say that should not wait. Without it, that goes out when
  // the server has answered.
  virtual void interrupt() noexcept {}
  // Makes a send() that is under way return at once, and each later one fail.
  virtual void cancel() noexcept = 0;
};

}  // namespace gracegate

#endif
