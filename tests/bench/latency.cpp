#include "latency.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include "gracegate/gate.hpp"
#include "moving_feed.hpp"

namespace gracegate::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kOpenCases = 10'000;
constexpr std::size_t kAnswersPerSecond = 200;
constexpr std::size_t kAnswers = 4 * kAnswersPerSecond;
constexpr std::size_t kCalls = std::size_t{1} << 26;  // at the most

bool is_ready(const Gate& gate) { return gate.health().accounts == kOpenCases; }

// Until the feed has run dry.
std::vector<std::uint32_t> time_calls(const Gate& gate, const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> nanoseconds;
  nanoseconds.reserve(kCalls);
  for (std::size_t i = 0; nanoseconds.size() < kCalls; ++i) {
    const auto from = Clock::now();
    const bool allowed = gate.allows(ids[i * 7919 % ids.size()], Operation::write);
    const auto took = Clock::now() - from;
    nanoseconds.push_back(static_cast<std::uint32_t>(took.count()));
    if (!allowed) std::abort();  // countdown: nothing is denied
    if (i % 1024 == 0 && gate.health().revision > static_cast<std::int64_t>(kAnswers)) break;
  }
  return nanoseconds;
}

}  // namespace

Latency latency_while_replacing(std::size_t per_second) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < 100 * kOpenCases; ++i) ids.push_back(account_name(i));
  const auto gate =
      Gate::open(moving_feed_signed_before(kOpenCases, per_second / kAnswersPerSecond, kAnswers));
  while (!is_ready(*gate)) std::this_thread::yield();
  const auto from = Clock::now();
  const std::int64_t before = gate->health().revision;
  std::vector<std::uint32_t> taken = time_calls(*gate, ids);
  const std::chrono::duration<double> took = Clock::now() - from;
  const auto answers = static_cast<double>(gate->health().revision - before);
  const auto p99 = taken.begin() + static_cast<std::ptrdiff_t>(taken.size() / 100 * 99);
  std::nth_element(taken.begin(), p99, taken.end());
  return {
      static_cast<double>(*p99),
      static_cast<std::size_t>(answers * static_cast<double>(per_second / kAnswersPerSecond) / took.count())};
}

}  // namespace gracegate::bench
