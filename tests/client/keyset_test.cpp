// Roots that are replaced, and key sets that end, as a gate meets them.
#include <string>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

const TestSigner& root(std::size_t place) {
  static const std::vector<TestSigner> line = {TestSigner(1), TestSigner(21), TestSigner(22), TestSigner(23)};
  return line.at(place);
}

// The set of `signer` after so many successions of the world's root, for 30 days.
std::string keyset_after(std::size_t count, const TestSigner& signer, std::int64_t version) {
  KeySet keys = make_keyset(signer, version);
  keys.issued_at = kStart;
  keys.expires_at = kStart + 30 * kDay;
  for (std::size_t i = 0; i < count; ++i) keys.successions.push_back(sign_succession(root(i), root(i + 1)));
  return sign_keyset(root(count), keys);
}

std::string keyset_until(const World& world, TimePoint end, std::int64_t version) {
  KeySet keys = make_keyset(world.signer, version);
  keys.issued_at = kStart;
  keys.expires_at = end;
  return sign_keyset(world.root, keys);
}

// "acme" is read-only from 14 days after kStart, and for longer than any test lasts.
Notice limited() {
  Notice notice = overdue_notice("acme", kStart);
  notice.expires_at = kStart + 1000 * kDay;
  return notice;
}

// Opens a gate and lets it take a key set and a feed that limits "acme".
std::shared_ptr<Engine> synced(World& world, const std::string& keyset) {
  auto engine = world.open();
  world.transport->then(world.ok(keyset));
  world.transport->then(world.complete(10, {limited()}));
  (void)engine->sync();
  (void)engine->sync();
  return engine;
}

Mode mode(const Engine& engine) { return engine.standing("acme").mode; }

