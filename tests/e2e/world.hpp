// A server, products that embed the SDK, and the time of day that they share.
#ifndef GRACEGATE_TESTS_E2E_WORLD_HPP
#define GRACEGATE_TESTS_E2E_WORLD_HPP

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/clock_file.hpp"
#include "tests/e2e/sample.hpp"
#include "tests/support/temporary_folder.hpp"

namespace e2e {

using gracegate::kDay;
using gracegate::kHour;
using gracegate::kMinute;
using gracegate::Seconds;

// It is Monday, 2 March 2026, 10:00 UTC, so that a fortnight later is a working hour and limits start at the
// deadline itself. The server is there, with no account; products are started by the test. Throws where a
// program does not start or an errand fails. Threads: one, but for ask().
class World {
 public:
  explicit World(TimePoint start = instant("2026-03-02T10:00:00Z"));
  ~World();

  // --- server ---------------------------------------------------------------------------------------------
  // After kill_server() on the port that it had, with the data that it had.
  void start_server();
  void kill_server() { server_->kill_hard(); }
  const std::string& url() const { return url_; }
  int port() const;
  bool is_server_running() { return server_->is_running(); }

  // --- products -------------------------------------------------------------------------------------------
  // Two of one name would share their files. `clock`: a clock of its own; the common one without.
  Sample& start_sample(const std::string& name = "notes", const ClockFile* clock = nullptr);

  // --- time -----------------------------------------------------------------------------------------------
  // For everybody at once: no answer from before the move counts after it. Where the server is down, a
  // product may be late by a second.
  void move_to(TimePoint at, double rate = 1);
  TimePoint now() const { return clock_.now(); }
  std::string file(const std::string& name) const { return folder_.file(name); }

  // --- support --------------------------------------------------------------------------------------------
  // gracectl as the admin: what it prints with --json.
  Json ctl(const Words& words) const;
  Outcome ctl_outcome(const Words& words) const;
  // The HTTP API as the admin.
  Answer ask(const std::string& method, const std::string& path, const Json& body = nullptr) const;
  Answer ask_as(const char* who, const std::string& method, const std::string& path, const Json& body) const;
  void add_account(const std::string& id, const std::string& zone = "UTC") const;
  // Of nonpayment, 30,000.00 USD for INV-1; returns its id. Somebody has seen its banner, unless nobody was
  // there.
  enum class Seen { by_somebody, by_nobody };
  std::string open_case(const std::string& account, Seen seen = Seen::by_somebody) const;
  // When support knows that it was seen first; empty: not yet.
  std::string first_seen(const std::string& case_id) const;
  // Waits until support knows; a product tells when it next hears of anything, so things happen meanwhile.
  bool becomes_seen(const std::string& case_id) const;
  std::string mode(const std::string& account) const;

 private:
  Words sample_options(const ClockFile* clock) const;
  std::vector<TimePoint> times_of_samples() const;
  // Until it is so for the time of each that runs.
  void wait_for_samples(const std::function<bool(std::size_t, TimePoint)>& is_there);
  std::string secret(const char* name) const { return first_run_.at(name).get<std::string>(); }
  std::string finance_token() const;

  gracegate::test::TemporaryFolder folder_;
  ClockFile clock_;
  std::unique_ptr<Process> server_;
  std::string url_;
  Json first_run_;
  std::string payment_token_;
  std::vector<std::unique_ptr<Sample>> samples_;  // that share the clock
  std::vector<std::unique_ptr<Sample>> strays_;   // that have their own
};

// The deadline of a case that was opened at `at`.
inline TimePoint fortnight_after(TimePoint at) { return at + 14 * kDay; }

}  // namespace e2e

#endif
