#include "client/trusted_time.hpp"

#include <cstdlib>
#include <optional>

#include "client/random.hpp"
#include "gracegate/testing.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

const TimePoint kStart{Seconds{1764000000}};

std::shared_ptr<testing::ManualClock> clock_at(TimePoint wall) {
  return std::make_shared<testing::ManualClock>(wall);
}

}  // namespace

TEST_CASE("A jump of the machine's clock while the gate runs is not noticed") {
  const auto clock = clock_at(kStart);
  TrustedTime time(clock, {});
  clock->set_wall(kStart + 365 * kDay);
  CHECK(time.now() == kStart);
  clock->set_wall(kStart - 365 * kDay);
  clock->advance(Seconds(5));
  CHECK(time.now() == kStart + Seconds(5));
}

TEST_CASE("A clock that is ahead at the start counts only once the server was asked in vain") {
  TrustedTime time(clock_at(kStart + 100 * kDay), {kStart, kStart});
  CHECK(time.now() == kStart);
  time.no_answer();
  CHECK(time.now() == kStart + 100 * kDay);
}

TEST_CASE("A clock that is ahead never counts where the server answers") {
  TrustedTime time(clock_at(kStart + 100 * kDay), {kStart, kStart});
  time.server_said(kStart + kHour);
  CHECK(time.now() == kStart + kHour);
  time.no_answer();
  CHECK(time.now() == kStart + kHour);
}

TEST_CASE("Turning the clock back over a restart gains nothing") {
  TrustedTime time(clock_at(kStart - 100 * kDay), {kStart, kStart + 13 * kDay});
  CHECK(time.now() == kStart);
  time.no_answer();
  CHECK(time.now() == kStart + 13 * kDay);
}

TEST_CASE("A time that was never confirmed is forgotten when the server speaks") {
  const auto clock = clock_at(kStart + 1000 * kDay);
  TrustedTime time(clock, {});
  time.no_answer();
  time.server_said(kStart);
  CHECK(time.now() == kStart);
  CHECK(time.to_save().latest == kStart);
  CHECK(time.to_save().confirmed == kStart);
}

TEST_CASE("It is never earlier than what the server has signed") {
  TrustedTime time(clock_at(kStart), {});
  time.not_before(kStart + kDay);
  CHECK(time.now() == kStart + kDay);
  time.server_said(kStart);
  CHECK(time.now() == kStart + kDay);
}

TEST_CASE("The server's date has whole seconds: within two the gate's time stays as it is") {
  const auto clock = clock_at(kStart);
  TrustedTime time(clock, {});
  time.server_said(kStart - Seconds(2));
  CHECK(time.now() == kStart);
  time.server_said(kStart - Seconds(3));
  CHECK(time.now() == kStart - Seconds(3));
  time.server_said(kStart - Seconds(2));
  CHECK(time.now() == kStart - Seconds(2));
}

TEST_CASE("An answer that was long on the way does not set the gate's time back") {
  const auto clock = clock_at(kStart);
  TrustedTime time(clock, {});
  time.server_said(kStart);
  clock->advance(Seconds(30));
  time.server_said(kStart, std::chrono::seconds(30));
  CHECK(time.now() == kStart + Seconds(30));
  time.server_said(kStart, std::chrono::seconds(28));
  CHECK(time.now() == kStart + Seconds(30));
  time.server_said(kStart, std::chrono::milliseconds(27999));
  CHECK(time.now() == kStart);
}

namespace {

// Life of a gate through restarts, outages and a clock that anybody may set; true time is known to the test
// alone.
class Life {
 public:
  explicit Life(std::uint64_t seed) : random_(seed) { restart(); }

  void step() {
    switch (next_random(random_) % 6) {
      case 0:
        return jump();
      case 1:
        return restart();
      case 2:
        return server_answers();
      case 3:
        return server_is_away();
      default:
        return pass(Seconds(static_cast<std::int64_t>(next_random(random_) % 100000)));
    }
  }

  void check() const {
    const TimePoint now = time_->now();
    if (is_synced_) {  // only the server and what has elapsed count
      CHECK(now >= truth_ - Seconds(1));
      CHECK(now <= truth_ + TrustedTime::kSlack);
    }
    if (!was_asked_ && has_been_synced_)
      CHECK(now <= truth_ + TrustedTime::kSlack);           // nobody is locked out by a clock
    if (was_asked_ && !is_synced_) CHECK(now >= highest_);  // turning back gains nothing
  }
  void note() {
    if (was_asked_) highest_ = std::max(highest_, time_->now());
  }

 private:
  void jump() {
    const auto by = static_cast<std::int64_t>(next_random(random_) % 20000000) - 10000000;
    wall_error_ = Seconds(by);
    clock_->set_wall(truth_ + wall_error_);
  }
  void restart() {
    SavedTime saved;
    if (time_) saved = time_->to_save();
    pass_without_gate();
    clock_ = clock_at(truth_ + wall_error_);
    time_.emplace(clock_, saved);
    was_asked_ = is_synced_ = false;
  }
  void pass_without_gate() { truth_ += Seconds(static_cast<std::int64_t>(next_random(random_) % 1000)); }
  void server_answers() {
    time_->server_said(truth_);
    was_asked_ = is_synced_ = has_been_synced_ = true;
    highest_ = time_->now();
  }
  void server_is_away() {
    time_->no_answer();
    was_asked_ = true;
  }
  void pass(Seconds by) {
    truth_ += by;
    clock_->advance(by);
  }

  std::uint64_t random_;
  TimePoint truth_ = kStart;
  Seconds wall_error_{0};
  std::shared_ptr<testing::ManualClock> clock_;
  std::optional<TrustedTime> time_;
  bool was_asked_ = false;
  bool is_synced_ = false;
  bool has_been_synced_ = false;
  TimePoint highest_ = TimePoint::min();  // shown since the server spoke last, once it had been asked
};

}  // namespace

TEST_CASE(
    "No sequence of clock changes, restarts and outages lets time be gained, or locks out ahead of time") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Life life(seed);
    for (int i = 0; i < 200; ++i) {
      life.step();
      life.check();
      life.note();
    }
  }
}
