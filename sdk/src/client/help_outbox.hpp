// Requests for help until the server has them, and what became of them.
#ifndef GRACEGATE_CLIENT_HELP_OUTBOX_HPP
#define GRACEGATE_CLIENT_HELP_OUTBOX_HPP

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gracegate/help.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

struct HelpLetter {
  std::string id;
  std::string account;
  std::string body;  // of POST /v1/help
};

// In memory alone: what has not arrived when the process ends is lost. Threads: any.
class HelpOutbox {
 public:
  using Wait = std::chrono::milliseconds;
  using Instant = std::chrono::steady_clock::time_point;
  static constexpr std::size_t kMostWaiting = 100;
  static constexpr std::size_t kMostBytes = std::size_t{32} * 1024 * 1024;
  static constexpr std::size_t kMostKnown = 500;
  static constexpr Wait kMostPatience = std::chrono::hours(1);

  // Errors: unavailable, it is full.
  Result<void> put(HelpLetter letter, Instant now);
  // Waits until the server has said yes or no, `at_most`, and no longer than kMostPatience.
  HelpStatus status(const std::string& id, Wait at_most) const;

  // Whether there is one that was not sent yet: it should not wait.
  bool has_untried() const;
  // Since when the one has waited that was put first, and when one is due; nullopt: none waits.
  std::optional<Instant> oldest() const;
  std::optional<Instant> next_due() const;
  // Of those that are due the one that was tried least, the oldest of them; nullptr: none.
  std::shared_ptr<const HelpLetter> next(Instant now) const;
  // It was sent in vain, or was all that waits: not again before `due`.
  void tried(const std::string& id, Instant due);
  void all_tried(Instant due);
  // Takes it out. `status`: arrived or refused.
  void settle(const std::string& id, HelpStatus status);

 private:
  struct Waiting {
    std::shared_ptr<const HelpLetter> letter;
    Instant since;
    Instant due;
    std::int64_t tries = 0;

    void put_off(Instant until) {
      due = std::max(due, until);
      ++tries;
    }
  };
  struct Settled {
    std::string id;
    HelpStatus status;
  };
  std::optional<HelpStatus> known(const std::string& id) const;

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  // Under the mutex:
  std::vector<Waiting> waiting_;  // in order of coming
  std::size_t bytes_ = 0;         // of their bodies
  std::deque<Settled> settled_;   // the newest last
};

}  // namespace gracegate

#endif
