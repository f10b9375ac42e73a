// Products on customers' machines that ask for strictness: what follows where no notice is in force.
#include <functional>

#include "client/cache_format.hpp"
#include "client/unconfirmed_countdown.hpp"
#include "core/notice_file.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

constexpr Seconds kCountdown = 14 * kDay;

Config strict(World& world) {
  Config config = world.config("acme");
  config.on_stale = OnStale::countdown_then_read_only;
  return config;
}

std::shared_ptr<Engine> opened(World& world) {
  auto engine = World::open(strict(world));
  (void)engine->tick();
  return engine;
}

// The server answers, once.
void answer(World& world, Engine& engine, const Notice& notice) {
  world.transport->then(world.keys());
  world.transport->then(world.notice(notice, "\"" + std::to_string(notice.seq) + "\""));
  (void)engine.sync();
  (void)engine.sync();
  (void)engine.tick();
}

std::string by_hand(const World& world, const Notice& notice) {
  return encode_notice_file(
      {sign_keyset(world.root, make_keyset(world.signer)), sign_notice(world.signer, notice)});
}

void pass(World& world, Engine& engine, Seconds by) {
  world.advance(by);
  (void)engine.tick();
}

// Ends, and starts again with the machine's clock wrong by `off`; the server is asked in vain.
std::shared_ptr<Engine> restarted(World& world, std::shared_ptr<Engine>& engine, Seconds off = Seconds(0)) {
  engine->close();
  engine.reset();
  world.clock = machine_clock(world.now + off);
  auto next = opened(world);
  (void)next->sync();
  (void)next->tick();
  return next;
}

Mode mode(const Engine& engine) { return engine.standing("acme").mode; }

}  // namespace

TEST_CASE("Where nobody asks for strictness, a notice that expires restricts nobody, ever") {
  World world;
  const auto engine = World::open(world.config("acme"));
  answer(world, *engine, clear_notice("acme", kStart));
  for (const Seconds by : {30 * kDay, kCountdown, 365 * kDay}) {
    pass(world, *engine, by);
    CHECK(mode(*engine) == Mode::open);
    CHECK_FALSE(engine->banner("acme", {}));
  }
}

TEST_CASE(
    "When the notice expires a countdown begins; at its end it is read-only, and never more than that") {
  World world;
  const auto engine = opened(world);
  answer(world, *engine, clear_notice("acme", kStart));
  pass(world, *engine, 30 * kDay - Seconds(1));
  CHECK(mode(*engine) == Mode::open);
  CHECK_FALSE(engine->banner("acme", {}));

  pass(world, *engine, Seconds(1));
  Standing standing = engine->standing("acme");
  CHECK(standing.mode == Mode::countdown);
  CHECK(standing.reason == Reason::unconfirmed);
  CHECK(standing.provenance == Provenance::stale);
  CHECK(standing.deadline == kStart + 30 * kDay + kCountdown);
  CHECK(engine->banner("acme", {})->title == "14 days left to confirm this installation");
  CHECK(engine->allows("acme", Operation::write));

  pass(world, *engine, kCountdown - Seconds(1));
  CHECK(engine->allows("acme", Operation::write));
  world.advance(Seconds(1));  // to the second, without a tick
  standing = engine->standing("acme");
  CHECK(standing.mode == Mode::read_only);
  CHECK(standing.reason == Reason::unconfirmed);
  CHECK_FALSE(standing.next_change);

  pass(world, *engine, 3650 * kDay);
  CHECK(mode(*engine) == Mode::read_only);
  CHECK_FALSE(engine->allows("acme", Operation::write));
  for (const Operation operation : {Operation::read, Operation::export_data, Operation::essential})
    CHECK(engine->allows("acme", operation));
  CHECK(engine->allows("bolt", Operation::write));
}

TEST_CASE(
    "A limit whose notice expires does not end in an open product, and what is said then is not about "
    "money") {
  World world;
  const auto engine = opened(world);
  answer(world, *engine, overdue_notice("acme", kStart));
  pass(world, *engine, 30 * kDay - Seconds(1));
  CHECK(mode(*engine) == Mode::shutdown);
  pass(world, *engine, Seconds(1));
  CHECK(mode(*engine) == Mode::countdown);
  CHECK(engine->standing("acme").reason == Reason::unconfirmed);
}

