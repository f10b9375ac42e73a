// A server in the product's own process: signs what a test writes, and tells the gate at once.
#ifndef GRACEGATE_TESTS_BROWSER_NOTARY_HPP
#define GRACEGATE_TESTS_BROWSER_NOTARY_HPP

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gracegate/testing.hpp"
#include "gracegate/transport.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::browser_test {

// Threads: any.
class Notary {
 public:
  explicit Notary(std::shared_ptr<testing::ManualClock> clock);

  // Signs a notice: `claims` is a JSON object as in docs/formats/notice.md; what names issuer, audience,
  // times and sequence is filled in. Returns once the gate has taken it. Throws what is wrong with the JSON.
  void publish(const std::string& claims);

  // The gate's way to it, and what the gate pins.
  std::unique_ptr<Transport> transport();
  std::string root_key() const;

  // The requests for help that it took, as they came.
  std::vector<std::string> help();
  // From here on it takes none.
  void become_deaf();

  // How many requests the gate has made, of any kind.
  int asked() const { return asked_; }

 private:
  class Line;
  TransportResponse answer(const TransportRequest& request, std::string body) const;
  Result<TransportResponse> take(const TransportRequest& request);
  std::string keys() const;
  std::string feed(std::int64_t after) const;
  std::string sign(const std::string& claims) const;

  const std::shared_ptr<testing::ManualClock> clock_;
  const test::TestSigner root_{1};
  const test::TestSigner signer_{2};
  std::atomic<int> asked_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  // Under mutex_.
  std::int64_t revision_ = 1;
  std::int64_t taken_ = 0;                      // the revision that the gate asks to go on from
  std::map<std::string, std::string> notices_;  // by account, signed
  std::vector<std::string> help_;
  bool is_deaf_ = false;
};

}  // namespace gracegate::browser_test

#endif
