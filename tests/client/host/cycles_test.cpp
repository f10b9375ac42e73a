// Gates come and go, and leave nothing. GRACEGATE_CYCLES=100000 for a long look.
#include <malloc.h>
#include <stdlib.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "tests/client/host/host.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

// What the process holds.
struct Belongings {
  std::ptrdiff_t descriptors = count("/proc/self/fd");
  std::ptrdiff_t threads = count("/proc/self/task");
  std::size_t heap = ::mallinfo2().uordblks;

  static std::ptrdiff_t count(const char* folder) {
    return std::distance(std::filesystem::directory_iterator(folder), {});
  }
};

int cycles() {
  const char* const wanted = ::getenv("GRACEGATE_CYCLES");
  return wanted != nullptr ? std::stoi(wanted) : 2000;
}

// One life of a gate, each time another one: with the built-in transport where nobody is, with a cache file,
// with what it learnt, and closed before it learnt anything.
void open_and_close(Host& host, const std::string& cache_file, int cycle) {
  const bool is_alone = cycle % 10 == 0;
  Config config = is_alone ? host.config() : host.config_in_memory();
  if (is_alone) config.server = "http://127.0.0.1:1";
  if (cycle % 50 == 1) config.cache_file = cache_file;
  auto gate = Gate::open(std::move(config));
  REQUIRE(gate);
  if (is_alone) Host::wait([&gate] { return !gate->health().last_error.empty(); });
  if (!is_alone && cycle % 2 == 0) Host::wait_until_fresh(*gate);
}

}  // namespace

TEST_CASE("Gates that are opened and closed leave no descriptor, no thread and no memory behind") {
  constexpr std::size_t kNothing = 256 * 1024;  // of the heap, however many gates there were
  Host host(Mode::read_only);
  const TemporaryFolder folder;
  const auto live = [&](int times) {
    for (int i = 0; i < times; ++i) open_and_close(host, folder.file("gate"), i);
    host.wait_until_gone();
  };
  live(200);  // what is made once
  const Belongings before;
  live(cycles());
  Host::wait([&before] { return Belongings::count("/proc/self/task") <= before.threads; });
  const Belongings after;
  CHECK(after.descriptors == before.descriptors);
  INFO("heap " << before.heap << " before, " << after.heap << " after");
  CHECK(after.heap < before.heap + kNothing);
}
