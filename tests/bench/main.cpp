// Runs the benchmarks several times over and prints each figure as a ratio of two of one run.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <thread>

#include "figures.hpp"
#include "gracegate/gate.hpp"
#include "latency.hpp"
#include "moving_feed.hpp"

namespace {

// Keeps each repetition's CPU time: other programs on the machine lengthen the wall time, not that.
class Keeper : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs)
      if (run.run_type == Run::RT_Iteration)
        times_[run.run_name.function_name + threads_of(run)].push_back(run.GetAdjustedCPUTime());
    ConsoleReporter::ReportRuns(runs);
  }
  // The least of the repetitions: noise only adds.
  double least(const std::string& name) const {
    const auto found = times_.find(name);
    return found == times_.end() ? 0 : *std::min_element(found->second.begin(), found->second.end());
  }

 private:
  static std::string threads_of(const Run& run) {
    return run.run_name.threads.empty() ? "" : "/" + run.run_name.threads;
  }
  std::map<std::string, std::vector<double>> times_;
};

void print(const Keeper& kept, const std::vector<gracegate::bench::Figure>& figures) {
  for (const auto& figure : figures) {
    const double yardstick = kept.least(figure.yardstick);
    const double ours = kept.least(figure.ours);
    if (yardstick == 0 || ours == 0) continue;  // left out by --benchmark_filter
    const double ratio = ours / yardstick;
    std::printf("%-74s %6.2f  goal <= %.2f  %s\n", figure.what.c_str(), ratio, figure.goal,
                ratio <= figure.goal ? "met" : "MISSED");
  }
}

std::size_t heap_in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

// What a gate with 10,000 open cases holds on the heap when it has come to rest: the least within two seconds
// from its first answers.
double held_megabytes() {
  auto config = gracegate::bench::moving_feed(10'000, 0);  // the server's part is made before the first look
  const std::size_t before = heap_in_use();
  const auto gate = gracegate::Gate::open(std::move(config));
  while (gate->health().accounts < 10'000) std::this_thread::yield();
  // Not looked at all the time: a look locks the heap against the thread that is still freeing.
  auto next = std::chrono::steady_clock::now();
  std::size_t least = heap_in_use();
  for (int look = 0; look < 20; ++look) {
    std::this_thread::sleep_until(next += std::chrono::milliseconds(100));
    least = std::min(least, heap_in_use());
  }
  return static_cast<double>(least - before) / 1048576;
}

void print_memory() {
  const double held = held_megabytes();
  std::printf("%-74s %6.2f MB  goal <= 16 MB  %s\n", "heap held by a gate with 10,000 open cases", held,
              held <= 16 ? "met" : "MISSED");
}

void print_latency() {
  const auto [p99, replaced] = gracegate::bench::latency_while_replacing(10'000);
  std::printf(
      "%-74s %6.0f ns  goal <= 1000 ns  %s\n",
      ("allows(), 99th percentile, while " + std::to_string(replaced) + " notices a second change").c_str(),
      p99, p99 <= 1000 && replaced >= 9'900 ? "met" : "MISSED");
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  std::string repetitions = "--benchmark_repetitions=7";
  std::string quiet = "--benchmark_report_aggregates_only=false";
  arguments.insert(arguments.begin() + 1, {repetitions.data(), quiet.data()});
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  Keeper kept;
  benchmark::RunSpecifiedBenchmarks(&kept);
  std::printf("\nFigures (CPU time, least of seven repetitions)\n");
  print(kept, gracegate::bench::gate_figures());
  print(kept, gracegate::bench::inject_figures());
  print(kept, gracegate::bench::cache_figures());
  print_memory();
  print_latency();
}
