#include <future>
#include <thread>

#include "tests/server/publish/publishing.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

constexpr std::chrono::milliseconds kNow{0};
constexpr std::chrono::minutes kLong{10};  // a test that waits for it is broken: ctest ends it before

// Until so many wait. They will, so there is nothing to time out for.
void await_watchers(const Board& board, std::size_t count) {
  while (board.watchers() != count) std::this_thread::yield();
}

template <class F>
auto in_background(F f) {
  return std::async(std::launch::async, std::move(f));
}

// Whether a wake-up ended the wait; where it was lost, the board's stop ends it.
template <class T>
bool was_woken(Board& board, const std::future<T>& waiting) {
  constexpr std::chrono::seconds kSoon{20};
  if (waiting.wait_for(kSoon) == std::future_status::ready) return true;
  board.stop();
  return false;
}

Committed with_audit(std::int64_t id) {
  Committed committed;
  committed.change.audit.resize(1);
  committed.change.audit[0].id = id;
  committed.revision = 1;
  return committed;
}

}  // namespace

TEST_CASE(
    "A change wakes everybody who waits for the feed, with one and the same answer, dated after the wait") {
  Publishing publishing;
  const auto board = publishing.make_board();
  std::vector<std::future<std::shared_ptr<const std::string>>> waiting;
  for (int i = 0; i < 50; ++i) waiting.push_back(in_background([&] { return board->feed(1, kLong); }));
  await_watchers(*board, 50);
  publishing.advance(Seconds(25));
  board->publish(publishing.committed(1, {publishing.notice("a", true, 1)}));

  const auto first = waiting[0].get();
  for (std::size_t i = 1; i < waiting.size(); ++i) CHECK(waiting[i].get() == first);
  const FeedPage page = publishing.verified(*first);
  CHECK(page.issued_at == kStart + Seconds(25));
  CHECK(page.revision == 2);
  REQUIRE(page.notices.size() == 1);
  CHECK(board->watchers() == 0);
}

TEST_CASE("Who has something to be told does not wait") {
  Publishing publishing;
  const auto board = publishing.make_board({}, 5);
  for (const std::int64_t after : {0, 4, 6}) CHECK(publishing.verified(*board->feed(after, kLong)).complete);
  board->publish(publishing.committed(5, {publishing.notice("a", true, 1)}));
  CHECK(publishing.verified(*board->feed(5, kLong)).notices.size() == 1);
}

TEST_CASE("Who has nothing to be told is told so when his time is over") {
  Publishing publishing;
  const auto board = publishing.make_board({}, 5);
  const FeedPage page = publishing.verified(*board->feed(5, std::chrono::milliseconds(1)));
  CHECK_FALSE(page.complete);
  CHECK(page.notices.empty());
  CHECK(board->watchers() == 0);
}

TEST_CASE("A change without a notice wakes nobody who waits for notices") {
  Publishing publishing;
  const auto board = publishing.make_board();
  auto feed = in_background([&] { return board->feed(1, kLong); });
  await_watchers(*board, 1);
  board->publish(with_audit(1));
  CHECK(board->watchers() == 1);
  board->publish(publishing.committed(1, {publishing.notice("a", true, 1)}));
  CHECK(was_woken(*board, feed));
  CHECK(publishing.verified(*feed.get()).notices.size() == 1);
}

TEST_CASE("A notice wakes who waits for this account, and no other") {
  Publishing publishing;
  const auto board = publishing.make_board({publishing.notice("a", true, 1)}, 1);
  const auto wait = [&](const char* account) {
    return in_background([&board, account] { board->wait_notice(account, 1, kLong); });
  };
  auto a = wait("a");
  auto other = wait("b");
  await_watchers(*board, 2);
  board->publish(publishing.committed(1, {publishing.notice("a", false, 2)}));
  CHECK(was_woken(*board, a));
  CHECK(board->watchers() == 1);
  board->publish(publishing.committed(2, {publishing.notice("b", true, 1)}));
  CHECK(was_woken(*board, other));
  CHECK(board->watchers() == 0);
}

TEST_CASE("A change between reading the notice and waiting for it is not missed") {
  Publishing publishing;
  const auto board = publishing.make_board({publishing.notice("a", true, 1)}, 1);
  const std::int64_t seen = board->revision();
  board->publish(publishing.committed(1, {publishing.notice("a", false, 2)}));
  board->wait_notice("a", seen, kLong);
  CHECK(board->watchers() == 0);
}

TEST_CASE("An account that the board does not hold is waited for") {
  Publishing publishing;
  const auto board = publishing.make_board();
  board->wait_notice("who", board->revision(), std::chrono::milliseconds(1));
  auto waiting = in_background([&] { board->wait_notice("who", 1, kLong); });
  await_watchers(*board, 1);
  board->publish(publishing.committed(1, {publishing.notice("who", true, 1)}));
  CHECK(was_woken(*board, waiting));
}

TEST_CASE("A new entry wakes who waits for the audit log") {
  Publishing publishing;
  const auto board = publishing.make_board();
  auto waiting = in_background([&] { board->wait_audit(7, kLong); });
  await_watchers(*board, 1);
  board->publish(with_audit(7));
  CHECK(board->watchers() == 1);
  board->publish(with_audit(8));
  CHECK(was_woken(*board, waiting));
  board->wait_audit(7, kLong);
}

TEST_CASE("When the board stops, all waits end and none begins") {
  Publishing publishing;
  const auto board = publishing.make_board();
  auto feed = in_background([&] { return board->feed(1, kLong); });
  auto notice = in_background([&] { board->wait_notice("a", 1, kLong); });
  auto audit = in_background([&] { board->wait_audit(0, kLong); });
  await_watchers(*board, 3);
  board->stop();
  CHECK(publishing.verified(*feed.get()).notices.empty());
  CHECK(was_woken(*board, notice));
  CHECK(was_woken(*board, audit));
  CHECK(publishing.verified(*board->feed(1, kLong)).notices.empty());
  board->wait_notice("a", 1, kLong);
  board->wait_audit(0, kLong);
}

TEST_CASE("Followers on several threads miss nothing while changes are published") {
  Publishing publishing;
  const auto board = publishing.make_board();
  constexpr std::int64_t kLast = 101;
  const auto follow = [&] {
    std::int64_t after = 1;
    std::vector<std::string> accounts;
    while (after < kLast) {
      const auto page =
          verify_feed(*board->feed(after, kLong), publishing.keyring().keyset(), publishing.expected());
      if (!page || page->complete || page->after != after) break;
      for (const SignedNotice& one : page->notices) accounts.push_back(one.notice.account);
      after = page->revision;
    }
    return accounts;
  };
  std::vector<std::future<std::vector<std::string>>> followers;
  for (int i = 0; i < 4; ++i) followers.push_back(in_background(follow));
  std::vector<std::string> published;
  for (std::int64_t revision = 1; revision < kLast; ++revision) {
    published.push_back("a" + std::to_string(revision));
    board->publish(publishing.committed(revision, {publishing.notice(published.back(), true, 1)}));
  }
  for (auto& follower : followers) CHECK(follower.get() == published);
}
