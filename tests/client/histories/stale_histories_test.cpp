// Random lives of a product on a customer's machine, whose user sets clocks, cuts the network and restarts.
#include <optional>

#include "core/notice_file.hpp"
#include "tests/client/histories/seeds.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

constexpr Seconds kCountdown = 5 * kDay;

class Life {
 public:
  Life(std::uint64_t seed, OnStale on_stale) : random_(seed), on_stale_(on_stale) { start(); }

  void step() {
    switch (up_to(9)) {
      case 0:
        return restart(Seconds(up_to(400) - 200) * 86400);
      case 1:
        return restart(Seconds(0));
      case 2:
        return world_.clock->set_wall(world_.now + Seconds(up_to(800) - 400) * 86400);
      case 3:
        return answer();
      case 4:
        return take_by_hand();
      case 5:
        return world_.disk->bytes.reset();
      default:
        return pass(Seconds(up_to(4 * 86400)));
    }
  }

  // What the gate says, by its own time, and what it may say.
  void check() {
    (void)engine_->tick();
    const Standing standing = engine_->standing("acme");
    const bool is_strict = standing.reason == Reason::unconfirmed && standing.mode > Mode::open;
    if (is_strict) {
      CHECK(on_stale_ == OnStale::countdown_then_read_only);
      CHECK(standing.mode <= Mode::read_only);
      CHECK(engine_->now() >= stale_from());
      if (standing.mode == Mode::read_only) CHECK(engine_->now() >= stale_from() + kCountdown);
    } else {
      CHECK(engine_->allows("acme", Operation::write));  // all notices here are without a case
    }
    strict_steps += is_strict;
    limited_steps += standing.mode == Mode::read_only;
  }

  int strict_steps = 0;
  int limited_steps = 0;

 private:
  std::int64_t up_to(std::int64_t most) {
    return static_cast<std::int64_t>(next_random(random_) % (static_cast<std::uint64_t>(most) + 1));
  }
  // When what it was given last expires; with nothing, its first start.
  TimePoint stale_from() const { return good_until_.value_or(first_start_); }

  void start() {
    Config config = world_.config("acme");
    config.on_stale = on_stale_;
    config.stale_countdown = kCountdown;
    config.log = nullptr;
    if (!world_.disk->bytes) good_until_.reset();
    engine_ = World::open(std::move(config));
    if (!world_.disk->bytes) first_start_ = engine_->now();
    (void)engine_->tick();
  }
  void restart(Seconds off) {
    engine_->close();
    if (up_to(3) == 0) world_.disk->bytes.reset();
    world_.now += Seconds(up_to(3 * 86400));
    world_.clock = machine_clock(world_.now + off);
    start();
    (void)engine_->sync();  // in vain
  }
  void answer() {
    const Notice notice = clear_notice("acme", world_.now, ++seq_);
    const auto by_target = [this, notice](const TransportRequest& request) -> Result<TransportResponse> {
      if (request.target.rfind("/v1/keys", 0) == 0) return world_.keys();
      return world_.notice(notice, "\"" + std::to_string(notice.seq) + "\"");
    };
    const std::int64_t before = engine_->health().revision;
    for (int i = 0; i < 3; ++i) {
      world_.transport->then(by_target);
      (void)engine_->sync();
    }
    if (engine_->health().revision != before) good_until_ = notice.expires_at;
  }
  void take_by_hand() {
    Notice notice = clear_notice("acme", world_.now, ++seq_);
    notice.expires_at = world_.now + kDay + Seconds(up_to(20 * 86400));
    const auto taken = engine_->take_notice(encode_notice_file(
        {sign_keyset(world_.root, make_keyset(world_.signer)), sign_notice(world_.signer, notice)}));
    if (taken) good_until_ = notice.expires_at;
  }
  void pass(Seconds by) { world_.advance(by); }

  std::uint64_t random_;
  const OnStale on_stale_;
  World world_;
  std::shared_ptr<Engine> engine_;
  std::int64_t seq_ = 0;
  TimePoint first_start_ = kStart;
  std::optional<TimePoint> good_until_;
};

int strict_steps = 0, limited_steps = 0;

void live(std::uint64_t seed, OnStale on_stale) {
  INFO("GRACEGATE_SEED=" << seed << " GRACEGATE_HISTORIES=1");
  Life life(seed, on_stale);
  for (int i = 0; i < 80; ++i) {
    CAPTURE(i);
    life.step();
    life.check();
  }
  strict_steps += life.strict_steps;
  limited_steps += life.limited_steps;
}

}  // namespace

TEST_CASE(
    "Whatever clocks, restarts and outages do, nothing is limited before the countdown has passed by the "
    "gate's time since no notice was in force") {
  strict_steps = limited_steps = 0;
  const auto [first, count] = seeds(150);
  for (std::uint32_t seed = first; seed - first < count; ++seed)
    live(seed, OnStale::countdown_then_read_only);
  if (count < 150) return;
  CHECK(strict_steps > 500);  // the histories get there
  CHECK(limited_steps > 100);
}

TEST_CASE("Where nobody asks for strictness, no history limits anybody for want of a notice") {
  strict_steps = limited_steps = 0;
  const auto [first, count] = seeds(50);
  for (std::uint32_t seed = first; seed - first < count; ++seed) live(seed, OnStale::allow);
  CHECK(strict_steps == 0);
  CHECK(limited_steps == 0);
}
