// The time of day that all programs of a test share.
#ifndef GRACEGATE_TESTS_E2E_CLOCK_FILE_HPP
#define GRACEGATE_TESTS_E2E_CLOCK_FILE_HPP

#include <string>

#include "gracegate/time.hpp"

namespace e2e {

using gracegate::TimePoint;

// Threads: one.
class ClockFile {
 public:
  // Runs as real time does, from `start` on.
  ClockFile(std::string file, TimePoint start) : file_(std::move(file)) { show(start, 1); }

  const std::string& file() const { return file_; }
  // From now on `at` and then `rate` times as fast as real time; 0: it stands. Replaced as a whole.
  void show(TimePoint at, double rate);
  // What the programs see now.
  TimePoint now() const;
  double rate() const { return rate_; }

 private:
  std::string file_;
  long long real_ms_ = 0;
  long long shown_ms_ = 0;
  double rate_ = 1;
};

// "2026-03-02T10:00:00Z"
TimePoint instant(const char* text);

}  // namespace e2e

#endif
