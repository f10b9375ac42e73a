// Brings requests for help to the server.
#ifndef GRACEGATE_CLIENT_HELP_DELIVERY_HPP
#define GRACEGATE_CLIENT_HELP_DELIVERY_HPP

#include <cstdint>
#include <functional>
#include <string>

#include "client/backoff.hpp"
#include "client/help_outbox.hpp"
#include "client/reports.hpp"
#include "gracegate/log.hpp"
#include "gracegate/transport.hpp"

namespace gracegate {

// A new request goes out at once, and while the server cannot be reached each is tried as seldom as Backoff
// says, until it has arrived or was refused. What is refused, and what waits for long, is told to the log;
// not what is in it. Threads: one.
class HelpDelivery {
 public:
  using Wait = HelpOutbox::Wait;
  using Instant = HelpOutbox::Instant;
  using Post = std::function<Result<TransportResponse>(const HelpLetter&)>;
  static constexpr Wait kNothingWaits = std::chrono::hours(1);
  static constexpr std::chrono::minutes kLong{5};

  // `log` must not throw.
  HelpDelivery(HelpOutbox& outbox, Log log, std::uint64_t seed);

  // Sends one that is due. Returns when something is due next: zero where it is now.
  Wait deliver(Instant now, const Post& post);

 private:
  void take(const HelpLetter& letter, const Result<TransportResponse>& answer, Instant now);
  void put_all_off(const std::string& why, Instant now);
  void tell_if_long(Instant now);

  HelpOutbox& outbox_;
  Log log_;
  Backoff backoff_;
  Condition waits_long_;
  std::string trouble_;  // with the last try in vain
};

}  // namespace gracegate

#endif
