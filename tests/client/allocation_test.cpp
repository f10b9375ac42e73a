#include "tests/support/allocations.hpp"

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

TEST_CASE("Answering allocates nothing, whether the account is held or not") {
  World world;
  const auto engine = world.open();
  world.transport->then(world.keys());
  Notice two_cases = overdue_notice("an account with an id that no short string holds", kStart);
  two_cases.cases.push_back(two_cases.cases.front());
  two_cases.cases.back().id = "c_2";
  world.transport->then(world.complete(10, {two_cases, overdue_notice("acme", kStart)}));
  (void)engine->sync();
  (void)engine->sync();
  REQUIRE(engine->health().accounts == 2);
  const std::string_view accounts[] = {"acme", "nobody", two_cases.account};
  bool all = true;
  const std::size_t before = gracegate::testing::allocations();
  for (int i = 0; i < 1000; ++i) {
    for (const std::string_view account : accounts) {
      all = engine->allows(account, Operation::write) && all;
      all = engine->standing(account).mode < Mode::read_only && all;
      all = engine->decide(account, Operation::read).allowed && all;
      all = engine->now() == kStart && all;
    }
  }
  const std::size_t after = gracegate::testing::allocations();
  CHECK(all);
  CHECK(after == before);
}
