// The server's HTTP/1.1 listener: it keeps bad, slow, endless and too many clients away from the handler.
#ifndef GRACEGATE_SERVER_HTTP_LISTENER_HPP
#define GRACEGATE_SERVER_HTTP_LISTENER_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gracegate/result.hpp"
#include "server/http/exchange.hpp"

namespace gracegate::server::http {

struct Options {
  std::string host = "127.0.0.1";  // address or name; "::" for all, with IPv4
  int port = 0;                    // 0: a free one

  size_t max_bodies = size_t{64} << 20;  // bytes of all bodies that are held at the same time
  size_t max_head = 16 * 1024;           // bytes of request line and headers
  size_t max_headers = 100;
  size_t max_connections = 8192;  // each has a thread; raise RLIMIT_NOFILE above it
  size_t max_connections_per_address =
      512;  // 0: no limit; an IPv6 address counts as its /64; of clients behind a proxy, requests
  size_t max_requests_per_connection = 100'000;

  std::chrono::milliseconds head_timeout{
      10'000};  // from the first byte (of a new connection: from its start)
  std::chrono::milliseconds body_timeout{30'000};
  std::chrono::milliseconds write_timeout{30'000};  // for each MiB of a reply
  std::chrono::milliseconds keep_alive{75'000};     // idle between two requests
  std::chrono::milliseconds drain{3'000};           // for handlers that are running when stop() is called

  std::string tls_cert, tls_key;  // PEM files; both or neither

  // "10.0.0.0/8": peers whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;

  // Told what went wrong inside: an exception's text, a reply that cannot be sent. On a connection's thread.
  std::function<void(std::string_view)> on_error;

  // Told of each reply that a handler has made, and how long it took from the arrival of the request's head.
  // On the connection's thread.
  std::function<void(const Request&, const Reply&, std::chrono::microseconds)> on_reply;

  // For the Date header, which is left out without it. On a connection's thread, at each request.
  std::function<std::time_t()> wall_clock;
};

struct Stats {
  size_t connections = 0;      // now
  std::uint64_t requests = 0;  // that a handler answered
  // Each cause that a request or connection can be refused for, by the last part of its problem type.
  std::vector<std::pair<std::string_view, std::uint64_t>> refused;
};

// Threads: run() on one; everything else on any. It must outlive run().
class Listener {
 public:
  // Binds and listens; clients wait until run(). Errors: invalid_argument (an option), unavailable (the
  // address is in use or not ours), internal.
  static Result<std::unique_ptr<Listener>> open(Options options, Handler handler);
  ~Listener();

  int port() const;

  // Serves until stop(). Then idle connections and half-sent requests end at once, and handlers that run get
  // `drain` to finish. Returns false when one of them did not: it still runs, on a thread of its own, with
  // all that it refers to, so the process should end without destroying that.
  bool run();

  // May be called from a signal handler, before run(), and more than once.
  void stop();

  Stats stats() const;

 private:
  struct Impl;
  explicit Listener(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gracegate::server::http

#endif
