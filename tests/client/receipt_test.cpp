// An answer counts while the server says that it is the current one: nothing that was recorded is worth
// anything.
#include "core/receipt.hpp"

#include <functional>
#include <set>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

// Everything that a gate asks for, in order, and again for ever.
std::vector<TransportResponse> answers_of(const World& world, const std::string& account,
                                          const Notice& notice) {
  if (account.empty()) return {world.keys(), world.complete(10, {notice})};
  return {world.keys(), world.notice(notice, "\"one\"")};
}

void sync_all(const World& world, Engine& engine, const std::vector<TransportResponse>& answers) {
  for (const TransportResponse& answer : answers) {
    world.transport->then(answer);
    (void)engine.sync();
  }
}

const char* const kAccounts[] = {"", "acme"};  // follows the feed; is of one account

}  // namespace

TEST_CASE("Answers that were recorded restrict nobody, also where the gate has lost all it knew") {
  for (const std::string account : kAccounts) {
    INFO("account " << account);
    World world;
    std::vector<TransportResponse> recorded = answers_of(world, account, overdue_notice("acme", kStart));
    for (TransportResponse& answer : recorded)
      answer.receipt = sign_receipt(world.signer, random_nonce(), answer.body, kStart);
    world.advance(15 * kDay);  // paid long since; the notice has not expired
    const auto engine = World::open(world.config(account));
    sync_all(world, *engine, recorded);
    CHECK(engine->allows("acme", Operation::write));
    CHECK(engine->standing("acme").mode == Mode::open);
    CHECK(engine->standing("acme").provenance == Provenance::unverified);
  }
}

TEST_CASE("Recorded answers do not hold the time: the countdown goes on under them") {
  for (const std::string account : kAccounts) {
    INFO("account " << account);
    World world;
    const auto engine = World::open(world.config(account));
    const auto answers = answers_of(world, account, overdue_notice("acme", kStart));
    sync_all(world, *engine, answers);
    REQUIRE(engine->standing("acme").mode == Mode::countdown);
    for (int day = 0; day < 15; ++day) {
      world.advance(kDay);
      TransportResponse again = answers.back();
      again.receipt = sign_receipt(world.signer, random_nonce(), again.body, kStart);
      sync_all(world, *engine, {again});
    }
    CHECK(engine->now() == kStart + 15 * kDay);
    CHECK(engine->standing("acme").mode == Mode::read_only);
    CHECK(engine->health().last_sync == kStart);
  }
}

TEST_CASE("An answer without a receipt changes nothing, and the log says once what to look at") {
  for (const std::string account : kAccounts) {
    INFO("account " << account);
    World world;
    const auto engine = World::open(world.config(account));
    sync_all(world, *engine, answers_of(world, account, overdue_notice("acme", kStart)));
    const std::size_t said = world.log.size();
    world.transport->sign_receipt = nullptr;
    TransportResponse clear =
        account.empty() ? world.complete(11, {}) : world.notice(clear_notice("acme", kStart, 2), "\"two\"");
    sync_all(world, *engine, {clear, clear});
    CHECK(engine->standing("acme").mode == Mode::countdown);
    REQUIRE(world.log.size() == said + 1);
    CHECK(world.log.back().find("Gracegate-Receipt") != std::string::npos);
    world.transport->sign_receipt = [&](const std::string& nonce, const std::string& body) {
      return sign_receipt(world.signer, nonce, body, world.now);
    };
    world.advance(kMinute);  // a newer key set is tried as a cure, at most so often
    sync_all(world, *engine, {world.keys(), clear, clear});
    CHECK(engine->standing("acme").mode == Mode::open);
    CHECK(engine->standing("acme").provenance == Provenance::fresh);
  }
}

TEST_CASE("A receipt of another answer, key or product proves nothing") {
  const World world;
  using Sign = std::function<std::string(const std::string& nonce, const std::string& body)>;
  const std::pair<const char*, Sign> rows[] = {
      {"of another answer",
       [&](const std::string& nonce, const std::string& text) {
         return sign_receipt(world.signer, nonce, text + " ", kStart);
       }},
      {"of another request",
       [&](const std::string&, const std::string& text) {
         return sign_receipt(world.signer, random_nonce(), text, kStart);
       }},
      {"by another key",
       [&](const std::string& nonce, const std::string& text) {
         return sign_receipt(TestSigner(3), nonce, text, kStart);
       }},
      {"by the root", [&](const std::string& nonce, const std::string& text) {
         return sign_receipt(world.root, nonce, text, kStart);
       }}};
  for (const auto& [name, sign] : rows) {
    INFO(name);
    World mine;
    const auto engine = mine.open();
    mine.transport->then(mine.keys());
    (void)engine->sync();
    mine.transport->sign_receipt = sign;
    mine.transport->then(mine.complete(10, {overdue_notice("acme", kStart)}));
    (void)engine->sync();
    CHECK(engine->standing("acme").mode == Mode::open);
    CHECK(engine->standing("acme").provenance == Provenance::unverified);
    CHECK(engine->now() == kStart);
  }
}

TEST_CASE("An old key set gives no time and confirms nothing: its key may have been stolen since") {
  World world;
  const TestSigner stolen(3);
  const auto engine = world.open();
  sync_all(world, *engine, {world.keys(5)});
  world.advance(kDay);
  const TransportResponse old = world.ok(sign_keyset(world.root, make_keyset(stolen, 4)));
  for (int i = 0; i < 2; ++i) {
    world.transport->requests.clear();
    world.transport->then([&](const TransportRequest& request) {
      TransportResponse answer = old;
      answer.receipt = sign_receipt(stolen, request.nonce, answer.body, world.now + 20 * kDay);
      return answer;
    });
    (void)engine->sync();
    CHECK(world.transport->requests.front().target == "/v1/keys");  // the second time: still wanted
    CHECK(engine->now() == world.now);
    CHECK(engine->standing("acme").provenance == Provenance::unverified);
    world.advance(kMinute);
  }
}

TEST_CASE("Each request has a nonce of its own") {
  World world;
  const auto engine = world.open();
  sync_all(world, *engine, {world.keys(), world.complete(10, {}), world.changes(10, 11, {})});
  std::set<std::string> nonces;
  for (const TransportRequest& request : world.transport->requests) {
    CHECK(is_nonce(request.nonce));
    nonces.insert(request.nonce);
  }
  CHECK(nonces.size() == 3);
}

TEST_CASE("The server's time is that of the receipt, whatever the machine's clock says") {
  World world;
  world.clock->set_wall(kStart + 400 * kDay);
  const auto engine = world.open();
  sync_all(world, *engine, {world.keys()});
  CHECK(engine->now() == kStart);
}
