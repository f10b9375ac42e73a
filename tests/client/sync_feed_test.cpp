// The gate that follows the feed, driven step by step: no thread, no network, a clock moved by hand.
#include <string>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;
using std::chrono::milliseconds;

namespace {

// A gate that holds "acme" (overdue since kStart, seq 1) at revision 10.
std::shared_ptr<Engine> synced(World& world) {
  auto engine = world.open();
  world.transport->then(world.keys());
  world.transport->then(world.complete(10, {overdue_notice("acme", kStart)}));
  (void)engine->sync();
  (void)engine->sync();
  return engine;
}

Mode mode(const Engine& engine, const std::string& account) { return engine.standing(account).mode; }

}  // namespace

TEST_CASE("The key set comes first, then all of the feed, then what changes") {
  World world;
  const auto engine = synced(world);
  CHECK(mode(*engine, "acme") == Mode::countdown);
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
  CHECK(engine->standing("bolt").provenance == Provenance::fresh);
  world.transport->then(world.changes(10, 11, {overdue_notice("bolt", kStart)}));
  CHECK(engine->sync() == milliseconds(0));
  CHECK(mode(*engine, "bolt") == Mode::countdown);
  CHECK(mode(*engine, "acme") == Mode::countdown);
  const auto& asked = world.transport->requests;
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].target == "/v1/keys");
  CHECK(asked[1].target == "/v1/feed?after=0&wait=0");
  CHECK(asked[2].target.rfind("/v1/feed?after=10&wait=", 0) == 0);
  CHECK(asked[2].bearer == "gg_product_1");
  CHECK(engine->health().revision == 11);
  CHECK(engine->health().accounts == 2);
}

TEST_CASE("A payment opens the account with the next answer") {
  World world;
  const auto engine = synced(world);
  world.advance(15 * kDay);
  CHECK_FALSE(engine->allows("acme", Operation::write));
  world.transport->then(world.keys());  // a day has passed
  world.transport->then(world.changes(10, 11, {clear_notice("acme", kStart, 2)}));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(engine->allows("acme", Operation::write));
  CHECK(engine->notice("acme") == nullptr);
}

TEST_CASE("An answer that was long on the way does not open again what is limited") {
  World world;
  const auto engine = synced(world);
  world.advance(14 * kDay - Seconds(5));
  world.transport->then(world.keys());  // a day has passed
  (void)engine->sync();
  world.transport->then([&world](const TransportRequest&) {
    const TransportResponse answer = world.changes(10, 10, {});  // dated before the deadline
    world.advance(Seconds(20));
    return answer;
  });
  (void)engine->sync();
  CHECK(engine->now() >= kStart + 14 * kDay + Seconds(14));
  CHECK_FALSE(engine->allows("acme", Operation::write));
}

TEST_CASE("A gap in the feed or another epoch asks for all of it again") {
  World world;
  const auto engine = synced(world);
  SECTION("changes after another revision") {
    world.transport->then(world.changes(11, 12, {overdue_notice("bolt", kStart)}));
  }
  SECTION("another epoch") {
    world.transport->then(world.changes(10, 12, {overdue_notice("bolt", kStart)}, 2));
  }
  SECTION("one that is older") { world.transport->then(world.complete(9, {overdue_notice("bolt", kStart)})); }
  CHECK(engine->sync() > milliseconds(0));
  CHECK(mode(*engine, "bolt") == Mode::open);
  CHECK(mode(*engine, "acme") == Mode::countdown);
  world.transport->then(world.complete(12, {overdue_notice("bolt", kStart)}, 2));
  (void)engine->sync();
  CHECK(world.transport->last_target() == "/v1/feed?after=0&wait=0");
  CHECK(mode(*engine, "bolt") == Mode::countdown);
  CHECK(mode(*engine, "acme") == Mode::open);
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
}

