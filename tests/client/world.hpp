// Keys, notices and answers of one small world: product "notes", keys made from fixed seeds, a clock moved by
// hand.
#ifndef GRACEGATE_TESTS_CLIENT_WORLD_HPP
#define GRACEGATE_TESTS_CLIENT_WORLD_HPP

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/config_check.hpp"
#include "client/engine.hpp"
#include "client/random.hpp"
#include "core/jws.hpp"
#include "gracegate/testing.hpp"
#include "tests/client/scripted_transport.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::test {

inline const TimePoint kStart{Seconds{1764000000}};  // 2025-11-24T16:00:00Z

// Of a machine that has been up for longer than any key set lasts.
inline std::shared_ptr<testing::ManualClock> machine_clock(TimePoint wall) {
  auto clock = std::make_shared<testing::ManualClock>(wall);
  clock->advance(100 * kDay);
  clock->set_wall(wall);
  return clock;
}

// Holds its text in memory; a copy of the pointer shows the test what was stored.
class MemoryCache : public Cache {
 public:
  struct State {
    std::optional<std::string> bytes;
    bool is_full = false;
    int stores = 0;
    int set_asides = 0;
  };
  explicit MemoryCache(std::shared_ptr<State> state) : state_(std::move(state)) {}

  Result<std::optional<std::string>> load() override { return state_->bytes; }
  Result<void> store(const std::string& bytes) override {
    ++state_->stores;
    if (state_->is_full) return Error{ErrorCode::unavailable, "disk is full", {}};
    state_->bytes = bytes;
    return {};
  }
  Result<std::string> set_aside() override {
    ++state_->set_asides;
    state_->bytes.reset();
    return std::string("aside");
  }

 private:
  std::shared_ptr<State> state_;
};

struct World {
  TestSigner root{1};
  TestSigner signer{2};
  std::shared_ptr<testing::ManualClock> clock = machine_clock(kStart);
  std::shared_ptr<MemoryCache::State> disk = std::make_shared<MemoryCache::State>();
  std::vector<std::string> log;
  ScriptedTransport* transport = nullptr;  // of the engine opened last

  Config config(const std::string& account = {}) {
    Config config;
    config.server = "https://grace.example.com";
    config.product = "notes";
    config.sdk_key = account.empty() ? "gg_product_1" : "gg_account_1";
    config.account = account;
    config.root_keys = {to_string(root.key())};
    config.clock = clock;
    config.cache = std::make_unique<MemoryCache>(disk);
    config.log = [this](LogLevel, std::string_view message) { log.emplace_back(message); };
    auto scripted = std::make_unique<ScriptedTransport>();
    scripted->sign_receipt = [this](const std::string& nonce, const std::string& body) {
      return test::sign_receipt(signer, nonce, body, now);
    };
    transport = scripted.get();
    config.transport = std::move(scripted);
    return config;
  }
  static std::shared_ptr<Engine> open(Config config) {
    auto checked = check_config(config);
    return Engine::open(std::move(config), std::move(checked.value()));
  }
  std::shared_ptr<Engine> open() { return open(config()); }

  // --- answers; the server's clock is right unless it is said ----------------------------------------------
  TransportResponse ok(std::string body, std::string etag = {}) const {
    TransportResponse response;
    response.status = 200;
    response.body = std::move(body);
    response.etag = std::move(etag);
    return response;
  }
  static TransportResponse status(int status) {
    TransportResponse response;
    response.status = status;
    return response;
  }
  TransportResponse keys(std::int64_t version = 1) const {
    return ok(sign_keyset(root, make_keyset(signer, version)));
  }
  FeedHead head(std::int64_t revision, std::int64_t after = 0, std::int64_t epoch = 1) const {
    FeedHead head;
    head.issuer = "https://grace.example.com";
    head.audience = "notes";
    head.issued_at = kStart;
    head.epoch = epoch;
    head.revision = revision;
    head.after = after;
    head.complete = after == 0;
    return head;
  }
  // JWS of the head of an answer without notices.
  static std::string signed_head(const TestSigner& by, FeedHead head) {
    head.digest = feed_digest({});
    return by.sign(kFeedType, encode_feed_head(head));
  }
  TransportResponse complete(std::int64_t revision, const std::vector<Notice>& notices,
                             std::int64_t epoch = 1) const {
    return ok(sign_feed(signer, head(revision, 0, epoch), notices));
  }
  TransportResponse changes(std::int64_t after, std::int64_t revision, const std::vector<Notice>& notices,
                            std::int64_t epoch = 1) const {
    return ok(sign_feed(signer, head(revision, after, epoch), notices));
  }
  TransportResponse notice(const Notice& notice, std::string etag) const {
    return ok(sign_notice(signer, notice), std::move(etag));
  }

  // Time passes, for everybody.
  void advance(Seconds by) {
    now += by;
    clock->advance(by);
  }
  TimePoint now = kStart;
};

inline Notice with_seq(Notice notice, std::int64_t seq, std::int64_t epoch = 1) {
  notice.seq = seq;
  notice.epoch = epoch;
  return notice;
}

}  // namespace gracegate::test

#endif
