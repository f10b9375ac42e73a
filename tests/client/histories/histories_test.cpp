// Random histories of a gate against a model that is obviously right: whatever clocks, networks, restarts and
// the server do, the gate decides by the newest notice that it got from the server itself, at a time that is
// the server's.
#include <algorithm>
#include <array>
#include <sstream>

#include "client/engine.hpp"
#include "gracegate/testing.hpp"
#include "tests/client/histories/model_server.hpp"
#include "tests/client/histories/seeds.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::test {
namespace {

const std::array<std::string, 3> kAccounts = {"acme", "bolt", "corp"};
constexpr int kSteps = 24;
constexpr Seconds kUntilKeysAgain{61};  // so long after the last time a gate asks for keys again

// The rules, once more, as short as they can be said.
Mode mode_of(const Truth& held, const std::string& account, TimePoint now) {
  const auto found = held.find(account);
  if (found == held.end() || now >= found->second.expires || now < found->second.opened) return Mode::open;
  if (now >= found->second.shut) return Mode::shutdown;
  return now >= found->second.limited ? Mode::read_only : Mode::countdown;
}

// What survives the process.
struct Saved {
  Truth held;
  TimePoint newest;                    // of what was verified
  std::optional<TimePoint> confirmed;  // the server's time
  TimePoint latest;                    // the latest that the gate went by
};

class History {
 public:
  explicit History(std::uint32_t seed)
      : random_(seed),
        server_(kStart),
        network_(server_, random_),
        clock_(std::make_shared<testing::ManualClock>(kStart)) {
    start();
  }

  void step() {
    switch (below(16)) {
      case 0:
      case 1:
      case 2:
        return pass(some_time());
      case 3:
      case 4:
        return sync(Network::up);
      case 5:
      case 6:
        return sync(static_cast<Network>(1 + below(7)));
      case 7:
      case 8:
        return serve();
      case 9:
      case 10:
        return set_clock();
      case 11:
      case 12:
      case 13:
        return restart();
      case 14:
        say("looks after itself");
        return tend();
      default:
        return reach_boundary();
    }
  }

  void check() {
    const TimePoint now = engine_->now();
    check_time(now);
    for (const std::string& account : kAccounts) {
      const Mode mode = mode_of(held_, account, now);
      const std::string asked = account + " should be " + std::string(to_string(mode));
      expect(engine_->standing(account).mode == mode, asked);
      expect(engine_->allows(account, Operation::write) == (mode < Mode::read_only), "write: " + asked);
      expect(engine_->allows(account, Operation::read) == (mode < Mode::shutdown), "read: " + asked);
      expect(engine_->allows(account, Operation::essential), "the cure: " + asked);
      expect(engine_->allows(account, Operation::export_data), "export: " + asked);
    }
  }

  const std::string& fault() const { return fault_; }
  std::string story() const { return story_.str(); }

 private:
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
  void say(const std::string& what) { story_ << "  " << what << "\n"; }
  void expect(bool holds, const std::string& claim) {
    if (!holds && fault_.empty()) fault_ = claim;
  }

  // --- what may happen
  void start() {
    wall_at_start_ = clock_->wall();
    elapsed_at_start_ = elapsed();
    is_confirmed_ = has_failed_ = false;
    found_ = saved_.value_or(Saved());
    held_ = found_.held;
    newest_ = found_.newest;
    Config config;
    config.server = "https://grace.example.com";
    config.product = "notes";
    config.sdk_key = "gg_product_1";
    config.root_keys = {server_.root_key()};
    config.clock = clock_;
    config.cache = std::make_unique<MemoryCache>(disk_);
    config.transport = network_.transport();
    auto checked = check_config(config);
    stores_ = disk_->stores;
    engine_ = Engine::open(std::move(config), std::move(checked.value()));
  }

  Seconds elapsed() const { return std::chrono::duration_cast<Seconds>(clock_->elapsed()); }
  Seconds since_start() const { return elapsed() - elapsed_at_start_; }

  Seconds some_time() {
    constexpr std::array<Seconds, 6> kScales = {Seconds(2), Seconds(100), kHour, kDay, 10 * kDay, 40 * kDay};
    return Seconds(1 + below(static_cast<std::uint32_t>(kScales[below(6)].count())));
  }

  void pass(Seconds by) {
    say("passes " + std::to_string(by.count()) + " s");
    clock_->advance(by);
    server_.pass(by);
  }

  // To just before, at, or just after an instant at which something changes.
  void reach_boundary() {
    std::vector<TimePoint> ahead;
    for (const auto& [account, terms] : held_)
      for (const TimePoint at : {terms.limited, terms.shut, terms.expires})
        if (at > server_.now() + Seconds(1)) ahead.push_back(at);
    if (ahead.empty()) return;
    const TimePoint at = ahead[below(static_cast<std::uint32_t>(ahead.size()))];
    pass(at - server_.now() + Seconds(static_cast<int>(below(3)) - 1));
  }

