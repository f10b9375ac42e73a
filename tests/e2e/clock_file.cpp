#include "tests/e2e/clock_file.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <utility>

namespace e2e {
namespace {

using std::chrono::milliseconds;

long long real_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<milliseconds>(now).count();
}

}  // namespace

void ClockFile::show(TimePoint at, double rate) {
  real_ms_ = real_now();
  shown_ms_ = milliseconds(at.time_since_epoch()).count();
  rate_ = rate;
  const std::string part = file_ + ".part";
  std::ofstream(part) << real_ms_ << " " << shown_ms_ << " " << static_cast<long long>(rate) << "\n";
  std::rename(part.c_str(), file_.c_str());
}

TimePoint ClockFile::now() const {
  const auto passed = static_cast<double>(real_now() - real_ms_) * rate_;
  return TimePoint(
      std::chrono::floor<gracegate::Seconds>(milliseconds(shown_ms_ + static_cast<long long>(passed))));
}

TimePoint instant(const char* text) { return gracegate::parse_rfc3339(text).value(); }

}  // namespace e2e
