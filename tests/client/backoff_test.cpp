#include "client/backoff.hpp"

#include "tests/support/catch.hpp"

using gracegate::Backoff;
using std::chrono::milliseconds;

TEST_CASE("Each wait is at most twice the one before it, from a second up to half a minute") {
  Backoff backoff(7);
  for (const int ceiling : {1000, 2000, 4000, 8000, 16000, 30000, 30000}) {
    const milliseconds wait = backoff.next();
    CHECK(wait <= milliseconds(ceiling));
    CHECK(wait >= milliseconds(ceiling / 2));
  }
}

TEST_CASE("A server that is away for years overflows nothing") {
  Backoff backoff(7);
  for (int i = 0; i < 100000; ++i) (void)backoff.next();
  const milliseconds wait = backoff.next();
  CHECK(wait >= milliseconds(15000));
  CHECK(wait <= milliseconds(30000));
}

TEST_CASE("After a success waiting starts from a second again") {
  Backoff backoff(7);
  for (int i = 0; i < 10; ++i) (void)backoff.next();
  backoff.reset();
  CHECK(backoff.next() <= milliseconds(1000));
}

TEST_CASE("Two gates that lose the server at the same moment come back at different ones") {
  Backoff one(1);
  Backoff other(2);
  int same = 0;
  for (int i = 0; i < 20; ++i) same += one.next() == other.next() ? 1 : 0;
  CHECK(same < 3);
}
