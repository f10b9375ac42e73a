// Banners that were shown: kept until the server has been told.
#include "client/sightings.hpp"

#include <nlohmann/json.hpp>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

std::shared_ptr<Engine> synced(World& world) {
  auto engine = world.open();
  world.transport->then(world.keys());
  world.transport->then(world.complete(10, {overdue_notice("acme", kStart)}));
  (void)engine->sync();
  (void)engine->sync();
  return engine;
}

// The server has nothing new, and is told nothing.
void idle(World& world, Engine& engine) {
  world.advance(Seconds(30));
  world.transport->then(world.changes(10, 10, {}));
  (void)engine.sync();
}

// The server has nothing new, and answers a report with this.
void next(World& world, Engine& engine, int status = 200) {
  world.advance(Seconds(30));
  world.transport->then(world.changes(10, 10, {}));
  world.transport->then(World::status(status));
  (void)engine.sync();
}

std::size_t posted(const World& world) {
  const auto& all = world.transport->requests;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const TransportRequest& one) { return !one.body.empty(); }));
}

}  // namespace

TEST_CASE("The server is told of a case that was shown, once, however often it is shown") {
  World world;
  const auto engine = synced(world);
  for (int i = 0; i < 3; ++i) engine->sighted("acme", "c_1");
  next(world, *engine);
  REQUIRE(posted(world) == 1);
  const TransportRequest& report = world.transport->requests.back();
  CHECK(report.target == "/v1/sightings");
  CHECK(report.bearer == "gg_product_1");
  CHECK(report.body == R"({"sightings":[{"account":"acme","case":"c_1"}]})");
  engine->sighted("acme", "c_1");
  idle(world, *engine);
  CHECK(posted(world) == 1);
  engine->sighted("acme", "c_2");
  next(world, *engine);
  CHECK(posted(world) == 2);
}

TEST_CASE("What the server did not take is told again, and nothing is told while it is away") {
  for (const int status : {500, 429, 403, 0}) {
    CAPTURE(status);
    World world;
    const auto engine = synced(world);
    engine->sighted("acme", "c_1");
    next(world, *engine, status);
    CHECK(posted(world) == 1);
    world.advance(Seconds(30));
    (void)engine->sync();  // in vain
    CHECK(posted(world) == 1);
    next(world, *engine);
    CHECK(posted(world) == 2);
    idle(world, *engine);
    CHECK(posted(world) == 2);
  }
}

TEST_CASE("What a report is answered changes nothing of what is held") {
  World world;
  const auto engine = synced(world);
  engine->sighted("acme", "c_1");
  const Standing before = engine->standing("acme");
  next(world, *engine, 402);
  CHECK(engine->standing("acme").mode == before.mode);
  CHECK(engine->health().provenance == Provenance::fresh);
  CHECK(engine->health().last_error.empty());
}

TEST_CASE("Reports are as large as the server takes them, and what is kept is bounded") {
  Sightings sightings;
  for (std::size_t i = 0; i < 3 * Sightings::kMostKnown; ++i) sightings.add("acme", std::to_string(i));
  std::size_t told = 0;
  for (auto some = sightings.to_tell(); !some.empty(); some = sightings.to_tell()) {
    REQUIRE(some.size() <= Sightings::kMostAtOnce);
    sightings.told(some.size());
    told += some.size();
  }
  CHECK(told == Sightings::kMostKnown);
  sightings.add("acme", "later");
  CHECK(sightings.to_tell().size() == 1);
}

TEST_CASE("An account's name cannot break the report") {
  const std::string text = encode_sightings({{"a\"},\n{\"\xC3\xA4", "c_1"}, {"\xFF", "c_2"}});
  const auto read = nlohmann::json::parse(text);
  REQUIRE(read["sightings"].size() == 2);
  CHECK(read["sightings"][0]["account"] == "a\"},\n{\"\xC3\xA4");
}
