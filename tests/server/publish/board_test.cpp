#include "server/publish/board.hpp"

#include <map>
#include <random>

#include "tests/server/publish/publishing.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

constexpr std::chrono::milliseconds kNow{0};

}  // namespace

TEST_CASE("A board shows the notices that it began with and those that are published") {
  Publishing publishing;
  const auto board = publishing.make_board({publishing.notice("a", true, 4)}, 9);
  CHECK(board->revision() == 9);
  CHECK(board->held_notices() == 1);
  CHECK(board->notice("a").jws);
  CHECK_FALSE(board->notice("b").jws);

  board->publish(
      publishing.committed(9, {publishing.notice("b", true, 1), publishing.notice("a", false, 2)}));
  CHECK(board->revision() == 11);
  CHECK(board->held_notices() == 1);
  CHECK(board->notice("b").jws);
  CHECK_FALSE(board->notice("a").jws);
}

TEST_CASE("A replay is not published again") {
  Publishing publishing;
  const auto board = publishing.make_board();
  Committed replay = publishing.committed(5, {publishing.notice("a", true, 1)});
  replay.is_replay = true;
  board->publish(replay);
  CHECK(board->revision() == 1);
  CHECK_FALSE(board->notice("a").jws);
}

TEST_CASE("The entity tag is a quoted digest of the notice: another notice, another tag") {
  const Publishing publishing;
  const PublishedNotice one = publishing.notice("a", true, 1);
  const Posted tagged = posted(one);
  CHECK(*tagged.jws == one.jws);
  CHECK(tagged.etag.size() == 24);
  CHECK(tagged.etag.front() == '"');
  CHECK(tagged.etag.back() == '"');
  CHECK(posted(one).etag == tagged.etag);
  CHECK(posted(publishing.notice("a", true, 2)).etag != tagged.etag);
  PublishedNotice abc;
  abc.jws = "abc";
  CHECK(posted(abc).etag == "\"ungWv48Bz-pBQUDeXa4iI7\"");  // of the SHA-256 of "abc"
}

TEST_CASE("The SDK accepts every answer of the feed: complete, changes, nothing new") {
  Publishing publishing;
  const auto board = publishing.make_board({publishing.notice("a", true, 1)}, 1);
  board->publish(
      publishing.committed(1, {publishing.notice("b", true, 1), publishing.notice("a", false, 2)}));

  const FeedPage complete = publishing.verified(*board->feed(0, kNow));
  CHECK(complete.complete);
  CHECK(complete.after == 0);
  CHECK(complete.revision == 3);
  CHECK(complete.epoch == 1);
  CHECK(complete.issued_at == kStart);
  REQUIRE(complete.notices.size() == 1);
  CHECK(complete.notices[0].notice.account == "b");

  const FeedPage changes = publishing.verified(*board->feed(1, kNow));
  CHECK_FALSE(changes.complete);
  CHECK(changes.after == 1);
  REQUIRE(changes.notices.size() == 2);
  CHECK(changes.notices[0].notice.account == "b");
  CHECK(changes.notices[1].notice.account == "a");
  CHECK(changes.notices[1].notice.cases.empty());

  const FeedPage nothing = publishing.verified(*board->feed(3, kNow));
  CHECK_FALSE(nothing.complete);
  CHECK(nothing.revision == 3);
  CHECK(nothing.notices.empty());
}

TEST_CASE("Who asks from where the board cannot continue gets everything") {
  Publishing publishing;
  const auto board = publishing.make_board({publishing.notice("a", true, 1)}, 100);
  const auto [after, is_complete] = GENERATE(table<std::int64_t, bool>(
      {{0, true}, {1, true}, {99, true}, {100, false}, {101, true}, {std::int64_t{1} << 52, true}}));
  const FeedPage page = publishing.verified(*board->feed(after, kNow));
  CHECK(page.complete == is_complete);
  CHECK(page.revision == 100);
  CHECK(page.notices.size() == (is_complete ? 1u : 0u));
}

TEST_CASE("Beyond the accounts that are remembered as clear, a change is told by telling everything") {
  Publishing publishing;
  const auto board = publishing.make_board({}, 1, 2);
  for (std::int64_t revision = 1; revision <= 3; ++revision)
    board->publish(
        publishing.committed(revision, {publishing.notice("a" + std::to_string(revision), false, 1)}));
  CHECK(publishing.verified(*board->feed(1, kNow)).complete);
  CHECK_FALSE(publishing.verified(*board->feed(2, kNow)).complete);
  CHECK(publishing.verified(*board->feed(2, kNow)).notices.size() == 2);
}

TEST_CASE("A product that follows the feed holds what a complete answer would give it") {
  Publishing publishing;
  std::mt19937 random(GENERATE(range(1u, 4u)));
  const auto below = [&](unsigned end) {
    return std::uniform_int_distribution<unsigned>(0, end - 1)(random);
  };
  const auto board = publishing.make_board({}, 1, 2);
  std::map<std::string, std::string> held;
  std::int64_t after = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<PublishedNotice> notices;
    for (unsigned i = below(4); i > 0; --i)
      notices.push_back(publishing.notice("a" + std::to_string(below(6)), below(2) == 0, round));
    board->publish(publishing.committed(board->revision(), std::move(notices)));
    publishing.advance(Seconds(below(4)));
    if (below(2) == 0) continue;
    const FeedPage page = publishing.verified(*board->feed(after, kNow));
    if (page.complete) held.clear();
    for (const SignedNotice& one : page.notices) {
      held.erase(one.notice.account);
      if (!one.notice.cases.empty()) held.emplace(one.notice.account, one.jws);
    }
    after = page.revision;
    std::map<std::string, std::string> all;
    const FeedPage complete = publishing.verified(*board->feed(0, kNow));
    for (const SignedNotice& one : complete.notices) all.emplace(one.notice.account, one.jws);
    REQUIRE(held == all);
  }
}

TEST_CASE("Those who ask the same share one answer for two seconds, and get a fresh one after a change") {
  Publishing publishing;
  const auto board = publishing.make_board();
  const auto first = board->feed(1, kNow);
  publishing.advance(Seconds(1));
  CHECK(board->feed(1, kNow) == first);
  publishing.advance(Seconds(1));
  const auto second = board->feed(1, kNow);
  CHECK(second != first);
  CHECK(publishing.verified(*second).issued_at == publishing.now());
  board->publish(publishing.committed(1, {publishing.notice("a", true, 1)}));
  CHECK(publishing.verified(*board->feed(1, kNow)).notices.size() == 1);
}

TEST_CASE("A clock that is set back makes no answer from the future") {
  Publishing publishing;
  const auto board = publishing.make_board();
  const auto first = board->feed(1, kNow);
  publishing.advance(Seconds(-10));
  CHECK(publishing.verified(*board->feed(1, kNow)).issued_at == publishing.now());
  CHECK(first != board->feed(1, kNow));
}

TEST_CASE("Asking from many places does not make the board forget how to answer") {
  Publishing publishing;
  const auto board = publishing.make_board();
  for (std::int64_t revision = 1; revision <= 200; ++revision)
    board->publish(publishing.committed(revision, {publishing.notice("a", true, revision)}));
  for (std::int64_t after = 1; after <= 200; ++after) {
    const FeedPage page = publishing.verified(*board->feed(after, kNow));
    REQUIRE(page.after == after);
    REQUIRE(page.notices.size() == 1);
  }
}
