// All at once, for ThreadSanitizer above all: `./dev sanitize tsan`. Bounded by counts.
#include <atomic>
#include <vector>

#include "tests/client/host/host.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

constexpr int kAskers = 12;
constexpr int kQuestions = 20000;  // each
constexpr int kRenewers = 2;
constexpr int kRenewals = 100;  // each
constexpr int kMinutes = 10000;

// A host whose gate is asked, renewed and closed by many threads, while its server has news in each answer.
class Stress {
 public:
  Stress() { renew(); }

  int live() {
    std::vector<std::thread> threads;
    threads.reserve(kAskers + kRenewers + 2);
    for (int t = 0; t < kAskers; ++t) threads.emplace_back([this] { ask_often(); });
    for (int t = 0; t < kRenewers; ++t) threads.emplace_back([this] { renew_often(); });
    threads.emplace_back([this] { let_time_pass(); });
    threads.emplace_back([this] { rotate_often(); });
    for (std::thread& thread : threads) thread.join();
    return wrong_;
  }
  // The last gate, when everybody has gone.
  bool ends_well() {
    Host::wait_until_fresh(*current());
    const bool is_right = current()->standing("acme").mode == Mode::countdown;
    renew(nullptr);
    host_.wait_until_gone();
    return is_right;
  }
  int said() const { return said_; }  // in the log
  int told() const { return told_; }  // of transitions

 private:
  using Ref = std::shared_ptr<const Gate>;

  Config config() {
    Config config = host_.config();
    config.transport =
        std::make_unique<InMemory>(host_.vendor.server(), [this] { host_.vendor.change("bolt"); });
    config.log = [this](LogLevel, std::string_view) { ++said_; };
    config.on_transition = [this](const Transition&) { ++told_; };
    config.on_denial = [this](const Decision&) { ++wrong_; };
    return config;
  }
  void renew() { renew(std::make_shared<Gate>(std::move(Gate::open(config()).value()))); }
  void renew(Ref next) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      gate_.swap(next);
    }
    // The old one closes here, or where the last one asks it.
  }
  Ref current() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return gate_;
  }

  void ask_often() {
    for (int i = 0; i < kQuestions; ++i) {
      const Ref gate = current();
      const Standing standing = gate->standing("acme");
      // Open: a gate that is new, or one that has just lost faith in the key behind it.
      if (standing.mode > Mode::countdown || (standing.mode == Mode::countdown) == standing.case_id.empty())
        ++wrong_;
      if (!gate->allows("acme", Operation::write) || !gate->decide("nobody", Operation::read).allowed)
        ++wrong_;
      if (i % 16 == 0 && gate->health().accounts > 2) ++wrong_;
      if (i % 16 == 1) (void)gate->banner("bolt", Viewer());
      if (i % 16 == 2) (void)gate->now();
    }
  }
  void renew_often() {
    for (int i = 0; i < kRenewals; ++i) {
      if (i % 2 == 0) Host::wait_until_fresh(*current());
      renew();
    }
  }
  void let_time_pass() {
    for (int i = 0; i < kMinutes; ++i) {
      host_.clock->advance(kMinute);
      host_.vendor.pass(kMinute);
      std::this_thread::yield();
    }
  }
  void rotate_often() {
    for (int i = 0; i < kRenewals; ++i) {
      host_.vendor.rotate();
      const Ref gate = current();
      for (int k = 0; k < 100; ++k) (void)gate->allows("acme", Operation::write);
    }
  }

  Host host_{Mode::countdown};
  std::atomic<int> wrong_{0};
  std::atomic<int> said_{0};
  std::atomic<int> told_{0};
  mutable std::mutex mutex_;
  Ref gate_;
};

}  // namespace

TEST_CASE("Sixteen threads ask, renew and close gates while keys, feed and time change") {
  Stress stress;
  CHECK(stress.live() == 0);
  CHECK(stress.ends_well());
  CHECK(stress.said() > 0);
  CHECK(stress.told() > 0);
}