  void sync(Network network) {
    say("asks, network " + std::to_string(static_cast<int>(network)));
    network_.state = network;
    ask();
    if (network != Network::up) {
      has_failed_ = true;
      return;
    }
    if (engine_->health().provenance != Provenance::fresh) {  // a key of before: the next key set is the cure
      pass(kUntilKeysAgain);
      ask();
    }
    expect(engine_->health().provenance == Provenance::fresh, "after an answer the gate is fresh");
    held_ = server_.truth();
    newest_ = server_.now();
    is_confirmed_ = true;
  }
  void ask() {
    for (int i = 0; i < 10 && engine_->sync() == Engine::Wait::zero(); ++i) continue;
  }

  void serve() {
    const std::string& account = kAccounts[below(3)];
    switch (below(9)) {
      case 0:
      case 1:
      case 2:
        say("server opens " + account);
        return server_.open(account, some_time() + kHour, some_time());
      case 3:
      case 4:
        say("server extends " + account);
        return server_.extend(account, some_time());
      case 5:
      case 6:
        say("server settles " + account);
        return server_.settle(account);
      case 7:
        say("server is backed up, or rebuilt");
        return below(2) == 0 ? server_.back_up() : server_.rebuild();
      default:
        say("server rotates its key, and may replace its root");
        if (below(3) == 0) server_.replace_root();
        return server_.rotate();
    }
  }

  void set_clock() {
    constexpr std::array<Seconds, 5> kJumps = {-4000 * kDay, -kDay, kHour, 30 * kDay, 4000 * kDay};
    const Seconds jump = kJumps[below(5)];
    say("clock is set by " + std::to_string(jump.count()) + " s");
    clock_->set_wall(std::max(TimePoint(), clock_->wall() + jump));
  }

  void restart() {
    const std::uint32_t how = below(4);
    say(how == 0 ? "is killed" : how == 1 ? "loses its cache" : "restarts");
    if (how >= 2) {
      engine_->stop();
      engine_->close();
      note_save();
    }
    engine_.reset();
    if (how == 1) {
      disk_->bytes.reset();
      saved_.reset();
    }
    if (below(2) == 0) pass(some_time());
    start();
  }

  void tend() {
    (void)engine_->tick();
    note_save();
  }

  // Where it saved, this is what it saved.
  void note_save() {
    if (disk_->stores == stores_) return;
    stores_ = disk_->stores;
    // What was never confirmed is forgotten when the server speaks.
    const TimePoint latest =
        is_confirmed_ ? engine_->now() : std::max(engine_->now(), found_.latest + since_start());
    std::optional<TimePoint> confirmed;
    if (is_confirmed_)
      confirmed = engine_->now();
    else if (found_.confirmed)
      confirmed = *found_.confirmed + since_start();
    saved_ = Saved{held_, newest_, confirmed, latest};
  }

  // --- what holds of the gate's time
  void check_time(TimePoint now) {
    expect(now >= newest_, "it is not earlier than when the newest thing was signed");
    if (is_confirmed_) return expect(now == server_.now(), "once confirmed, it is the server's time");
    const TimePoint wall = wall_at_start_ + since_start();
    const TimePoint latest = found_.latest + since_start();
    const TimePoint confirmed = found_.confirmed.value_or(TimePoint()) + since_start();
    expect(now <= std::max({wall, latest, confirmed, newest_}) + Seconds(1), "it is not later than any clue");
    if (found_.confirmed) expect(now + Seconds(1) >= confirmed, "what was confirmed is not lost");
    if (found_.confirmed && !has_failed_)
      expect(now <= std::max(confirmed, newest_) + Seconds(1),
             "a clock that is ahead counts for nothing yet");
    if (has_failed_ || !found_.confirmed)
      expect(now + Seconds(1) >= std::max(wall, latest), "a clock that was turned back gains nothing");
  }

  std::minstd_rand random_;
  ModelServer server_;
  ModelNetwork network_;
  std::shared_ptr<testing::ManualClock> clock_;
  std::shared_ptr<MemoryCache::State> disk_ = std::make_shared<MemoryCache::State>();
  std::shared_ptr<Engine> engine_;

  // The model.
  Truth held_;
  TimePoint newest_;
  std::optional<Saved> saved_;  // is on the disk
  Saved found_;                 // was there at the start
  int stores_ = 0;
  bool is_confirmed_ = false;
  bool has_failed_ = false;
  TimePoint wall_at_start_;
  Seconds elapsed_at_start_{0};

  std::string fault_;
  std::ostringstream story_;
};

}  // namespace

TEST_CASE(
    "In no history does the gate decide otherwise than the newest notice that it got, at the server's time") {
  const auto [first, count] = seeds(400);
  for (std::uint32_t seed = first; seed - first < count; ++seed) {
    History history(seed);
    for (int i = 0; i < kSteps && history.fault().empty(); ++i) {
      history.step();
      history.check();
    }
    INFO("GRACEGATE_SEED=" << seed << " GRACEGATE_HISTORIES=1\n" << history.story() << history.fault());
    REQUIRE(history.fault().empty());
  }
}

}  // namespace gracegate::test
