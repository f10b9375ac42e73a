#include "moving_feed.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <vector>

#include "tests/support/test_signer.hpp"

namespace gracegate::bench {
namespace {

using test::TestSigner;

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

struct Movement {
  std::size_t accounts = 0;
  std::size_t changes_at_once = 0;
  std::size_t signed_before = 0;  // answers; 0: each is signed when it is asked for, without end
};

class MovingFeed : public Transport {
 public:
  explicit MovingFeed(const Movement& movement) : movement_(movement) {
    keys_ = test::sign_keyset(root_, test::make_keyset(signer_));
    complete_ = test::sign_feed(signer_, head(0, 1), some(movement.accounts, 1));
    for (std::size_t i = 0; i < movement.signed_before; ++i) changes_.push_back(next_change());
    revision_ = 1;
  }

  Result<TransportResponse> send(const TransportRequest& request) override {
    TransportResponse response;
    response.status = 200;
    if (request.target.find("/v1/keys") != std::string::npos)
      response.body = keys_;
    else if (request.target.find("after=0") != std::string::npos)
      response.body = complete_;
    else if (wait_for_change())
      response.body = change();
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
  bool has_more() const {
    return movement_.changes_at_once > 0 &&
           (movement_.signed_before == 0 || revision_ <= static_cast<std::int64_t>(changes_.size()));
  }

  // False: cancelled. The pace is kept on the whole: who comes late does not wait.
  bool wait_for_change() {
    std::unique_lock lock(mutex_);
    if (!has_more()) {
      cancelled_.wait(lock, [&] { return is_cancelled_; });
      return false;
    }
    due_ = std::max(due_, Clock::now() - std::chrono::milliseconds(250)) + kBetweenChanges;
    return !cancelled_.wait_until(lock, due_, [&] { return is_cancelled_; });
  }

  std::string change() {
    if (movement_.signed_before == 0) return next_change();
    return changes_[static_cast<std::size_t>(revision_++) - 1];
  }

  std::string next_change() {
    const auto notices = some(movement_.changes_at_once, revision_ + 1);
    ++revision_;
    return test::sign_feed(signer_, head(revision_ - 1, revision_), notices);
  }

  std::vector<Notice> some(std::size_t count, std::int64_t seq) {
    std::vector<Notice> made;
    for (std::size_t i = 0; i < count; ++i)
      made.push_back(test::overdue_notice(account_name(next_++ % movement_.accounts), now(), seq));
    return made;
  }

  using Clock = std::chrono::steady_clock;

  const TestSigner root_{1};
  const TestSigner signer_{2};
  const Movement movement_;
  std::string keys_;
  std::string complete_;
  std::vector<std::string> changes_;
  std::size_t next_ = 0;
  std::int64_t revision_ = 1;
  Clock::time_point due_;

  std::mutex mutex_;
  std::condition_variable cancelled_;
  bool is_cancelled_ = false;
};

Config configured(const Movement& movement) {
  Config config;
  config.server = "https://grace.example.com";
  config.product = "notes";
  config.sdk_key = "gg_product_bench";
  config.root_keys = {to_string(TestSigner(1).key())};
  config.transport = std::make_unique<MovingFeed>(movement);
  return config;
}

}  // namespace

std::string account_name(std::size_t number) {
  char name[32];
  std::snprintf(name, sizeof name, "account-%07zu", number);
  return name;
}

Config moving_feed(std::size_t accounts, std::size_t changes_at_once) {
  return configured({accounts, changes_at_once, 0});
}

Config moving_feed_signed_before(std::size_t accounts, std::size_t changes_at_once, std::size_t answers) {
  return configured({accounts, changes_at_once, answers});
}

}  // namespace gracegate::bench
