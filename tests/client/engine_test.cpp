// The whole gate without its thread: transitions, the cache over restarts, observing.
#include <algorithm>
#include <string>
#include <vector>

#include "client/mode_watch.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

std::shared_ptr<Engine> synced(World& world, Config config, const std::vector<Notice>& notices) {
  auto engine = World::open(std::move(config));
  world.transport->then(world.keys());
  world.transport->then(world.complete(10, notices));
  (void)engine->sync();
  (void)engine->sync();
  return engine;
}

struct Told {
  std::string account;
  Mode before, after;
};

// A gate that writes down what it tells.
std::shared_ptr<Engine> telling(World& world, std::vector<Told>& told, const std::vector<Notice>& notices) {
  Config config = world.config();
  config.on_transition = [&told](const Transition& t) {
    told.push_back({t.account, t.before.mode, t.after.mode});
  };
  return synced(world, std::move(config), notices);
}

}  // namespace

TEST_CASE("A gate that runs across the deadline changes mode at the second, without the server") {
  World world;
  std::vector<Told> told;
  const auto engine = telling(world, told, {overdue_notice("acme", kStart)});
  (void)engine->tick();
  REQUIRE(told.size() == 1);
  told.clear();
  world.advance(14 * kDay - Seconds(1));
  (void)engine->tick();
  CHECK(engine->allows("acme", Operation::write));
  CHECK(told.empty());
  world.advance(Seconds(1));
  CHECK_FALSE(engine->allows("acme", Operation::write));
  CHECK(engine->allows("acme", Operation::read));
  (void)engine->tick();
  REQUIRE(told.size() == 1);
  CHECK(told[0].account == "acme");
  CHECK(told[0].before == Mode::countdown);
  CHECK(told[0].after == Mode::read_only);
  world.advance(Seconds(1));
  (void)engine->tick();
  CHECK(told.size() == 1);
  world.advance(7 * kDay - Seconds(1));
  CHECK_FALSE(engine->allows("acme", Operation::read));
  CHECK(engine->allows("acme", Operation::export_data));
  CHECK(engine->allows("acme", Operation::essential));
}

TEST_CASE("A new case and a payment are told of too, and each account alone") {
  World world;
  std::vector<Told> told;
  const auto engine = telling(world, told, {overdue_notice("acme", kStart), overdue_notice("bolt", kStart)});
  (void)engine->tick();
  CHECK(told.size() == 2);
  told.clear();
  world.transport->then(world.changes(10, 11, {clear_notice("acme", kStart, 2)}));
  (void)engine->sync();
  (void)engine->tick();
  REQUIRE(told.size() == 1);
  CHECK(told[0].account == "acme");
  CHECK(told[0].after == Mode::open);
}

TEST_CASE("A callback that throws, the log too, harms nothing") {
  World world;
  Config config = world.config();
  config.on_transition = [](const Transition&) { throw 1; };
  config.on_denial = [](const Decision&) { throw 2; };
  config.log = [](LogLevel, std::string_view) { throw 3; };
  const auto engine = synced(world, std::move(config), {overdue_notice("acme", kStart)});
  (void)engine->tick();
  world.advance(15 * kDay);
  (void)engine->tick();
  (void)engine->sync();
  CHECK_FALSE(engine->decide("acme", Operation::write).allowed);
}

TEST_CASE("A callback that throws is told of once") {
  World world;
  Config config = world.config();
  config.on_transition = [](const Transition&) { throw 1; };
  config.on_denial = [](const Decision&) { throw 2; };
  const auto engine = synced(world, std::move(config), {overdue_notice("acme", kStart)});
  world.log.clear();
  for (const Seconds later : {Seconds(0), 15 * kDay, 7 * kDay}) {
    world.advance(later);
    (void)engine->decide("acme", Operation::write);
    (void)engine->tick();
  }
  CHECK(world.log == std::vector<std::string>{"on_transition threw: caught, going on",
                                              "on_denial threw: caught, going on"});
}

namespace {

class ThrowingTransport : public Transport {
 public:
  Result<TransportResponse> send(const TransportRequest&) override { throw 4; }
  void cancel() noexcept override {}
};

class ThrowingCache : public Cache {
 public:
  Result<std::optional<std::string>> load() override { throw 5; }
  Result<void> store(const std::string&) override { throw 6; }
  Result<std::string> set_aside() override { throw 7; }
};

}  // namespace

TEST_CASE("A transport or a cache of the product's own that throws is trouble like any other") {
  World world;
  Config config = world.config();
  config.transport = std::make_unique<ThrowingTransport>();
  config.cache = std::make_unique<ThrowingCache>();
  const auto engine = World::open(std::move(config));
  CHECK(engine->sync() >= std::chrono::milliseconds(500));
  (void)engine->tick();
  engine->close();
  CHECK(engine->allows("acme", Operation::write));
  CHECK(world.log.size() == 2);
  CHECK(engine->health().last_error == "the transport threw");
}

