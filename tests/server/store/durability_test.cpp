#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <future>

#include "server/store/audit_chain.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/server/store/store_kinds.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

// One change of every kind at once, so that half of one would be seen.
Change numbered(std::int64_t number) {
  Change change;
  change.accounts = {full_account("a" + std::to_string(number))};
  change.notices = {notice_of("a" + std::to_string(number))};
  change.audit = {entry_of("n", "a" + std::to_string(number))};
  return change;
}

// Commits without end and writes a byte for each that was acknowledged.
[[noreturn]] void commit_until_killed(StorePlace& place, int acknowledge) {
  const auto store = place.try_open();
  if (!store) ::_exit(1);
  for (std::int64_t number = store.value()->audit({0, {}, {}, 1000}).value().empty() ? 1 : 1'000'000;;
       ++number) {
    const auto done =
        (*store)->change(std::nullopt, [&](const Reader&) -> Result<Change> { return numbered(number); });
    if (!done || ::write(acknowledge, "x", 1) != 1) ::_exit(1);
  }
}

// Kills the child in the middle of its work, after so many acknowledgements; returns how many came in all.
std::int64_t run_and_kill(StorePlace& place, std::int64_t after) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    commit_until_killed(place, ends[1]);
  }
  ::close(ends[1]);
  std::int64_t acknowledged = 0;
  char byte = 0;
  while (::read(ends[0], &byte, 1) == 1)
    if (++acknowledged == after) ::kill(child, SIGKILL);
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  return acknowledged;
}

}  // namespace

TEST_CASE("Killed at any moment, the store has every change that it acknowledged, whole, and no half one") {
  const auto place = new_place();
  const std::int64_t after = GENERATE(1, 2, 3, 5, 8, 13, 21, 34);
  const std::int64_t acknowledged = run_and_kill(*place, after);
  REQUIRE(acknowledged >= after);

  const auto store = place->open();
  const AuditCheck check = verify_audit(*store).value();
  CHECK_FALSE(check.broken);
  CHECK(check.entries >= acknowledged);
  CHECK(check.entries <= acknowledged + 1);  // one may have been written, but not yet acknowledged
  CHECK(store->revision().value() == first_revision(1) + check.entries);
  for (std::int64_t number = 1; number <= check.entries; ++number)
    CHECK(store->account("a" + std::to_string(number)).value());
  CHECK_FALSE(store->account("a" + std::to_string(check.entries + 1)).value());
  commit(*store, numbered(0));
}

TEST_CASE("A backup that is taken while changes go on is whole and of one moment") {
  const auto place = new_place();
  const auto store = place->open();
  for (std::int64_t number = 0; number < 20; ++number) commit(*store, numbered(number));
  std::atomic<bool> is_over{false};
  std::atomic<int> failures{0};
  auto writer = std::async(std::launch::async, [&] {
    for (std::int64_t number = 20; number < 400 && !is_over; ++number) {
      const auto done =
          store->change(std::nullopt, [&](const Reader&) -> Result<Change> { return numbered(number); });
      if (!done) ++failures;
    }
  });
  const std::string file = place->spare_file("backup.db");
  const auto backed_up = store->backup(file);
  is_over = true;
  writer.get();
  REQUIRE(backed_up);
  CHECK(failures == 0);

  const auto copy = place->try_open_backup(file).value();
  const AuditCheck check = verify_audit(*copy).value();
  CHECK_FALSE(check.broken);
  CHECK(check.entries >= 20);
  CHECK(copy->account("a" + std::to_string(check.entries - 1)).value());
  CHECK_FALSE(copy->account("a" + std::to_string(check.entries)).value());
  CHECK(copy->revision().value() == first_revision(1) + check.entries);
  commit(*copy, numbered(-1));
}

TEST_CASE("A backup never overwrites a file") {
  const auto place = new_place();
  const auto store = place->open();
  const std::string file = place->spare_file("backup.db");
  REQUIRE(store->backup(file));
  const auto again = store->backup(file);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::conflict);
  CHECK(place->try_open_backup(file));
  const auto nowhere = store->backup(place->spare_file("no/such/folder/backup.db"));
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == ErrorCode::unavailable);
}