bool has_logged(const World& world, const std::string& part) {
  for (const std::string& line : world.log)
    if (line.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("A gate follows from the root that it pins over all replacements that it has missed") {
  for (const std::size_t missed : {0u, 1u, 2u, 3u}) {
    World world;
    const auto engine = synced(world, keyset_after(missed, world.signer, 7));
    world.advance(10 * kDay);
    CHECK(mode(*engine) == Mode::countdown);
    CHECK(has_logged(world, "refused") == false);
  }
}

TEST_CASE("A gate that pins the first root starts from its cache after the last one, without the server") {
  World world;
  synced(world, keyset_after(3, world.signer, 7))->close();
  const auto engine = world.open();
  CHECK(mode(*engine) == Mode::countdown);
  CHECK(engine->standing("acme").provenance == Provenance::cached);
  CHECK(world.disk->set_asides == 0);
}

TEST_CASE("A root that was replaced cannot take a gate back, over a restart neither") {
  const TestSigner stolen(30);
  const auto of_line = [&](std::vector<std::string> successions) {
    KeySet keys = make_keyset(stolen, 99);
    keys.successions = std::move(successions);
    return sign_keyset(stolen, keys);
  };
  const std::vector<std::string> forgeries = {
      sign_keyset(root(0), make_keyset(stolen, 99)), sign_keyset(root(1), make_keyset(stolen, 99)),
      of_line({sign_succession(root(0), stolen)}),
      of_line({sign_succession(root(0), root(1)), sign_succession(root(1), stolen)})};
  const auto forgery = GENERATE_COPY(from_range(forgeries));
  const bool restarts = GENERATE(false, true);
  World world;
  auto engine = synced(world, keyset_after(2, world.signer, 7));
  if (restarts) {
    engine->close();
    engine = world.open();
  }
  world.advance(kDay);
  world.transport->then([&](const TransportRequest& request) {
    TransportResponse answer = world.ok(forgery);
    answer.receipt = sign_receipt(stolen, request.nonce, answer.body, world.now);
    return answer;
  });
  (void)engine->sync();
  CHECK(has_logged(world, "none of root_keys has signed the server's key set"));
  CHECK(mode(*engine) == Mode::countdown);
}

TEST_CASE("A gate that pins a spare root follows it when the first is lost, also after that was replaced") {
  const TestSigner spare(9);
  const std::size_t replaced = GENERATE(0u, 2u);
  World world;
  Config config = world.config();
  config.root_keys.push_back(to_string(spare.key()));
  const auto engine = World::open(std::move(config));
  world.transport->then(world.ok(keyset_after(replaced, world.signer, 7)));
  (void)engine->sync();
  world.advance(kDay);
  world.transport->then(world.ok(sign_keyset(spare, make_keyset(world.signer, 8))));
  world.transport->then(world.complete(10, {limited()}));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(mode(*engine) == Mode::countdown);
  CHECK_FALSE(has_logged(world, "refused"));
}

TEST_CASE("A gate refuses a key set of before the one that it holds, over a restart too") {
  World world;
  auto engine = synced(world, keyset_after(1, world.signer, 7));
  if (GENERATE(false, true)) {
    engine->close();
    engine = world.open();
  }
  world.advance(kDay);
  world.transport->then(world.ok(keyset_after(0, world.signer, 6)));
  (void)engine->sync();
  CHECK(has_logged(world, "jws is signed with an unknown key"));
  world.advance(kDay);
  world.transport->then(world.ok(keyset_after(1, world.signer, 6)));
  (void)engine->sync();
  CHECK(has_logged(world, "key set is older than the one held"));
}

TEST_CASE("A key set that was carried to one account counts in no other product, whoever sends it") {
  for (const auto& [account, counts] :
       {std::pair(std::string(), false), std::pair(std::string("bolt"), false),
        std::pair(std::string("acme"), true)}) {
    CAPTURE(account);
    World world;
    const auto engine = World::open(world.config(account));
    KeySet keys = make_keyset(world.signer);
    keys.account = "acme";
    world.transport->then(world.ok(sign_keyset(world.root, keys)));
    (void)engine->sync();
    CHECK(has_logged(world, "key set was carried to account acme") != counts);
    world.transport->then(account.empty()
                              ? world.complete(10, {limited()})
                              : world.notice(with_seq(clear_notice(account, kStart), 1), "\"a\""));
    (void)engine->sync();
    CHECK((engine->health().provenance == Provenance::fresh) == counts);
  }
}

TEST_CASE("What is held counts down until the key set ends, and then nothing is limited by it") {
  World world;
  const auto engine = synced(world, keyset_until(world, kStart + 20 * kDay, 1));
  for (const auto& [after, expected] : {std::pair{14 * kDay - Seconds(1), Mode::countdown},
                                        {14 * kDay, Mode::read_only},
                                        {20 * kDay - Seconds(1), Mode::read_only},
                                        {20 * kDay, Mode::open},
                                        {40 * kDay, Mode::open}}) {
    world.advance(kStart + after - world.now);
    (void)engine->sync();  // nobody answers
    INFO(after.count());
    CHECK(mode(*engine) == expected);
  }
  CHECK(has_logged(world, "the key set has ended"));
}

TEST_CASE("From the end of the key set nothing is taken that its keys sign, until the next set is there") {
  World world;
  const auto engine = synced(world, keyset_until(world, kStart + 20 * kDay, 1));
  world.advance(20 * kDay);
  world.transport->then(world.ok(keyset_until(world, kStart + 20 * kDay, 1)));
  (void)engine->sync();
  CHECK(has_logged(world, "key set has ended: have its root sign the next"));
  (void)engine->sync();
  CHECK(world.transport->last_target() == "/v1/keys");
  CHECK(mode(*engine) == Mode::open);

  world.advance(Seconds(60));
  world.transport->then(world.ok(keyset_until(world, kStart + 50 * kDay, 2)));
  world.transport->then(world.complete(10, {limited()}));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(world.transport->last_target() == "/v1/feed?after=0&wait=0");  // what was let go has to come again
  CHECK(mode(*engine) == Mode::read_only);
  CHECK(engine->standing("acme").provenance == Provenance::fresh);
}

TEST_CASE(
    "After the end of a key set the gate of one account asks for its notice anew, not for a newer one") {
  World world;
  const auto engine = World::open(world.config("acme"));
  world.transport->then(world.ok(keyset_until(world, kStart + 20 * kDay, 1)));
  world.transport->then(world.notice(limited(), "\"a\""));
  (void)engine->sync();
  (void)engine->sync();
  world.advance(20 * kDay);
  (void)engine->sync();
  CHECK(mode(*engine) == Mode::open);

  world.advance(Seconds(60));
  world.transport->then(world.ok(keyset_until(world, kStart + 50 * kDay, 2)));
  world.transport->then(world.notice(limited(), "\"a\""));
  (void)engine->sync();
  (void)engine->sync();
  CHECK(world.transport->requests.back().if_none_match.empty());
  CHECK(mode(*engine) == Mode::read_only);
}

TEST_CASE("While the key set has ended the server is asked once a minute, and for nothing else") {
  World world;
  const auto engine = synced(world, keyset_until(world, kStart + 20 * kDay, 1));
  world.advance(20 * kDay);
  world.transport->requests.clear();
  world.transport->then(world.ok(keyset_until(world, kStart + 20 * kDay, 1)));
  for (int i = 0; i < 10; ++i) CHECK(engine->sync() > std::chrono::milliseconds(0));
  CHECK(world.transport->requests.size() == 1);
}

TEST_CASE("A key set that ended before the gate started is refused, and one in the cache restricts nobody") {
  World world;
  {
    const auto engine = world.open();
    world.advance(20 * kDay);
    world.transport->then(world.ok(keyset_until(world, kStart + 20 * kDay, 1)));
    (void)engine->sync();
    CHECK(has_logged(world, "key set has ended"));
    CHECK(engine->standing("acme").provenance == Provenance::unverified);
  }
  World other;
  synced(other, keyset_until(other, kStart + 20 * kDay, 1))->close();
  other.advance(20 * kDay);
  const auto engine = other.open();
  (void)engine->sync();  // nobody answers: the machine's clock counts
  CHECK(mode(*engine) == Mode::open);
  (void)engine->sync();
  CHECK(mode(*engine) == Mode::open);
}

TEST_CASE("Receipts that hold the time do not hold the end of the key set") {
  World world;
  const std::string keyset = keyset_until(world, kStart + 20 * kDay, 1);
  const auto engine = synced(world, keyset);
  for (int day = 0; day < 20; ++day) {
    world.clock->advance(kDay);  // world.now, which the receipts say, stands
    world.transport->then(world.ok(keyset));
    world.transport->then(world.changes(10, 10, {}));
    CHECK(mode(*engine) == Mode::countdown);
    (void)engine->sync();
    (void)engine->sync();
  }
  CHECK(mode(*engine) == Mode::open);
}
