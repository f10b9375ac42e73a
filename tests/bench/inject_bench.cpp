// Putting a banner into a page of 100 KB, against copying the page.
#include <benchmark/benchmark.h>

#include <cstring>
#include <string>

#include "figures.hpp"
#include "gracegate/banner.hpp"
#include "gracegate/testing.hpp"

namespace gracegate::bench {
namespace {

constexpr std::size_t kPage = 100 * 1024;

// A page with so many bytes of head, as frameworks write it: many small elements.
std::string page(std::size_t head) {
  std::string text = "<!doctype html><html><head><title>Notes</title>";
  while (text.size() < head)
    text += "<link rel=\"modulepreload\" href=\"/assets/chunk-4f2a91.js\" as=\"script\">\n";
  text += "</head><body class=\"app\"><main>";
  while (text.size() < kPage)
    text += "<p>One paragraph of a page that a person reads, with <a href=\"/x\">a link</a>.</p>\n";
  return text + "</main></body></html>";
}

std::string fragment() {
  const TimePoint now{Seconds{1'795'428'000}};
  return banner_html(
      *banner_at(testing::example_notice("acme", Mode::countdown, now), now, {Role::billing, "en", {}}));
}

void copy_page(benchmark::State& state) {
  const std::string from = page(0);
  for (auto _ : state) {
    std::string to(from);
    benchmark::DoNotOptimize(to.data());
  }
}

void inject_into(benchmark::State& state, const std::string& html) {
  const std::string banner = fragment();
  for (auto _ : state) {
    auto to = inject(html, banner);
    benchmark::DoNotOptimize(to->data());
  }
}

void inject_early(benchmark::State& state) { inject_into(state, page(0)); }
void inject_late(benchmark::State& state) { inject_into(state, page(95 * 1024)); }

BENCHMARK(copy_page);
BENCHMARK(inject_early);
BENCHMARK(inject_late);

}  // namespace

std::vector<Figure> inject_figures() {
  return {{"injection into 100 KB, early <body>, against a copy", "inject_early", "copy_page", 1.4},
          {"injection into 100 KB, <body> after 95 KB, against a copy", "inject_late", "copy_page", 6.0}};
}

}  // namespace gracegate::bench