TEST_CASE("Whatever is not the server's feed costs no place in it: changes are asked for, not all") {
  World world;
  const auto engine = synced(world);
  const auto ask_for_changes = [&] {
    (void)engine->sync();
    CHECK(world.transport->last_target().rfind("/v1/feed?after=10&", 0) == 0);
  };
  for (const int status : {204, 302, 400, 401, 403, 404, 408, 410, 429, 500, 503}) {
    CAPTURE(status);
    world.transport->then(World::status(status));
    ask_for_changes();
  }
  for (const char* body : {"", "<html>log in to the airport's network</html>", "{}"}) {
    CAPTURE(body);
    world.transport->then(world.ok(body));
    ask_for_changes();
  }
  world.transport->then(Error{ErrorCode::too_large, "endless", {}});
  ask_for_changes();
  TransportResponse recorded = world.changes(10, 11, {clear_notice("acme", kStart, 2)});
  recorded.receipt = sign_receipt(world.signer, "another", recorded.body, kStart);
  world.transport->then(recorded);
  ask_for_changes();
  CHECK(mode(*engine, "acme") == Mode::countdown);
  world.transport->then(world.changes(10, 11, {overdue_notice("bolt", kStart)}));
  ask_for_changes();
  CHECK(mode(*engine, "bolt") == Mode::countdown);
  CHECK(engine->standing("bolt").provenance == Provenance::fresh);
}

TEST_CASE("A feed that is older than the one held is refused") {
  World world;
  const auto engine = synced(world);
  world.transport->then(world.complete(9, {}));
  (void)engine->sync();
  CHECK(mode(*engine, "acme") == Mode::countdown);
  CHECK(engine->standing("acme").provenance == Provenance::unverified);
  world.transport->then(world.complete(11, {}, 0));
  (void)engine->sync();
  CHECK(mode(*engine, "acme") == Mode::countdown);
}

TEST_CASE("Changes are no answer to the question for all") {
  World world;
  const auto engine = world.open();
  world.transport->then(world.keys());
  world.transport->then(world.changes(3, 4, {overdue_notice("acme", kStart)}));
  (void)engine->sync();
  CHECK(engine->sync() > milliseconds(0));
  CHECK(mode(*engine, "acme") == Mode::open);
}

TEST_CASE("An older notice in the feed is refused, what is held stands, and the log says so once") {
  World world;
  const auto engine = world.open();
  world.transport->then(world.keys());
  world.transport->then(world.complete(10, {overdue_notice("acme", kStart, 5)}));
  (void)engine->sync();
  (void)engine->sync();
  for (int i = 0; i < 3; ++i) {
    world.transport->then(world.changes(10 + i, 11 + i, {clear_notice("acme", kStart, 4)}));
    (void)engine->sync();
  }
  CHECK(mode(*engine, "acme") == Mode::countdown);
  CHECK(engine->health().revision == 13);
  CHECK(std::count_if(world.log.begin(), world.log.end(), [](const std::string& line) {
          return line.find("older than the one held: account acme") != std::string::npos;
        }) == 1);
}

TEST_CASE("A clean install is open") {
  World world;
  const auto engine = world.open();
  for (const Operation operation :
       {Operation::read, Operation::write, Operation::export_data, Operation::essential})
    CHECK(engine->allows("acme", operation));
  CHECK(engine->standing("acme").provenance == Provenance::never_synced);
  CHECK_FALSE(engine->banner("acme", {}));
  CHECK(engine->notice("acme") == nullptr);
  CHECK(engine->health().accounts == 0);
  CHECK_FALSE(engine->health().last_sync);
}

