#include "moving_feed.hpp"

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <vector>

#include "tests/support/test_signer.hpp"

namespace gracegate::bench {
namespace {

using test::TestSigner;

constexpr std::size_t kChangesAtOnce = 10;
constexpr std::chrono::milliseconds kBetweenChanges{5};

TimePoint now() { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); }

FeedHead head(std::int64_t after, std::int64_t revision) {
  FeedHead made;
  made.issuer = "https://grace.example.com";
  made.audience = "notes";
  made.issued_at = now();
  made.epoch = 1;
  made.after = after;
  made.revision = revision;
  made.complete = after == 0;
  return made;
}

class MovingFeed : public Transport {
 public:
  MovingFeed(std::size_t accounts, bool keeps_changing)
      : accounts_(accounts), keeps_changing_(keeps_changing) {
    keys_ = test::sign_keyset(root_, test::make_keyset(signer_));
    std::vector<Notice> all;
    for (std::size_t i = 0; i < accounts; ++i) all.push_back(test::overdue_notice(account_name(i), now(), 1));
    complete_ = test::sign_feed(signer_, head(0, 1), all);
  }

  Result<TransportResponse> send(const TransportRequest& request) override {
    TransportResponse response;
    response.status = 200;
    if (request.target.find("/v1/keys") != std::string::npos)
      response.body = keys_;
    else if (request.target.find("after=0") != std::string::npos)
      response.body = complete_;
    else if (wait_for_change())
      response.body = next_change();
    else
      return Error{ErrorCode::unavailable, "cancelled", {}};
    response.receipt = test::sign_receipt(signer_, request.nonce, response.body, now());
    return response;
  }

  void cancel() noexcept override {
    const std::lock_guard lock(mutex_);
    is_cancelled_ = true;
    cancelled_.notify_all();
  }

 private:
  // False: cancelled.
  bool wait_for_change() {
    std::unique_lock lock(mutex_);
    if (keeps_changing_) return !cancelled_.wait_for(lock, kBetweenChanges, [&] { return is_cancelled_; });
    cancelled_.wait(lock, [&] { return is_cancelled_; });
    return false;
  }

  std::string next_change() {
    std::vector<Notice> some;
    for (std::size_t i = 0; i < kChangesAtOnce; ++i)
      some.push_back(test::overdue_notice(account_name(next_++ % accounts_), now(), revision_ + 1));
    ++revision_;
    return test::sign_feed(signer_, head(revision_ - 1, revision_), some);
  }

  const TestSigner root_{1};
  const TestSigner signer_{2};
  const std::size_t accounts_;
  const bool keeps_changing_;
  std::string keys_;
  std::string complete_;
  std::size_t next_ = 0;
  std::int64_t revision_ = 1;

  std::mutex mutex_;
  std::condition_variable cancelled_;
  bool is_cancelled_ = false;
};

}  // namespace

std::string account_name(std::size_t number) {
  char name[32];
  std::snprintf(name, sizeof name, "account-%07zu", number);
  return name;
}

Config moving_feed(std::size_t accounts, bool keeps_changing) {
  Config config;
  config.server = "https://grace.example.com";
  config.product = "notes";
  config.sdk_key = "gg_product_bench";
  config.root_keys = {to_string(TestSigner(1).key())};
  config.transport = std::make_unique<MovingFeed>(accounts, keeps_changing);
  return config;
}

}  // namespace gracegate::bench
