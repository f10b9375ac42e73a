// A product with a gate in its process: what it gives the gate of its own.
#ifndef GRACEGATE_TESTS_CLIENT_HOST_HOST_HPP
#define GRACEGATE_TESTS_CLIENT_HOST_HOST_HPP

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gracegate/gate.hpp"
#include "tests/client/faults/vendor.hpp"

namespace gracegate::test {

// A server inside the process. `before`: called first, for each request.
class InMemory : public Transport {
 public:
  explicit InMemory(Healthy server, std::function<void()> before = nullptr)
      : server_(std::move(server)), before_(std::move(before)) {}
  Result<TransportResponse> send(const TransportRequest& request) override {
    if (before_) before_();
    return server_(request);
  }
  void cancel() noexcept override {}

 private:
  Healthy server_;
  std::function<void()> before_;
};

// Lines of the log. Threads: any.
class Lines {
 public:
  Log log() {
    return [this](LogLevel, std::string_view line) {
      const std::lock_guard<std::mutex> lock(mutex_);
      lines_.emplace_back(line);
    };
  }
  bool has(const std::string& part) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const std::string& line : lines_)
      if (line.find(part) != std::string::npos) return true;
    return false;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

// What a host holds while gates come and go. The gates have the clock too, so that it shows when all of a
// gate is gone.
struct Host {
  explicit Host(Mode mode) : vendor(mode) {}

  Config config() { return vendor.config("https://grace.example.com", clock, {}); }
  Config config_in_memory() {
    Config config = this->config();
    config.transport = std::make_unique<InMemory>(vendor.server());
    return config;
  }
  void wait_until_gone() const {
    wait([this] { return clock.use_count() == 1; });
  }
  static void wait_until_fresh(const Gate& gate) {
    wait([&gate] { return gate.health().provenance == Provenance::fresh; });
  }
  // The time limit of the test program is what ends it otherwise.
  template <class Claim>
  static void wait(Claim claim) {
    while (!claim()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  Vendor vendor;
  std::shared_ptr<testing::ManualClock> clock = std::make_shared<testing::ManualClock>(vendor.now());
};

}  // namespace gracegate::test

#endif