TEST_CASE("After stop() nobody is called any more") {
  World world;
  std::vector<Told> told;
  const auto engine = telling(world, told, {overdue_notice("acme", kStart)});
  engine->stop();
  CHECK(world.transport->cancelled);
  world.log.clear();
  (void)engine->sync();
  (void)engine->tick();
  CHECK(told.empty());
  CHECK(world.log.empty());
}

TEST_CASE("The thread is back in time for the next transition") {
  const Fingerprint print(1);
  ModeWatch watch(print);
  CHECK(watch.may_be_away(kStart, Seconds(25)) == Seconds(25));
  watch.start(Snapshot({make_fixed_record(overdue_notice("acme", kStart))}, print), kStart);
  const TimePoint next = kStart + 14 * kDay;
  CHECK(watch.may_be_away(next - kHour, Seconds(25)) == Seconds(25));
  CHECK(watch.may_be_away(next - Seconds(7), Seconds(25)) == Seconds(7));
  CHECK(watch.may_be_away(next, Seconds(25)) == Seconds(1));
}

TEST_CASE("An observing gate denies nothing, shows nothing and reports what it would deny") {
  World world;
  std::vector<Decision> denials;
  Config config = world.config();
  config.enforcement = Enforcement::observe;
  config.on_denial = [&](const Decision& decision) { denials.push_back(decision); };
  const auto engine = synced(world, std::move(config), {overdue_notice("acme", kStart)});
  world.advance(22 * kDay);
  for (const Operation operation : {Operation::read, Operation::write})
    CHECK(engine->allows("acme", operation));
  const Decision decision = engine->decide("acme", Operation::write);
  CHECK(decision.allowed);
  CHECK(decision.would_deny);
  CHECK(decision.standing.mode == Mode::shutdown);
  CHECK_FALSE(engine->decide("acme", Operation::essential).would_deny);
  CHECK(denials.size() == 1);
  CHECK_FALSE(engine->banner("acme", {}));
}

TEST_CASE("A denial is reported with the standing behind it, what is allowed is not") {
  World world;
  std::vector<Decision> denials;
  Config config = world.config();
  config.on_denial = [&](const Decision& decision) { denials.push_back(decision); };
  const auto engine = synced(world, std::move(config), {overdue_notice("acme", kStart)});
  CHECK(engine->decide("acme", Operation::write).allowed);
  world.advance(15 * kDay);
  const Decision decision = engine->decide("acme", Operation::write);
  CHECK_FALSE(decision.allowed);
  CHECK_FALSE(decision.would_deny);
  CHECK(engine->decide("bolt", Operation::write).allowed);
  REQUIRE(denials.size() == 1);
  CHECK(denials[0].standing.case_id.view() == "c_8f3k2m9q4t7w1x5z");
}

TEST_CASE("allows() answers as decide() does and calls nobody: a denial is reported by decide() alone") {
  for (const Enforcement enforcement : {Enforcement::enforce, Enforcement::observe}) {
    World world;
    int denials = 0;
    Config config = world.config();
    config.enforcement = enforcement;
    config.on_denial = [&](const Decision&) { ++denials; };
    const auto engine = synced(world, std::move(config), {overdue_notice("acme", kStart)});
    world.advance(15 * kDay);
    const bool allowed = engine->allows("acme", Operation::write);
    CHECK(allowed == (enforcement == Enforcement::observe));
    CHECK(denials == 0);
    CHECK(engine->decide("acme", Operation::write).allowed == allowed);
    CHECK(denials == 1);
  }
}

TEST_CASE("The notice and the banner are those that the server signed") {
  World world;
  const auto engine = synced(world, world.config(), {overdue_notice("acme", kStart)});
  const auto notice = engine->notice("acme");
  REQUIRE(notice);
  CHECK(notice->contact.name == "Ada Example");
  CHECK(notice->cases.front().owed->amount.minor == 3000000);
  const auto banner = engine->banner("acme", {});
  REQUIRE(banner);
  CHECK(banner->count == Count{14, CountUnit::days});
  CHECK_FALSE(engine->banner("bolt", {}));
}

TEST_CASE("After a restart without the server the gate goes on from the cache") {
  World world;
  {
    const auto engine = synced(world, world.config(), {overdue_notice("acme", kStart)});
    engine->close();
  }
  const auto engine = world.open();
  CHECK(engine->standing("acme").mode == Mode::countdown);
  CHECK(engine->standing("acme").provenance == Provenance::cached);
  CHECK(engine->health().revision == 10);
  world.advance(14 * kDay);
  (void)engine->sync();
  CHECK(engine->standing("acme").mode == Mode::read_only);
  CHECK(engine->standing("acme").provenance == Provenance::stale);
}