TEST_CASE("The server's answer, and a notice by hand, end the countdown and the limit at once") {
  for (const Seconds late : {kDay, kCountdown + kDay}) {
    for (const bool is_by_hand : {false, true}) {
      CAPTURE(late.count(), is_by_hand);
      World world;
      const auto engine = opened(world);
      answer(world, *engine, clear_notice("acme", kStart));
      pass(world, *engine, 30 * kDay);
      pass(world, *engine, late);
      REQUIRE(mode(*engine) > Mode::open);
      const Notice next = clear_notice("acme", world.now, 2);
      if (is_by_hand) {
        REQUIRE(engine->take_notice(by_hand(world, next)));
        (void)engine->tick();
      } else {
        answer(world, *engine, next);
      }
      CHECK(mode(*engine) == Mode::open);
      CHECK_FALSE(engine->banner("acme", {}));
      pass(world, *engine, 30 * kDay);
      CHECK(engine->standing("acme").deadline == world.now + kCountdown);  // a new one, whole
    }
  }
}

TEST_CASE("A clean install is open for a day; then it needs its first notice within the countdown") {
  World world;
  auto engine = opened(world);
  for (const Seconds by : {Seconds(0), kDay - Seconds(1)}) {
    pass(world, *engine, by);
    CHECK(mode(*engine) == Mode::open);
    CHECK_FALSE(engine->banner("acme", {}));
  }
  pass(world, *engine, Seconds(1));
  CHECK(mode(*engine) == Mode::countdown);
  engine = restarted(world, engine);
  CHECK(engine->standing("acme").deadline == kStart + kDay + kCountdown);
  CHECK(world.disk->set_asides == 0);
  pass(world, *engine, kCountdown);
  CHECK(mode(*engine) == Mode::read_only);
  engine = restarted(world, engine);
  CHECK(mode(*engine) == Mode::read_only);

  SECTION("its first notice opens it") {
    answer(world, *engine, clear_notice("acme", world.now));
    CHECK(mode(*engine) == Mode::open);
  }
  SECTION("who deletes the cache is a clean install again") {
    world.disk->bytes.reset();
    engine = opened(world);
    CHECK(mode(*engine) == Mode::open);
    CHECK(engine->standing("acme").deadline == world.now + kDay + kCountdown);
  }
}

TEST_CASE(
    "Restarts do not begin the countdown again, and a clock that is turned back each time gains nothing") {
  for (const Seconds off : {Seconds(0), -100 * kDay}) {
    CAPTURE(off.count());
    World world;
    auto engine = opened(world);
    answer(world, *engine, clear_notice("acme", kStart));
    pass(world, *engine, 30 * kDay);
    for (int day = 1; day < 14; ++day) {
      pass(world, *engine, kDay);
      engine = restarted(world, engine, off);
      CHECK(mode(*engine) == Mode::countdown);
      CHECK(engine->standing("acme").deadline == kStart + 30 * kDay + kCountdown);
    }
    pass(world, *engine, kDay);
    CHECK(mode(*engine) == Mode::read_only);
  }
}

TEST_CASE("A start does not open what strictness has limited, not even until the first attempt has failed") {
  World world;
  auto engine = opened(world);
  answer(world, *engine, clear_notice("acme", kStart));
  pass(world, *engine, 30 * kDay);
  pass(world, *engine, kCountdown);
  REQUIRE(mode(*engine) == Mode::read_only);
  for (int run = 0; run < 3; ++run) {
    engine->close();
    engine = opened(world);
    CHECK(mode(*engine) == Mode::read_only);
  }
}

TEST_CASE(
    "While it asks in vain for a key set that has ended, the gate goes on limiting for want of a notice") {
  World world;
  KeySet keys = make_keyset(world.signer);
  keys.issued_at = kStart;
  keys.expires_at = kStart + 30 * kDay;
  const auto engine = opened(world);
  world.transport->then(world.ok(sign_keyset(world.root, keys)));
  world.transport->then(world.notice(clear_notice("acme", kStart), "\"1\""));
  (void)engine->sync();
  (void)engine->sync();
  pass(world, *engine, 30 * kDay);
  (void)engine->sync();
  pass(world, *engine, kCountdown);
  REQUIRE(mode(*engine) == Mode::read_only);
  for (int minute = 0; minute < 3; ++minute) {
    pass(world, *engine, kMinute);
    world.transport->then([&](const TransportRequest&) {
      CHECK(mode(*engine) == Mode::read_only);
      return Result<TransportResponse>(Error{ErrorCode::unavailable, "does not answer", {}});
    });
    (void)engine->sync();
    CHECK(mode(*engine) == Mode::read_only);
  }
}

TEST_CASE("A beginning that is written far ahead into the cache is no later than without a cache") {
  World world;
  auto engine = opened(world);
  answer(world, *engine, clear_notice("acme", kStart));
  pass(world, *engine, 30 * kDay);
  engine->close();
  auto head = decode_cache(*world.disk->bytes).value().head;
  REQUIRE(head.unconfirmed_since);
  head.unconfirmed_since = kStart + 3650 * kDay;
  world.disk->bytes = encode_cache(head, {});
  engine = opened(world);
  CHECK(mode(*engine) == Mode::open);
  pass(world, *engine, UnconfirmedCountdown::kFirstDay);
  CHECK(mode(*engine) == Mode::countdown);
}

