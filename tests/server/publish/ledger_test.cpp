#include "server/publish/ledger.hpp"

#include <map>
#include <random>

#include "tests/support/catch.hpp"

using namespace gracegate::server;

namespace {

// A notice that says its account, revision and whether it has cases.
Posting posting(const std::string& account, std::int64_t revision, bool is_held) {
  const std::string text = account + (is_held ? " open " : " clear ") + std::to_string(revision);
  return {std::make_shared<const std::string>(text), "", revision, is_held};
}

std::string account_of(const std::string& text) { return text.substr(0, text.find(' ')); }
bool is_open(const std::string& text) { return text.find(" open ") != std::string::npos; }

using Held = std::map<std::string, std::string>;  // open accounts, as a product holds them

// What a product does with an answer.
void take_in(Held& held, const Bytes& notices) {
  for (const auto& notice : notices) {
    held.erase(account_of(*notice));
    if (is_open(*notice)) held.emplace(account_of(*notice), *notice);
  }
}

Held complete(const Ledger& ledger) {
  Held held;
  take_in(held, ledger.held());
  return held;
}

}  // namespace

TEST_CASE("Whoever follows the changes holds the same as who reads everything, wherever he begins") {
  std::mt19937 random(GENERATE(range(1u, 21u)));
  const std::size_t window = GENERATE(0u, 1u, 3u, 1000u);
  const auto below = [&](unsigned end) {
    return std::uniform_int_distribution<unsigned>(0, end - 1)(random);
  };
  Ledger ledger(1, window);
  struct Follower {
    std::int64_t revision;
    Held held;
  };
  std::vector<Follower> followers = {{1, {}}};
  for (std::int64_t revision = 2; revision < 120; ++revision) {
    const std::string account = "a" + std::to_string(below(8));
    ledger.put(account, posting(account, revision, below(2) == 0));
    if (below(4) == 0) followers.push_back({revision, complete(ledger)});
    for (Follower& follower : followers) {
      if (below(3) != 0) continue;  // asks seldom
      if (ledger.remembers(follower.revision))
        take_in(follower.held, ledger.since(follower.revision));
      else
        follower.held = complete(ledger);
      follower.revision = revision;
      REQUIRE(follower.held == complete(ledger));
    }
  }
  CHECK(ledger.held_count() == complete(ledger).size());
}

TEST_CASE("Notices come in order of revision, each account once and the last one") {
  Ledger ledger(1, 10);
  ledger.put("a", posting("a", 2, true));
  ledger.put("b", posting("b", 3, true));
  ledger.put("a", posting("a", 4, true));
  ledger.put("c", posting("c", 5, false));
  const auto texts = [](const Bytes& notices) {
    std::vector<std::string> out;
    for (const auto& notice : notices) out.push_back(*notice);
    return out;
  };
  using Texts = std::vector<std::string>;
  CHECK(texts(ledger.since(1)) == Texts{"b open 3", "a open 4", "c clear 5"});
  CHECK(texts(ledger.since(3)) == Texts{"a open 4", "c clear 5"});
  CHECK(texts(ledger.since(5)).empty());
  CHECK(texts(ledger.held()) == Texts{"b open 3", "a open 4"});
}

TEST_CASE("So many accounts that became clear are remembered, then the oldest is forgotten") {
  Ledger ledger(1, 2);
  for (std::int64_t revision = 2; revision <= 4; ++revision)
    ledger.put("a" + std::to_string(revision), posting("a", revision, false));
  CHECK_FALSE(ledger.remembers(1));
  CHECK(ledger.remembers(2));
  CHECK_FALSE(ledger.find("a2"));
  CHECK(ledger.find("a3"));
  CHECK(ledger.held_count() == 0);
}

TEST_CASE("An account that is open again is not forgotten") {
  Ledger ledger(1, 1);
  ledger.put("a", posting("a", 2, false));
  ledger.put("a", posting("a", 3, true));
  ledger.put("b", posting("b", 4, false));
  CHECK(ledger.remembers(1));
  CHECK(ledger.find("a"));
  CHECK(ledger.find("b"));
}