TEST_CASE("Whatever answers in place of the server, a gate that knows nothing allows") {
  const TestSigner stranger(9);
  World world;
  const auto forged_keys = world.ok(sign_keyset(stranger, make_keyset(stranger)));
  const auto forged_feed = world.ok(sign_feed(stranger, world.head(10), {overdue_notice("acme", kStart)}));
  auto other_product = world.head(10);
  other_product.audience = "other";
  const std::vector<std::function<Result<TransportResponse>()>> answers = {
      [] {
        return Error{ErrorCode::unavailable, "cannot connect", {}};
      },
      [] {
        return Error{ErrorCode::untrusted, "TLS", {}};
      },
      [] {
        return Error{ErrorCode::too_large, "endless", {}};
      },
      [] { return World::status(0); },
      [] { return World::status(204); },
      [] { return World::status(301); },
      [] { return World::status(401); },
      [] { return World::status(404); },
      [] { return World::status(500); },
      [&] { return world.ok(""); },
      [&] { return world.ok("<html>log in to the airport's network</html>"); },
      [&] { return world.ok("{}"); },
      [&] { return world.ok(std::string(100000, '[')); },
      [&] { return forged_keys; },
      [&] { return forged_feed; },
      [&] { return world.ok(sign_feed(world.signer, other_product, {overdue_notice("acme", kStart)})); }};
  for (const bool has_keys : {false, true}) {
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CAPTURE(has_keys, i);
      const auto engine = world.open();
      if (has_keys) world.transport->then(world.keys());
      if (has_keys) (void)engine->sync();
      world.transport->then([&](const TransportRequest&) { return answers[i](); });
      CHECK(engine->sync() >= milliseconds(500));
      for (const Seconds later : {Seconds(0), 30 * kDay}) {
        world.advance(later);
        CHECK(engine->allows("acme", Operation::write));
        CHECK(engine->standing("acme").mode == Mode::open);
      }
      CHECK_FALSE(engine->health().last_error.empty());
    }
  }
}

TEST_CASE("The server of another product is refused with the name of both") {
  World world;
  Config config = world.config();
  config.product = "mail";
  const auto engine = World::open(std::move(config));
  world.transport->then(world.keys());
  (void)engine->sync();
  CHECK(engine->health().last_error ==
        "refused an answer of the server: receipt is for product \"notes\", not \"mail\": check product and "
        "server");
}

TEST_CASE("Whatever answers in place of the server changes nothing of what is held") {
  World world;
  const auto engine = synced(world);
  world.advance(15 * kDay);
  for (const auto& answer : {world.ok("{}"), World::status(404), World::status(401), world.ok("")}) {
    world.transport->then(answer);
    (void)engine->sync();
    CHECK(mode(*engine, "acme") == Mode::read_only);
    CHECK(engine->allows("acme", Operation::read));
    CHECK(engine->allows("bolt", Operation::write));
  }
}

TEST_CASE(
    "An outage of the entitlement server, or a wrong clock, never escalates a paying customer; turning the "
    "clock "
    "back does not extend a deadline") {
  World world;
  {
    const auto engine = synced(world);
    world.clock->set_wall(kStart + 300 * kDay);  // while it runs: not noticed
    CHECK(mode(*engine, "acme") == Mode::countdown);
    for (int i = 0; i < 1000; ++i) (void)engine->sync();  // an outage
    CHECK(engine->allows("bolt", Operation::write));      // pays: is not in the feed, is never limited
    CHECK(mode(*engine, "acme") == Mode::countdown);
    engine->close();
  }
  {  // Started with a clock that is far ahead, while the server can be reached: nothing is limited, not even
     // at first.
    const auto engine = world.open();
    CHECK(mode(*engine, "acme") == Mode::countdown);
    world.transport->then(world.keys());
    (void)engine->sync();
    CHECK(mode(*engine, "acme") == Mode::countdown);
    CHECK(engine->standing("acme").deadline == kStart + 14 * kDay);
    world.transport->then(world.complete(10, {overdue_notice("acme", kStart)}));
    (void)engine->sync();
    world.advance(14 * kDay);
    CHECK(mode(*engine, "acme") == Mode::read_only);
    engine->close();
  }
  {  // Started with the clock turned back, without the server: the deadline stays passed.
    world.clock = machine_clock(kStart - 100 * kDay);
    const auto engine = world.open();
    (void)engine->sync();
    CHECK(mode(*engine, "acme") == Mode::read_only);
  }
}

TEST_CASE(
    "Refused keys and certificates are tried every five minutes, everything else within half a minute") {
  World world;
  const auto engine = world.open();
  for (const int status : {401, 403}) {
    world.transport->then(World::status(status));
    CHECK(engine->sync() == std::chrono::minutes(5));
  }
  world.transport->then(Error{ErrorCode::untrusted, "certificate", {}});
  CHECK(engine->sync() == std::chrono::minutes(5));
  for (int i = 0; i < 100; ++i) {
    const milliseconds wait = engine->sync();
    CHECK(wait >= milliseconds(500));
    CHECK(wait <= std::chrono::seconds(30));
  }
}

