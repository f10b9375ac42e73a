// How long the slowest of allows() take while the feed keeps the gate's thread busy.
#ifndef GRACEGATE_TESTS_BENCH_LATENCY_HPP
#define GRACEGATE_TESTS_BENCH_LATENCY_HPP

#include <cstddef>

namespace gracegate::bench {

struct Latency {
  double p99 = 0;            // nanoseconds that 99 of 100 calls stay below, the clock's own time in it
  std::size_t replaced = 0;  // notices a second that the gate took in meanwhile
};

// Each call of a few seconds measured by itself, with `per_second` notices changing.
Latency latency_while_replacing(std::size_t per_second);

}  // namespace gracegate::bench

#endif