TEST_CASE(
    "A large cache does not hold up the start: the rest is verified on the gate's thread before it asks") {
  World world;
  std::vector<Notice> notices;
  for (std::size_t i = 0; i < kVerifiedAtOnce + 80; ++i)
    notices.push_back(overdue_notice("account-" + std::to_string(i), kStart));
  {
    const auto engine = synced(world, world.config(), notices);
    world.advance(15 * kDay);
    engine->close();
  }
  const std::string kept = *world.disk->bytes;
  const auto denied = [&](const Engine& engine) {
    return static_cast<std::size_t>(std::count_if(notices.begin(), notices.end(), [&](const Notice& one) {
      return !engine.allows(one.account, Operation::write);
    }));
  };
  for (const int pieces : {0, 1, 2}) {
    CAPTURE(pieces);
    Config config = world.config();
    int told = 0;
    config.on_transition = [&](const Transition&) { ++told; };
    const auto engine = World::open(std::move(config));
    const ScriptedTransport& transport = *world.transport;
    for (int i = 0; i < pieces; ++i) CHECK(engine->sync() == Engine::Wait::zero());
    (void)engine->tick();
    CHECK(transport.requests.empty());
    CHECK(denied(*engine) ==
          std::min(notices.size(), kVerifiedAtOnce + 50 * static_cast<std::size_t>(pieces)));
    CHECK(told == 0);
    engine->close();
    CHECK(std::count(world.disk->bytes->begin(), world.disk->bytes->end(), '\n') ==
          std::count(kept.begin(), kept.end(), '\n'));
    if (pieces < 2) continue;
    (void)engine->sync();
    CHECK(transport.requests.front().target == "/v1/keys");
  }
}

TEST_CASE("After a restart an older feed is refused still") {
  World world;
  {
    const auto engine = synced(world, world.config(), {overdue_notice("acme", kStart)});
    engine->close();
  }
  const auto engine = world.open();
  world.transport->then(world.keys());
  world.transport->then(world.complete(9, {}));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(engine->standing("acme").mode == Mode::countdown);
}

TEST_CASE("A cache that cannot be used is set aside, said in the log, and the gate starts open") {
  World world;
  {
    const auto engine = synced(world, world.config(), {overdue_notice("acme", kStart)});
    world.advance(15 * kDay);
    engine->close();
  }
  std::string cure;
  SECTION("damaged") { world.disk->bytes->at(200) ^= 1; }
  SECTION("cut off") { world.disk->bytes->resize(300); }
  SECTION("empty") { world.disk->bytes->clear(); }
  SECTION("something else") { world.disk->bytes = "#!/bin/sh\n"; }
  SECTION("of another root") {
    world.root = TestSigner(9);
    cure = "move it back";
  }
  world.log.clear();
  const auto engine = world.open();
  CHECK(world.disk->set_asides == 1);
  CHECK(engine->allows("acme", Operation::write));
  CHECK(engine->standing("acme").provenance == Provenance::never_synced);
  REQUIRE(world.log.size() == 1);
  CHECK(world.log[0].find("set aside as aside") != std::string::npos);
  CHECK(world.log[0].find(cure) != std::string::npos);
}

TEST_CASE("Changes are saved, but not each by itself") {
  World world;
  const auto engine = synced(world, world.config(), {overdue_notice("acme", kStart)});
  (void)engine->tick();
  CHECK(world.disk->stores == 1);
  for (int i = 0; i < 4; ++i) {
    world.transport->then(world.changes(10 + i, 11 + i, {overdue_notice("bolt", kStart, i + 1)}));
    (void)engine->sync();
    (void)engine->tick();
    world.advance(Seconds(1));
  }
  CHECK(world.disk->stores == 1);
  world.advance(Seconds(1));
  (void)engine->tick();
  CHECK(world.disk->stores == 2);
  world.advance(Seconds(9 * 60));
  (void)engine->tick();
  CHECK(world.disk->stores == 2);
  world.advance(kMinute);
  (void)engine->tick();
  CHECK(world.disk->stores == 3);
}

TEST_CASE("A disk that is full is said once, tried again and does not disturb the gate") {
  World world;
  world.disk->is_full = true;
  const auto engine = synced(world, world.config(), {overdue_notice("acme", kStart)});
  world.log.clear();
  for (int i = 0; i < 5; ++i) {
    (void)engine->tick();
    world.advance(Seconds(5));
  }
  CHECK(world.disk->stores == 5);
  CHECK(world.log == std::vector<std::string>{"cache: disk is full"});
  CHECK(engine->health().last_error == "cache: disk is full");
  CHECK(engine->standing("acme").mode == Mode::countdown);
  world.disk->is_full = false;
  (void)engine->tick();
  CHECK(world.log.back() == "the cache can be written again");
  CHECK(engine->health().last_error.empty());
}

TEST_CASE(
    "A clock of the product's own does not make the gate ask more often; one that is moved by hand does") {
  class OwnClock : public Clock {
   public:
    TimePoint wall() const noexcept override { return kStart; }
    std::chrono::milliseconds elapsed() const noexcept override { return {}; }
  };
  for (const bool is_own : {true, false}) {
    World world;
    Config config = world.config();
    if (is_own) config.clock = std::make_shared<OwnClock>();
    const auto engine = World::open(std::move(config));
    world.transport->then(world.keys());
    world.transport->then(world.complete(10, {}));
    world.transport->then(world.changes(10, 10, {}));
    for (int i = 0; i < 3; ++i) (void)engine->sync();
    CHECK(world.transport->last_target() ==
          (is_own ? "/v1/feed?after=10&wait=25" : "/v1/feed?after=10&wait=1"));
    CHECK((engine->tick() > std::chrono::seconds(1)) == is_own);
  }
}
