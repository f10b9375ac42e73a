// allows() against the least that such a look-up can cost.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <random>
#include <thread>

#include "client/fingerprint.hpp"
#include "figures.hpp"
#include "gracegate/gate.hpp"
#include "moving_feed.hpp"
#include "tests/support/allocations.hpp"

namespace gracegate::bench {
namespace {

constexpr std::size_t kOpenCases = 10'000;
constexpr std::size_t kAccounts = 1'000'000;

// A million ids in an order that no cache foresees; one in a hundred has a case.
const std::vector<std::string>& ids() {
  static const auto made = [] {
    std::vector<std::string> all(kAccounts);
    for (std::size_t i = 0; i < kAccounts; ++i) all[i] = account_name(i);
    std::shuffle(all.begin(), all.end(), std::mt19937_64(1));
    return all;
  }();
  return made;
}

// The yardstick: an acquire load and a look-up of a fingerprint in an open-addressing table.
class BareTable {
 public:
  BareTable() : table_(32768) {
    for (std::size_t i = 0; i < kOpenCases; ++i) {
      const std::uint64_t print = fingerprint_.of(account_name(i));
      std::size_t at = print & (table_.size() - 1);
      while (table_[at] != 0) at = (at + 1) & (table_.size() - 1);
      table_[at] = print;
    }
    current_ = &table_;
  }
  bool holds(std::string_view id) const {
    const std::vector<std::uint64_t>& table = *current_.load(std::memory_order_acquire);
    const std::uint64_t wanted = fingerprint_.of(id);
    for (std::size_t at = wanted & (table.size() - 1);; at = (at + 1) & (table.size() - 1)) {
      if (table[at] == wanted) return true;
      if (table[at] == 0) return false;
    }
  }

 private:
  Fingerprint fingerprint_{42};
  std::vector<std::uint64_t> table_;
  std::atomic<const std::vector<std::uint64_t>*> current_{nullptr};
};

void bare_lookup(benchmark::State& state) {
  static const BareTable table;
  std::size_t next = static_cast<std::size_t>(state.thread_index()) * 7919;
  for (auto _ : state)
    benchmark::DoNotOptimize(table.holds(ids()[next = next + 1 < kAccounts ? next + 1 : 0]));
}

const Gate& synced_gate(bool keeps_changing) {
  static const auto open = [](std::size_t changes_at_once) {
    auto gate = Gate::open(moving_feed(kOpenCases, changes_at_once));
    while (gate->health().accounts < kOpenCases) std::this_thread::yield();
    return std::make_unique<Gate>(std::move(*gate));
  };
  static const std::unique_ptr<Gate> still = open(0);
  if (!keeps_changing) return *still;
  static const std::unique_ptr<Gate> moving = open(10);
  return *moving;
}

void ask(benchmark::State& state, const Gate& gate) {
  std::size_t next = static_cast<std::size_t>(state.thread_index()) * 7919;
  const std::size_t before = testing::allocations();
  for (auto _ : state) {
    next = next + 1 < kAccounts ? next + 1 : 0;
    benchmark::DoNotOptimize(gate.allows(ids()[next], Operation::write));
  }
  if (testing::allocations() != before) state.SkipWithError("allows() allocated");
}

void allows(benchmark::State& state) { ask(state, synced_gate(false)); }
void allows_while_feed_changes(benchmark::State& state) { ask(state, synced_gate(true)); }

BENCHMARK(bare_lookup);
BENCHMARK(allows);
BENCHMARK(allows_while_feed_changes)->Threads(1)->Threads(2);

}  // namespace

std::vector<Figure> gate_figures() {
  return {
      {"allows(), 10,000 open cases, 1,000,000 ids, against a bare look-up", "allows", "bare_lookup", 2.0},
      {"allows() on two threads while the feed changes, against one thread",
       "allows_while_feed_changes/threads:2", "allows_while_feed_changes/threads:1", 1.15}};
}

}  // namespace gracegate::bench
