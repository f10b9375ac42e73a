// What a product gives the gate of its own, and what that may do: throw, hang, destroy the gate.
#include <atomic>
#include <future>
#include <optional>
#include <stdexcept>

#include "tests/client/host/host.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

enum class Hook { on_transition, on_denial, log, transport, cache };
constexpr Hook kHooks[] = {Hook::on_transition, Hook::on_denial, Hook::log, Hook::transport, Hook::cache};

class OwnCache : public Cache {
 public:
  explicit OwnCache(std::function<void()> act) : act_(std::move(act)) {}
  Result<std::optional<std::string>> load() override { return std::optional<std::string>(); }
  Result<void> store(const std::string&) override {
    act_();
    return {};
  }
  Result<std::string> set_aside() override { return std::string("aside"); }

 private:
  std::function<void()> act_;
};

// Of a gate whose server says that acme is read-only, and one of whose hooks does `act`.
Config hooked(Host& host, Hook hook, const std::function<void()>& act) {
  Config config = host.config_in_memory();
  switch (hook) {
    case Hook::on_transition:
      config.on_transition = [act](const Transition&) { act(); };
      break;
    case Hook::on_denial:
      config.on_denial = [act](const Decision&) { act(); };
      break;
    case Hook::log:
      config.log = [act](LogLevel, std::string_view) { act(); };
      break;
    case Hook::transport:
      config.transport = std::make_unique<InMemory>(host.vendor.server(), act);
      break;
    case Hook::cache:
      config.cache = std::make_unique<OwnCache>(act);
      break;
  }
  return config;
}

// The one hook that the product's own thread calls.
void deny(const Gate& gate) {
  Host::wait([&gate] { return !gate.allows("acme", Operation::write); });
  (void)gate.decide("acme", Operation::write);
}

}  // namespace

TEST_CASE("Whatever of the product's own throws, the process and the gate live on and the log says so") {
  const std::pair<Hook, const char*> rows[] = {{Hook::on_transition, "on_transition threw"},
                                               {Hook::on_denial, "on_denial threw"},
                                               {Hook::transport, "the transport threw"},
                                               {Hook::cache, "cache: it threw while storing"}};
  for (const auto& [hook, said] : rows) {
    INFO(said);
    Host host(Mode::read_only);
    Lines lines;
    Config config = hooked(host, hook, [] { throw std::runtime_error("of the product"); });
    config.log = lines.log();
    const auto gate = Gate::open(std::move(config));
    REQUIRE(gate);
    if (hook == Hook::on_denial) deny(*gate);
    Host::wait([&lines, part = said] { return lines.has(part); });
    if (hook != Hook::transport) Host::wait_until_fresh(*gate);
    CHECK(gate->allows("acme", Operation::write) == (hook == Hook::transport));
  }
}

TEST_CASE("A log that throws is not told of, and the gate lives on") {
  Host host(Mode::read_only);
  const auto gate = Gate::open(hooked(host, Hook::log, [] { throw 1; }));
  REQUIRE(gate);
  Host::wait_until_fresh(*gate);
  CHECK_FALSE(gate->allows("acme", Operation::write));
}

TEST_CASE("Whatever of the product's own hangs, whoever asks the gate has an answer") {
  for (const Hook hook : kHooks) {
    INFO("hook " << static_cast<int>(hook));
    Host host(Mode::read_only);
    std::promise<void> release;
    std::atomic<bool> has_entered{false};
    const auto released = release.get_future().share();
    auto gate = Gate::open(hooked(host, hook, [&has_entered, released] {
      has_entered = true;
      released.wait();
    }));
    REQUIRE(gate);
    std::future<void> asker;
    if (hook == Hook::on_denial) asker = std::async(std::launch::async, [&gate] { deny(*gate); });
    Host::wait([&has_entered] { return has_entered.load(); });
    // The transport hangs before anything is learnt, the cache when it is to keep the key set.
    const bool has_learnt = hook != Hook::transport && hook != Hook::cache;
    CHECK(gate->allows("acme", Operation::write) == !has_learnt);
    CHECK(gate->standing("acme").mode == (has_learnt ? Mode::read_only : Mode::open));
    CHECK(gate->health().accounts == (has_learnt ? 1u : 0u));
    release.set_value();
  }
}

TEST_CASE("Whatever of the product's own destroys the gate, the gate is gone and nothing hangs") {
  for (const Hook hook : kHooks) {
    INFO("hook " << static_cast<int>(hook));
    Host host(Mode::read_only);
    std::optional<Gate> gate;
    std::promise<void> opened;
    std::atomic<bool> has_destroyed{false};
    auto result = Gate::open(
        hooked(host, hook,
               [&gate, &has_destroyed, is_open = opened.get_future().share(), big = std::string(100, 'x')] {
                 is_open.wait();
                 if (gate) gate.reset();
                 has_destroyed = big.size() == 100;  // what was captured is there still
               }));
    REQUIRE(result);
    gate.emplace(std::move(*result));
    opened.set_value();
    if (hook == Hook::on_denial) deny(*gate);
    Host::wait([&has_destroyed] { return has_destroyed.load(); });
    host.wait_until_gone();
  }
}
