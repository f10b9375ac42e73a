// Gates with their thread, with the built-in transport and its own patience, in the middle of each fault.
#include <chrono>
#include <future>
#include <memory>
#include <thread>

#include "gracegate/gate.hpp"
#include "tests/client/faults/vendor.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::test;
using std::chrono::steady_clock;

namespace {

// A fault lasts until it is broken off: an exchange has 10 seconds or more.
constexpr std::chrono::seconds kFarBelowPatience{5};

struct Scene {
  explicit Scene(bool is_tls) : server(vendor.server(), is_tls ? &identities() : nullptr) {}

  Config config() { return vendor.config(server.url(), clock, folder.file("gate")); }
  void fill_cache() {
    const auto gate = Gate::open(config());
    while (gate->standing("acme").provenance != Provenance::fresh) std::this_thread::yield();
  }

  Vendor vendor{Mode::read_only};
  std::shared_ptr<testing::ManualClock> clock = std::make_shared<testing::ManualClock>(vendor.now());
  TemporaryFolder folder;
  FaultServer server;
};

// Opens a gate, looks at it in the middle of the fault, and closes it. Returns how long it took until nothing
// of it was left, its thread neither.
steady_clock::duration close_within(Scene& scene, Fault fault, bool has_cache) {
  std::promise<void> said;
  Config config = scene.config();
  config.log = [&said, is_first = true](LogLevel, std::string_view) mutable {
    if (std::exchange(is_first, false)) said.set_value();
  };
  auto gate = std::make_unique<Gate>(std::move(Gate::open(std::move(config)).value()));
  if (fault == Fault::refuses) {
    said.get_future().wait();
  } else {
    scene.server.wait_until_met();
  }
  CHECK(gate->allows("acme", Operation::write) == !has_cache);
  CHECK(gate->standing("acme").mode == (has_cache ? Mode::read_only : Mode::open));
  CHECK(gate->allows("another", Operation::write));
  const auto start = steady_clock::now();
  gate.reset();
  while (scene.clock.use_count() > 1) std::this_thread::yield();
  return steady_clock::now() - start;
}

}  // namespace

TEST_CASE("In the middle of every fault a gate answers, and is gone long before the fault is over") {
  for (const bool has_cache : {false, true}) {
    for (const bool is_tls : {false, true}) {
      for (const FaultRow& row : kFaults) {
        if (needs_tls(row.fault) && !is_tls) continue;
        INFO(row.name << (is_tls ? ", TLS" : "") << (has_cache ? ", with a cache" : ""));
        Scene scene(is_tls);
        if (has_cache) scene.fill_cache();
        scene.server.become(row.fault);
        const auto took = close_within(scene, row.fault, has_cache);
        INFO(std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms");
        CHECK(took < kFarBelowPatience);
      }
    }
  }
}