namespace {

// Ends without a word, and starts again with the machine's clock wrong by `off`.
std::shared_ptr<Engine> killed(World& world, std::shared_ptr<Engine>& engine, Seconds off = Seconds(0)) {
  engine.reset();
  world.clock = machine_clock(world.now + off);
  auto next = opened(world);
  (void)next->sync();
  (void)next->tick();
  return next;
}

}  // namespace

TEST_CASE("A countdown ends when a newer notice is in force, or the same one at the server's time") {
  const TimePoint end = kStart + 30 * kDay;
  const TimePoint set_back = end - kDay;
  struct Row {
    const char* name;
    TimePoint good_until;
    bool is_time_confirmed;
    bool ends;
  };
  for (const Row& row : {Row{"the same, with the clock set back", end, false, false},
                         Row{"one that ended sooner", end - Seconds(1), false, false},
                         Row{"one that ends later", end + Seconds(1), false, true},
                         Row{"the same, as the server says", end, true, true}}) {
    INFO(row.name);
    UnconfirmedCountdown countdown(kCountdown, {}, end, kStart);
    REQUIRE(countdown.look(end, end, false));
    CHECK(countdown.look(row.good_until, set_back, row.is_time_confirmed) == row.ends);
    CHECK(countdown.since().has_value() != row.ends);
  }
}

TEST_CASE("Killed without a word, the countdown goes on where it was") {
  World world;
  auto engine = opened(world);
  answer(world, *engine, clear_notice("acme", kStart));
  pass(world, *engine, 30 * kDay - kMinute);
  pass(world, *engine, kMinute);
  world.now += 5 * kDay;
  engine = killed(world, engine);
  CHECK(engine->standing("acme").deadline == kStart + 30 * kDay + kCountdown);
}

TEST_CASE("Killed with the clock turned back, a product goes on from about the time it was") {
  World world;
  auto engine = opened(world);
  REQUIRE(engine->take_notice(by_hand(world, clear_notice("acme", kStart))));
  for (int i = 0; i < 12; ++i) pass(world, *engine, kHour);
  engine = killed(world, engine, -100 * kDay);
  CHECK(engine->now() >= kStart + 11 * kHour);
}

TEST_CASE("A server whose clock is set back is followed out of the countdown, to what its notice says") {
  World world;
  const auto engine = opened(world);
  answer(world, *engine, overdue_notice("acme", kStart));
  pass(world, *engine, 30 * kDay);
  REQUIRE(engine->standing("acme").reason == Reason::unconfirmed);
  world.now = kStart + 15 * kDay;
  world.transport->then(world.keys());
  world.transport->then(World::status(304));
  (void)engine->sync();
  (void)engine->sync();
  (void)engine->tick();
  CHECK(engine->standing("acme").reason == Reason::nonpayment);
  CHECK(mode(*engine) == Mode::read_only);
}

TEST_CASE("A machine that was off, or whose clock is years ahead, has the whole countdown from its start") {
  World world;
  auto engine = opened(world);
  answer(world, *engine, clear_notice("acme", kStart));
  world.now += 1000 * kDay;
  engine = restarted(world, engine);
  CHECK(mode(*engine) == Mode::countdown);
  const TimePoint deadline = world.now + kCountdown;
  CHECK(engine->standing("acme").deadline == deadline);
  pass(world, *engine, kDay);
  engine = restarted(world, engine);
  CHECK(engine->standing("acme").deadline == deadline);

  SECTION("the server's time ends it where the clock was wrong") {
    world.now = kStart + kHour;
    answer(world, *engine, clear_notice("acme", kStart));
    CHECK(mode(*engine) == Mode::open);
    CHECK(engine->health().provenance == Provenance::fresh);
  }
}

TEST_CASE("A notice that is in force again because the time was wrong says what it said") {
  World world;
  auto engine = opened(world);
  Notice notice = overdue_notice("acme", kStart);
  answer(world, *engine, notice);
  world.now += 31 * kDay;
  engine = restarted(world, engine);
  REQUIRE(engine->standing("acme").reason == Reason::unconfirmed);
  world.now = kStart + 15 * kDay;
  answer(world, *engine, notice);
  CHECK(engine->standing("acme").reason == Reason::nonpayment);
  CHECK(mode(*engine) == Mode::read_only);
}