TEST_CASE("Retry-After is honoured, up to a minute: it is not signed") {
  World world;
  const auto engine = world.open();
  TransportResponse busy = World::status(503);
  for (const auto& [asked, waited] : {std::pair{59, 59}, {60, 60}, {61, 60}, {86400, 60}}) {
    busy.retry_after = Seconds(asked);
    world.transport->then(busy);
    CHECK(engine->sync() == Seconds(waited));
  }
  busy.retry_after = Seconds(-5);
  world.transport->then(busy);
  CHECK(engine->sync() > milliseconds(0));
}

TEST_CASE("A refused answer says what to look at") {
  const TestSigner stranger(9);
  World elsewhere;
  elsewhere.root = elsewhere.signer = stranger;
  const std::pair<TransportResponse, const char*> rows[] = {
      {World().ok("<!doctype html><title>Sign in</title>"), "this is not gracegated: check `server`"},
      {World().ok(""), "this is not gracegated: check `server`"},
      {elsewhere.keys(), "root_keys"}};
  for (const auto& [answer, remedy] : rows) {
    World world;
    const auto engine = world.open();
    world.transport->then(answer);
    (void)engine->sync();
    REQUIRE(world.log.size() == 1);
    CHECK(world.log[0].find(remedy) != std::string::npos);
  }
  World world;
  const auto engine = synced(world);
  world.transport->then(elsewhere.ok(sign_feed(stranger, world.head(11, 10), {})));
  (void)engine->sync();
  CHECK(world.log.back().find("root_keys") != std::string::npos);
}

TEST_CASE("A server that answers at once though nothing is new is not asked in a tight loop") {
  World world;
  const auto engine = synced(world);
  for (int i = 0; i < 3; ++i) {
    world.transport->then(world.changes(10, 10, {}));
    CHECK(engine->sync() == std::chrono::seconds(1));
  }
  world.transport->then([&](const TransportRequest&) {
    world.advance(Seconds(20));  // held back
    return world.changes(10, 10, {});
  });
  CHECK(engine->sync() == milliseconds(0));
}

TEST_CASE("A trouble is logged once, and again after it was over") {
  World world;
  const auto engine = synced(world);
  world.log.clear();
  for (int i = 0; i < 50; ++i) (void)engine->sync();
  CHECK(world.log == std::vector<std::string>{"cannot connect"});
  CHECK(engine->health().last_error == "cannot connect");
  world.transport->then(World::status(500));
  (void)engine->sync();
  CHECK(world.log.size() == 2);
  world.transport->then(world.changes(10, 11, {}));
  (void)engine->sync();
  CHECK(world.log.back().rfind("in contact with the server", 0) == 0);
  CHECK(engine->health().last_error.empty());
  (void)engine->sync();
  CHECK(world.log.back() == "cannot connect");
}

TEST_CASE("Without contact for longer than allowed, what is held is stale and still counts down") {
  World world;
  const auto engine = synced(world);
  world.advance(24 * kHour);
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
  world.advance(Seconds(1));
  CHECK(engine->standing("acme").provenance == Provenance::stale);
  world.advance(14 * kDay);
  CHECK(mode(*engine, "acme") == Mode::read_only);
}

TEST_CASE("A notice that has expired restricts nothing") {
  World world;
  const auto engine = synced(world);
  world.advance(30 * kDay - Seconds(1));
  CHECK(mode(*engine, "acme") == Mode::shutdown);
  world.advance(Seconds(1));
  CHECK(mode(*engine, "acme") == Mode::open);
  CHECK(engine->standing("acme").provenance == Provenance::stale);
}

