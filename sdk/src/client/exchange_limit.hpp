// How long an exchange may take, and how much may come before its body.
#ifndef GRACEGATE_CLIENT_EXCHANGE_LIMIT_HPP
#define GRACEGATE_CLIENT_EXCHANGE_LIMIT_HPP

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "client/live_socket.hpp"

namespace gracegate {

// cpp-httplib bounds each read, not the exchange: a server that says one header a second would hold the gate
// for ever, and one that never ends its headers would fill the memory. While this lives, a thread of its own
// breaks off what is above the limits. The bytes are looked at every kLookEvery, so some more of them may
// come in. Threads: one, that of the exchange.
class ExchangeLimit {
 public:
  static constexpr std::uint64_t kMostBeforeBody = 256 * 1024;  // the TLS handshake is in it
  static constexpr std::chrono::milliseconds kLookEvery{100};

  // `socket` outlives it; its begin() was called.
  ExchangeLimit(LiveSocket& socket, std::chrono::seconds timeout);
  ~ExchangeLimit();
  ExchangeLimit(const ExchangeLimit&) = delete;
  ExchangeLimit& operator=(const ExchangeLimit&) = delete;

  // From here on the bytes are counted by who reads the body.
  void body_begins();

  // What broke the exchange off, if anything did.
  bool is_late();
  bool is_head_too_large();

 private:
  using Instant = std::chrono::steady_clock::time_point;

  void run();
  Instant next_look() const;

  LiveSocket& socket_;
  const Instant deadline_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_head_ = false;
  bool is_over_ = false;
  bool is_late_ = false;
  bool is_head_too_large_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace gracegate

#endif
