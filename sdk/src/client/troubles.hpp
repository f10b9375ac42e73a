// What goes wrong on one subject, said once and not on each attempt.
#ifndef GRACEGATE_CLIENT_TROUBLES_HPP
#define GRACEGATE_CLIENT_TROUBLES_HPP

#include <mutex>
#include <set>
#include <string>

#include "gracegate/log.hpp"

namespace gracegate {

// Threads: report() and recovered() from one; current() from any. The log is called without a lock.
class Troubles {
 public:
  // `recovery` is logged when it is over. `log` must not throw.
  Troubles(Log log, std::string recovery) : log_(std::move(log)), recovery_(std::move(recovery)) {}

  // Logged unless it was said since the last recovery.
  void report(LogLevel level, std::string message);
  void recovered();
  // The last trouble; empty since the last recovery.
  std::string current() const;

 private:
  static constexpr std::size_t kMostRemembered = 64;

  Log log_;
  std::string recovery_;
  std::set<std::string> said_;
  mutable std::mutex mutex_;
  std::string current_;
};

}  // namespace gracegate

#endif
