// The gate: keeps notices current, answers standings and decisions.
#ifndef GRACEGATE_GATE_HPP
#define GRACEGATE_GATE_HPP

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gracegate/banner.hpp"
#include "gracegate/config.hpp"
#include "gracegate/export.h"
#include "gracegate/help.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/operation.hpp"
#include "gracegate/result.hpp"
#include "gracegate/standing.hpp"

namespace gracegate {

// How the gate is doing, for health pages and logs. A value.
struct GateHealth {
  Provenance provenance = Provenance::never_synced;
  std::optional<TimePoint> last_sync;  // when the server last answered with something that verified
  std::string last_error;              // one line; empty since the last success
  std::size_t accounts = 0;            // held: those with an open case
  std::int64_t revision = 0;
  // With `account`: when the notice that is held expires, unless the server or a notice file renews it.
  std::optional<TimePoint> good_until;
};

// A resource: moves, does not copy. What was opened closes in the destructor, within 250 ms whatever the
// server does; a callback that is running is waited for, and none is called afterwards. It may be destroyed
// in its own callback. After open() nothing throws, waits or ends the process: where the gate does not know,
// it allows; one that was moved from allows too. After fork() the child has no thread of the gate: it answers
// from what was held, says so in health(), and closes without waiting. A child that lives on opens a gate of
// its own (best: open after the fork). Threads: every const function and take_notice() from any thread at the
// same time; wait-free where it says so.
class GRACEGATE_API Gate {
 public:
  // Checks the configuration, reads the cache, starts the gate's one thread (unless has_own_thread is false).
  // Does not wait for the server, and no longer than verifying 30 cached notices takes (5 ms): what is
  // above that is verified on the thread. Errors: invalid_argument with the member at fault. A cache that
  // cannot be used is logged, not an error.
  static Result<Gate> open(Config config);

  Gate(Gate&&) noexcept;
  Gate& operator=(Gate&&) noexcept;
  ~Gate();

  // For a gate that has no thread of its own: does what the thread would. Asks the server every 5 seconds and
  // when something is due, which takes `at_most` (zero: does not ask, and the answer is about the rest
  // alone; a name look-up is the system's, and takes what it takes); calls on_transition and log on this
  // thread; writes the cache. Returns when to call it again at the latest; more often costs nothing. Without
  // it nothing is learnt, but what is held counts down. Does nothing in a gate with a thread, in a forked
  // child, or while another call is under way. Threads: any, one at a time is enough.
  std::chrono::milliseconds poll(std::chrono::milliseconds at_most = std::chrono::seconds(1));

  // Wait-free; does not allocate. An account that the gate does not hold is open; for a gate of one account
  // any other one is open with provenance never_synced.
  Standing standing(std::string_view account) const noexcept;
  // Wait-free; does not allocate; calls nobody, not on_denial either. True unless a verified notice with a
  // deadline that has passed denies it, or the want of one where the product asked for that
  // (Config::on_stale).
  bool allows(std::string_view account, Operation operation) const noexcept;
  // As allows(), with the standing behind it; calls on_denial. Wait-free and does not allocate but for that.
  Decision decide(std::string_view account, Operation operation) const noexcept;

  // The notice as verified; nullptr where the gate holds none. With Config::on_stale, where none is in force,
  // the gate's own, of reason unconfirmed. Allocates.
  std::shared_ptr<const Notice> notice(std::string_view account) const;
  // banner_at() of it, now. With enforcement = observe always nullopt: nothing changes for customers.
  std::optional<Banner> banner(std::string_view account, const Viewer& viewer) const;

  // Say that the banner of this case is being shown to somebody of the account: in a page that was asked for,
  // in a window, on a terminal. protect() and the widget do. The gate tells the server of the case once,
  // within a minute, and of nobody who saw it: a case that nobody was shown limits nobody. Does not wait. Any
  // thread.
  void sighted(std::string_view account, std::string_view case_id) const noexcept;

  // Asks support for help on behalf of a person: what they wrote about a case of the account's notice.
  // Returns the id under which help_status() knows it. Does not wait: the gate's thread (without one, poll())
  // sends it at once, also from within a wait for news, and again until it has arrived. What the process has
  // not sent when it ends is lost: show what help_status() says, and another way to reach you. Errors: those
  // of check_help(), unavailable (100 requests or 32 MiB wait already, no memory; in a forked child). Any
  // thread.
  Result<std::string> ask_help(const HelpRequest& request) const;
  // What became of it, as far as the gate remembers: of the last 500. With `at_most` it waits until support's
  // server has said yes or no. Any thread.
  HelpStatus help_status(const std::string& id, std::chrono::milliseconds at_most = {}) const noexcept;

  // Takes a notice that came by hand, on a machine that cannot reach the server: the text of a notice file,
  // or a mail with one in it (docs/product/own-machines.md). Returns it once it has verified, its
  // expires_at no later than the end of the keys that vouch for it; what it says holds from the moment when
  // the gate's thread has it: at once, or when an exchange with the server that is under way has ended.
  // Errors, for which notice_refusal_text() has words for the person who brought it: malformed, too_large,
  // untrusted (not signed by this vendor, or, with pointer "/aud" or "/sub", for another product or account),
  // outdated (older than what is held, or, with "/exp", expired), conflict (the gate has no `account`),
  // unavailable (in a forked child). Any thread.
  Result<Notice> take_notice(std::string_view text);

  // The gate's time: the server's plus what has elapsed (see docs/product/time.md). Wait-free.
  TimePoint now() const noexcept;
  GateHealth health() const;

 private:
  friend struct GateAccess;  // fixed_gate() of gracegate/testing.hpp
  class GRACEGATE_LOCAL Impl;
  GRACEGATE_LOCAL explicit Gate(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gracegate

#endif
