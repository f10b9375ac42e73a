#include "server/auth/turns.hpp"

#include <atomic>
#include <future>
#include <vector>

#include "tests/support/catch.hpp"

using namespace gracegate::server;

TEST_CASE("No more have their turn at the same time than may") {
  Turns turns(2);
  std::atomic<int> now{0}, most{0};
  std::vector<std::future<void>> all;
  for (int i = 0; i < 16; ++i)
    all.push_back(std::async(std::launch::async, [&] {
      const Turns::Turn turn = turns.take();
      const int with_me = ++now;
      for (int seen = most; seen < with_me && !most.compare_exchange_weak(seen, with_me);) continue;
      std::this_thread::yield();
      --now;
    }));
  for (auto& one : all) one.get();
  CHECK(most <= 2);
}

TEST_CASE("Stopping sends away who waits and who comes later, and leaves whoever has a turn alone") {
  Turns turns(1);
  const Turns::Turn held = turns.take();
  REQUIRE(held);
  std::vector<std::future<bool>> waiting;
  for (int i = 0; i < 4; ++i)
    waiting.push_back(std::async(std::launch::async, [&] { return turns.take() != nullptr; }));
  turns.stop();
  for (auto& one : waiting) CHECK_FALSE(one.get());
  CHECK_FALSE(turns.take());
}
