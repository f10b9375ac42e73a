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

void fill(std::string& text, std::size_t size, const char* with) {
  while (text.size() < size) text += with;
}

// A page with so many bytes of head, most of it style and script as frameworks inline them.
std::string page(std::size_t head) {
  std::string text = "<!doctype html><html><head><title>Notes</title>";
  fill(text, head / 25, "<link rel=\"modulepreload\" href=\"/assets/chunk-4f2a91.js\" as=\"script\">\n");
  text += "<style>";
  fill(text, head / 2, ".note-list > li:not(:last-child) { margin-block-end: 1rem; color: var(--ink) }\n");
  text += "</style><script>";
  fill(text, head,
       "if(a<b&&!c){d=function(e){return e.map(f=>f.g+h)}}else{i.j(k,l)};for(m=0;m<n;++m)o(m);\n");
  text += "</script></head><body class=\"app\"><main>";
  fill(text, kPage, "<p>One paragraph of a page that a person reads, with <a href=\"/x\">a link</a>.</p>\n");
  return text + "</main></body></html>";
}

// The hardest of its size: a head of nothing but small elements.
std::string page_of_small_elements() {
  std::string text = "<!doctype html><html><head><title>Notes</title>";
  fill(text, 95 * 1024, "<link rel=\"modulepreload\" href=\"/assets/chunk-4f2a91.js\" as=\"script\">\n");
  text += "</head><body class=\"app\"><main>";
  fill(text, kPage, "<p>One paragraph.</p>\n");
  return text;
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
void inject_late_small_elements(benchmark::State& state) { inject_into(state, page_of_small_elements()); }

BENCHMARK(copy_page);
BENCHMARK(inject_early);
BENCHMARK(inject_late);
BENCHMARK(inject_late_small_elements);

}  // namespace

std::vector<Figure> inject_figures() {
  return {{"injection into 100 KB, early <body>, against a copy", "inject_early", "copy_page", 1.4},
          {"injection into 100 KB, <body> after 95 KB, against a copy", "inject_late", "copy_page", 6.0}};
}

}  // namespace gracegate::bench
