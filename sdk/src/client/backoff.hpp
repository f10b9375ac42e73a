// How long to wait before trying again.
#ifndef GRACEGATE_CLIENT_BACKOFF_HPP
#define GRACEGATE_CLIENT_BACKOFF_HPP

#include <chrono>
#include <cstdint>

namespace gracegate {

// 1 s, 2 s, 4 s ... 30 s, each shortened at random by up to half, so that thousands of gates that lost their
// server at the same moment do not come back at the same moment. Threads: one.
class Backoff {
 public:
  explicit Backoff(std::uint64_t seed) : random_(seed) {}

  std::chrono::milliseconds next() noexcept;
  void reset() noexcept { ceiling_ = kFirst; }

  static constexpr std::chrono::milliseconds kFirst{1000};
  static constexpr std::chrono::milliseconds kMost{30000};

 private:
  std::chrono::milliseconds ceiling_ = kFirst;  // a duration, not a count of failures: it cannot overflow
  std::uint64_t random_;
};

}  // namespace gracegate

#endif
