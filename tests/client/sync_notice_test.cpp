// The gate of one account, for products on the customer's machine.
#include <string>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;
using std::chrono::milliseconds;

namespace {

std::shared_ptr<Engine> synced(World& world, const Notice& notice) {
  auto engine = World::open(world.config(notice.account));
  world.transport->then(world.keys());
  world.transport->then(world.notice(notice, "\"one\""));
  (void)engine->sync();
  (void)engine->sync();
  return engine;
}

}  // namespace

TEST_CASE("One account's notice is asked for by its id, then with the tag of what is held") {
  World world;
  const auto engine = synced(world, overdue_notice("a b/ü", kStart));
  CHECK(engine->standing("a b/ü").mode == Mode::countdown);
  CHECK(world.transport->requests[1].target == "/v1/notices/a%20b%2F%C3%BC?wait=0");
  CHECK(world.transport->requests[1].if_none_match.empty());
  TransportResponse same = World::status(304);
  world.advance(Seconds(20));
  world.transport->then(same);
  CHECK(engine->sync() == std::chrono::seconds(1));
  CHECK(world.transport->requests[2].if_none_match == "\"one\"");
  CHECK(world.transport->requests[2].target != world.transport->requests[1].target);
  CHECK(engine->health().last_sync == kStart + Seconds(20));
}

TEST_CASE("A notice without a case opens the one account") {
  World world;
  const auto engine = synced(world, overdue_notice("acme", kStart));
  world.transport->then(world.notice(clear_notice("acme", kStart, 2), "\"two\""));
  (void)engine->sync();
  CHECK(engine->standing("acme").mode == Mode::open);
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
}

TEST_CASE("A gate of one account knows nothing of another one, and says so") {
  World world;
  const auto engine = synced(world, overdue_notice("acme", kStart));
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
  for (const char* other : {"bolt", "", "acme "}) {
    CHECK(engine->standing(other).provenance == Provenance::never_synced);
    CHECK(engine->standing(other).mode == Mode::open);
    CHECK(engine->decide(other, Operation::write).standing.provenance == Provenance::never_synced);
  }
}

TEST_CASE("The notice of another account is refused") {
  World world;
  const auto engine = synced(world, overdue_notice("acme", kStart));
  world.transport->then(world.notice(clear_notice("bolt", kStart, 2), "\"two\""));
  (void)engine->sync();
  CHECK(engine->standing("acme").mode == Mode::countdown);
  CHECK(engine->standing("acme").provenance == Provenance::unverified);
}

TEST_CASE("An older notice of the account does not come back, also not after a restart") {
  World world;
  const auto paid = clear_notice("acme", kStart, 7);
  {
    const auto engine = synced(world, paid);
    engine->close();
  }
  const auto engine = World::open(world.config("acme"));
  world.transport->then(world.keys());
  world.transport->then(world.notice(overdue_notice("acme", kStart, 6), "\"old\""));
  (void)engine->sync();
  CHECK(engine->sync() > milliseconds(0));
  CHECK(engine->standing("acme").mode == Mode::open);
  CHECK(engine->standing("acme").provenance == Provenance::unverified);
}

TEST_CASE("Not modified is no answer to a question without a tag") {
  World world;
  const auto engine = World::open(world.config("acme"));
  world.transport->then(world.keys());
  world.transport->then(World::status(304));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(engine->standing("acme").provenance == Provenance::never_synced);
}

TEST_CASE("After an answer that was not believed the notice is asked for in full") {
  World world;
  const auto engine = synced(world, overdue_notice("acme", kStart));
  TransportResponse forged = World::status(304);
  forged.receipt = "a.b.c";
  world.transport->then(forged);
  (void)engine->sync();
  CHECK(engine->standing("acme").provenance == Provenance::unverified);
  world.transport->then(world.notice(overdue_notice("acme", kStart), "\"one\""));
  (void)engine->sync();
  CHECK(world.transport->last_target() == "/v1/notices/acme?wait=0");
  CHECK(world.transport->requests.back().if_none_match.empty());
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
}

TEST_CASE("A server without tags is asked again only after the time that it could have held the answer") {
  World world;
  Config config = world.config("acme");
  const auto engine = World::open(std::move(config));
  world.transport->then(world.keys());
  world.transport->then(world.notice(overdue_notice("acme", kStart), ""));
  world.transport->then(world.notice(overdue_notice("acme", kStart), ""));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(engine->sync() >= std::chrono::seconds(1));
}

TEST_CASE("After a key was revoked the notice is asked for in full: what it had signed is no more") {
  World world;
  const TestSigner stolen(3);
  const auto engine = World::open(world.config("acme"));
  KeySet both = make_keyset(world.signer);
  both.keys.push_back(make_keyset(stolen).keys.front());
  world.transport->then(world.ok(sign_keyset(world.root, both)));
  world.transport->then(world.ok(sign_notice(stolen, overdue_notice("acme", kStart)), "\"one\""));
  (void)engine->sync();
  (void)engine->sync();
  world.advance(24 * kHour);
  world.transport->then(world.keys(2));
  world.transport->then(world.notice(overdue_notice("acme", kStart), "\"one\""));
  (void)engine->sync();
  CHECK(engine->standing("acme").mode == Mode::open);
  (void)engine->sync();
  CHECK(world.transport->requests.back().if_none_match.empty());
  CHECK(engine->standing("acme").mode == Mode::countdown);
}
