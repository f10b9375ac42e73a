#include "client/trusted_time.hpp"

#include <cstdlib>
#include <optional>

#include "client/random.hpp"
#include "gracegate/testing.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using std::chrono::milliseconds;

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

namespace {

// A gate and its server, to the millisecond. Nobody but the test knows the server's time.
class Exchanges : public Clock {
 public:
  TimePoint wall() const noexcept override { return kStart; }
  milliseconds elapsed() const noexcept override { return elapsed_; }

  milliseconds server_now() const { return server_ahead_ + elapsed_; }
  void pass(milliseconds by) { elapsed_ += by; }
  void set_server(milliseconds to) { server_ahead_ = to - elapsed_; }
  // The server dates its answer `there` after it was asked, and it is here `back` later.
  void ask(TrustedTime& time, milliseconds there, milliseconds back) {
    pass(there);
    const TimePoint date{std::chrono::floor<Seconds>(server_now())};
    pass(back);
    time.server_said(date, there + back);
  }

 private:
  milliseconds elapsed_{0};
  milliseconds server_ahead_{kStart.time_since_epoch()};
};

milliseconds ahead(const TrustedTime& time, const Exchanges& server) {
  return time.now().time_since_epoch() - std::chrono::floor<Seconds>(server.server_now());
}

}  // namespace

TEST_CASE("The gate's time is never ahead of the server's, whatever the network does") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::uint64_t random = seed;
    const auto up_to = [&](int most) {
      return milliseconds(next_random(random) % (static_cast<std::uint64_t>(most) + 1));
    };
    const auto server = std::make_shared<Exchanges>();
    server->set_server(kStart.time_since_epoch() + up_to(999));
    TrustedTime time(server, {});
    for (int i = 0; i < 100; ++i) {
      const milliseconds back = up_to(i % 3 == 0 ? 20000 : 50);
      server->ask(time, up_to(i % 5 == 0 ? 25000 : 50), back);
      CHECK(ahead(time, *server) <= milliseconds(0));
      CHECK(ahead(time, *server) >= -Seconds(1) - std::chrono::ceil<Seconds>(back));
      server->pass(up_to(3000));
      CHECK(ahead(time, *server) <= milliseconds(0));
    }
  }
}

TEST_CASE("A limit starts no millisecond early: the date of an answer may be from the end of its second") {
  for (const int part : {0, 1, 499, 999}) {
    CAPTURE(part);
    const auto server = std::make_shared<Exchanges>();
    server->set_server(kStart.time_since_epoch() + milliseconds(part));
    TrustedTime time(server, {});
    server->ask(time, milliseconds(0), milliseconds(0));
    const TimePoint limit = kStart + Seconds(10);
    server->pass(milliseconds(9999 - part));
    CHECK(time.now() < limit);
    server->pass(milliseconds(1 + part));  // late by what the date could not say
    CHECK(time.now() == limit);
  }
}

TEST_CASE("A clock of the machine that is two seconds ahead is not taken for the server's time") {
  TrustedTime time(clock_at(kStart + Seconds(2)), {});
  time.no_answer();
  time.server_said(kStart);
  CHECK(time.now() == kStart);
}

TEST_CASE("A bound stands until an answer contradicts it") {
  struct Row {
    int elapsed, took;  // in milliseconds, at a second answer with the same date
    int seconds_shown;  // a millisecond later
  };
  for (const Row& row : {Row{998, 0, 0}, Row{999, 0, 1}, Row{1000, 0, 0}, Row{1000, 1, 1}, Row{1001, 1, 0}}) {
    CAPTURE(row.elapsed, row.took);
    const auto server = std::make_shared<Exchanges>();
    TrustedTime time(server, {});
    time.server_said(kStart);
    server->pass(milliseconds(row.elapsed));
    time.server_said(kStart, milliseconds(row.took));
    server->pass(milliseconds(1));
    CHECK(time.now() == kStart + Seconds(row.seconds_shown));
  }
}

TEST_CASE("A server whose clock is set back is followed") {
  const auto clock = clock_at(kStart);
  TrustedTime time(clock, {});
  time.server_said(kStart);
  clock->advance(Seconds(5));
  time.server_said(kStart - kHour);
  CHECK(time.now() == kStart - kHour);
}

TEST_CASE("A machine whose clock runs too fast does not get ahead of the server") {
  const auto server = std::make_shared<Exchanges>();
  TrustedTime time(server, {});
  for (int i = 0; i < 10000; ++i) {
    server->set_server(server->server_now() - milliseconds(12));
    server->ask(time, milliseconds(25000),
                milliseconds(10));  // held back: it says little about what is too late
    CHECK(ahead(time, *server) <= milliseconds(0));
  }
}

TEST_CASE("An answer that was long on the way does not set the gate's time back") {
  const auto clock = clock_at(kStart);
  TrustedTime time(clock, {});
  time.server_said(kStart);
  clock->advance(Seconds(30));
  time.server_said(kStart, std::chrono::seconds(30));
  CHECK(time.now() >= kStart + Seconds(29));  // less what the clock may have drifted
  time.server_said(kStart, std::chrono::seconds(28));
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
      CHECK(now <= truth_);
    }
    if (!was_asked_ && has_been_synced_) CHECK(now <= truth_);  // nobody is locked out by a clock
    if (was_asked_ && !is_synced_) CHECK(now >= highest_);      // turning back gains nothing
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