TEST_CASE("A feed signed with a key that is not known yet fetches the key set, at most once a minute") {
  World world;
  const TestSigner next(3);
  const auto engine = synced(world);
  world.advance(kMinute);
  const auto page = world.ok(sign_feed(next, world.head(11, 10), {overdue_notice("bolt", kStart)}));
  world.transport->then(page);
  CHECK(engine->sync() == milliseconds(0));
  KeySet both = make_keyset(world.signer, 2);
  both.keys.push_back(make_keyset(next).keys.front());
  world.transport->then(world.ok(sign_keyset(world.root, both)));
  world.transport->then(page);
  (void)engine->sync();
  CHECK(world.transport->last_target() == "/v1/keys");
  (void)engine->sync();
  CHECK(mode(*engine, "bolt") == Mode::countdown);
  CHECK(engine->standing("bolt").provenance == Provenance::fresh);

  const TestSigner stranger(9);
  const auto forged = world.ok(sign_feed(stranger, world.head(12, 11), {}));
  world.transport->requests.clear();
  for (int i = 0; i < 10; ++i) {
    world.transport->then(forged);
    CHECK(engine->sync() > milliseconds(0));
  }
  for (const TransportRequest& request : world.transport->requests) CHECK(request.target != "/v1/keys");
  CHECK(engine->standing("bolt").provenance == Provenance::unverified);
}

TEST_CASE("The key set is fetched again every day, and a failure of that does not stop the feed") {
  World world;
  const auto engine = synced(world);
  world.advance(24 * kHour);
  world.transport->then(World::status(500));
  world.transport->then(world.changes(10, 11, {overdue_notice("bolt", kStart)}));
  (void)engine->sync();
  CHECK(world.transport->requests[2].target == "/v1/keys");
  CHECK(mode(*engine, "bolt") == Mode::countdown);
}

TEST_CASE("A key set that is older than the one held is refused") {
  World world;
  const TestSigner stolen(3);
  const auto engine = world.open();
  world.transport->then(world.keys(5));
  (void)engine->sync();
  world.advance(24 * kHour);
  world.transport->then(world.ok(sign_keyset(world.root, make_keyset(stolen, 4))));
  (void)engine->sync();
  world.transport->then(world.ok(sign_feed(stolen, world.head(10), {overdue_notice("acme", kStart)})));
  (void)engine->sync();
  CHECK(mode(*engine, "acme") == Mode::open);
}

TEST_CASE("What a revoked key has signed goes with it, and cannot keep out what comes after") {
  World world;
  const TestSigner stolen(3);
  const auto engine = world.open();
  KeySet both = make_keyset(world.signer, 1);
  both.keys.push_back(make_keyset(stolen).keys.front());
  world.transport->then(world.ok(sign_keyset(world.root, both)));
  const Notice forged = overdue_notice("acme", kStart, 1000000);
  world.transport->then(world.ok(sign_feed(stolen, world.head(999999, 0, 7), {forged})));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(mode(*engine, "acme") == Mode::countdown);
  CHECK(engine->health().revision == 999999);
  world.advance(24 * kHour);
  world.transport->then(world.keys(2));
  (void)engine->sync();
  CHECK(mode(*engine, "acme") == Mode::open);
  CHECK(engine->health().revision == 0);
  world.transport->then(world.complete(10, {overdue_notice("bolt", kStart)}));
  (void)engine->sync();
  CHECK(mode(*engine, "bolt") == Mode::countdown);
}

TEST_CASE("A release that was forged with a key which was revoked since does not keep out the true notice") {
  World world;
  const TestSigner stolen(3);
  const auto engine = world.open();
  KeySet both = make_keyset(world.signer, 1);
  both.keys.push_back(make_keyset(stolen).keys.front());
  world.transport->then(world.ok(sign_keyset(world.root, both)));
  world.transport->then(world.complete(10, {overdue_notice("acme", kStart, 5)}));
  const Notice release = clear_notice("acme", kStart, 1000000);
  world.transport->then(world.ok(sign_feed(stolen, world.head(11, 10), {release})));
  for (int i = 0; i < 3; ++i) (void)engine->sync();
  REQUIRE(mode(*engine, "acme") == Mode::open);
  world.advance(24 * kHour);
  world.transport->then(world.keys(2));
  world.transport->then(world.complete(11, {overdue_notice("acme", kStart, 5)}));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(mode(*engine, "acme") == Mode::countdown);
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
}