TEST_CASE(
    "A server that the product's user sets up, and answers that they recorded, do not end the countdown") {
  struct Row {
    const char* name;
    std::function<TransportResponse(const World&, const Notice&)> answer;
  };
  const TestSigner stranger(9);
  const std::vector<Row> rows = {
      {"signed by the user",
       [&](const World& world, const Notice& notice) {
         return world.ok(sign_notice(stranger, notice), "\"x\"");
       }},
      {"a notice that the user fetched, with the receipt that they got",
       [](const World& world, const Notice& notice) {
         TransportResponse response = world.notice(notice, "\"x\"");
         response.receipt = sign_receipt(world.signer, "AAAAAAAAAAAAAAAAAAAAAA", response.body, world.now);
         return response;
       }},
      {"the notice from before",
       [](const World& world, const Notice&) { return world.notice(clear_notice("acme", kStart), "\"x\""); }},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    World world;
    const auto engine = opened(world);
    answer(world, *engine, clear_notice("acme", kStart));
    pass(world, *engine, 30 * kDay);
    pass(world, *engine, kCountdown);
    world.transport->then(world.keys());
    for (int i = 0; i < 3; ++i) world.transport->then(row.answer(world, clear_notice("acme", world.now, 2)));
    for (int i = 0; i < 4; ++i) (void)engine->sync();
    (void)engine->tick();
    CHECK(mode(*engine) == Mode::read_only);
    CHECK(engine->standing("acme").reason == Reason::unconfirmed);
  }
}

TEST_CASE("While it observes, strictness denies nothing and shows nothing, and reports what it would do") {
  World world;
  Config config = strict(world);
  config.enforcement = Enforcement::observe;
  const auto engine = World::open(std::move(config));
  answer(world, *engine, clear_notice("acme", kStart));
  pass(world, *engine, 30 * kDay);
  pass(world, *engine, kCountdown);
  const Decision decision = engine->decide("acme", Operation::write);
  CHECK(decision.allowed);
  CHECK(decision.would_deny);
  CHECK(engine->allows("acme", Operation::write));
  CHECK_FALSE(engine->banner("acme", {}));
}

TEST_CASE("Who can help is taken out of the last notice") {
  World world;
  const auto engine = opened(world);
  Notice notice = clear_notice("acme", kStart);
  notice.contact = {"Ada Example", "ada@example.com", ""};
  notice.links.help = "https://help.example.com/";
  answer(world, *engine, notice);
  pass(world, *engine, 30 * kDay);
  const auto banner = engine->banner("acme", {});
  REQUIRE(banner);
  CHECK(banner->contact_text == "Ada Example can help: ada@example.com");
  CHECK(banner->ways.front().url == "https://help.example.com/?case=unconfirmed&topic=stuck");
}

TEST_CASE("A clean install that was never told who can help names whom the product names, until it is") {
  World world;
  Config config = strict(world);
  config.contact = {"Bo Example", "bo@example.com", ""};
  config.notice_page = "/settings/notice";
  const auto engine = World::open(std::move(config));
  (void)engine->tick();
  pass(world, *engine, kDay);
  const auto banner = engine->banner("acme", {});
  REQUIRE(banner);
  CHECK(banner->contact_text == "Bo Example can help: bo@example.com");
  REQUIRE(banner->ways.size() == 1);
  CHECK(banner->ways[0].url == "/settings/notice");
  Notice notice = clear_notice("acme", world.now);
  notice.contact = {"Ada Example", "ada@example.com", ""};
  answer(world, *engine, notice);
  pass(world, *engine, 30 * kDay);
  CHECK(engine->banner("acme", {})->contact_text == "Ada Example can help: ada@example.com");
}

TEST_CASE("Each step of it is told, with the log saying what to do") {
  World world;
  std::vector<Mode> told;
  Config config = strict(world);
  config.on_transition = [&](const Transition& change) { told.push_back(change.after.mode); };
  const auto engine = World::open(std::move(config));
  answer(world, *engine, clear_notice("acme", kStart));
  CHECK(told.empty());
  pass(world, *engine, 30 * kDay);
  pass(world, *engine, kCountdown);
  answer(world, *engine, clear_notice("acme", world.now, 2));
  CHECK(told == std::vector<Mode>{Mode::countdown, Mode::read_only, Mode::open});
  std::vector<std::string> said;
  for (const std::string& line : world.log)
    if (line.find("in force") != std::string::npos) said.push_back(line);
  REQUIRE(said.size() == 2);
  CHECK(said[0].find("read-only at 2026-01-07T16:00:00Z: let it reach the server, or bring a notice") !=
        std::string::npos);
  CHECK(said[1].find("in force again") != std::string::npos);
}

TEST_CASE("A cache that has lost its key set but not its notices is none of a clean install") {
  World world;
  auto engine = opened(world);
  answer(world, *engine, clear_notice("acme", kStart));
  engine->close();
  std::string text = *world.disk->bytes;
  text.erase(text.find("keys "), text.find("notice ") - text.find("keys "));
  text.erase(text.find("end "));
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  world.disk->bytes = text + "end " + std::to_string(hash) + "\n";
  engine = opened(world);
  CHECK(world.disk->set_asides == 1);
}
