// Who sells the product: its server with one customer, "acme".
#ifndef GRACEGATE_TESTS_CLIENT_FAULTS_VENDOR_HPP
#define GRACEGATE_TESTS_CLIENT_FAULTS_VENDOR_HPP

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "tests/client/faults/fault_server.hpp"
#include "tests/client/histories/model_server.hpp"
#include "tests/client/world.hpp"

namespace gracegate::test {

inline const Identities& identities() {
  static const Identities all;
  return all;
}

// Threads: any.
class Vendor {
 public:
  // acme's notice says `mode`: since a day in countdown, read-only or shutdown.
  explicit Vendor(Mode mode) : model_(kStart) {
    if (mode != Mode::open) model_.open("acme", 14 * kDay, 7 * kDay);
    const int days[] = {1, 1, 15, 22};
    model_.pass(days[static_cast<int>(mode)] * kDay);
  }

  TimePoint now() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return model_.now();
  }
  void pass(Seconds by) {
    const std::lock_guard<std::mutex> lock(mutex_);
    model_.pass(by);
  }
  void rotate() {
    const std::lock_guard<std::mutex> lock(mutex_);
    model_.rotate();
  }
  // Another account's case begins, or ends.
  void change(const std::string& account) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (model_.truth().count(account) != 0) return model_.settle(account);
    model_.open(account, 14 * kDay, 7 * kDay);
  }
  // Of the product, for a server at that address.
  Config config(const std::string& url, std::shared_ptr<Clock> clock, const std::string& cache_file) const {
    Config config;
    config.server = url;
    config.product = "notes";
    config.sdk_key = "gg_product_1";
    config.root_keys = {model_.root_key()};
    config.ca_file = identities().authorities.path();
    config.cache_file = cache_file;
    config.clock = std::move(clock);
    return config;
  }
  Healthy server() {
    return [this](const TransportRequest& request) {
      const std::lock_guard<std::mutex> lock(mutex_);
      return model_.answer(request, model_.signer());
    };
  }

 private:
  mutable std::mutex mutex_;
  ModelServer model_;
};

}  // namespace gracegate::test

#endif
