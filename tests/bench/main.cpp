// Runs the benchmarks several times over and prints each figure as a ratio of two of one run.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "figures.hpp"

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
    if (yardstick == 0) continue;
    const double ratio = kept.least(figure.ours) / yardstick;
    std::printf("%-74s %6.2f  goal <= %.2f  %s\n", figure.what.c_str(), ratio, figure.goal,
                ratio <= figure.goal ? "met" : "MISSED");
  }
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
}
