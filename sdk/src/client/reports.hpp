// What the log is told about how the gate is doing: each condition as it begins and as it ends.
#ifndef GRACEGATE_CLIENT_REPORTS_HPP
#define GRACEGATE_CLIENT_REPORTS_HPP

#include <optional>
#include <string>

#include "client/snapshot.hpp"
#include "gracegate/log.hpp"
#include "gracegate/standing.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// How the gate is doing after an exchange with the server.
struct Situation {
  Provenance provenance = Provenance::never_synced;
  bool has_trouble = false;  // with the server, and it was logged
  std::optional<Seconds> since_contact;
  std::optional<Seconds> clock_ahead;  // the machine's, of the server's; nullopt: not known
};

// Something that is so or is not, said as it begins and, as info, as it ends. Threads: one.
class Condition {
 public:
  // `log` must not throw.
  Condition(Log log, LogLevel level, std::string over)
      : log_(std::move(log)), level_(level), over_(std::move(over)) {}

  void begins(std::string_view message);
  void ends();

 private:
  Log log_;
  LogLevel level_;
  std::string over_;
  bool holds_ = false;
};

// Threads: one.
class Reports {
 public:
  // `log` must not throw.
  explicit Reports(const Log& log);

  void look(const Situation& situation, const Snapshot& held, TimePoint now);

 private:
  void tell_contact(const Situation& situation, const Snapshot& held);
  void tell_expired(const Snapshot& held, TimePoint now);
  void tell_clock(Seconds ahead);

  Log log_;
  bool is_in_contact_ = false;
  Condition stale_;
  Condition expired_;
  Condition wrong_clock_;
};

}  // namespace gracegate

#endif
