// Figures: each is the ratio of two measurements of one run, beside its goal.
#ifndef GRACEGATE_TESTS_BENCH_FIGURES_HPP
#define GRACEGATE_TESTS_BENCH_FIGURES_HPP

#include <string>
#include <vector>

namespace gracegate::bench {

struct Figure {
  std::string what;
  std::string ours;       // name of the benchmark
  std::string yardstick;  // name of the benchmark that it is divided by
  double goal;            // at most
};

// Those of cache_bench.cpp, gate_bench.cpp and inject_bench.cpp.
std::vector<Figure> cache_figures();
std::vector<Figure> gate_figures();
std::vector<Figure> inject_figures();

}  // namespace gracegate::bench

#endif
