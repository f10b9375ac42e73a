#include <atomic>
#include <future>
#include <thread>

#include "tests/server/store/samples.hpp"
#include "tests/server/store/store_kinds.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

Change with_audit(const std::string& action) {
  Change change;
  change.audit = {entry_of(action)};
  return change;
}

IdempotencyKey key_of(const std::string& key, const std::string& digest, TimePoint now = at(1'764'000'000)) {
  return {"t_1", key, digest, now};
}

}  // namespace

TEST_CASE("An error of the decision is returned as it is, and nothing is written") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme"});

  const auto result = store->change(std::nullopt, [](const Reader& reader) -> Result<Change> {
    CHECK(reader.account("acme").value());
    return Error{ErrorCode::forbidden, "ask an admin", "/x"};
  });

  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::forbidden);
  CHECK(result.error().message == "ask an admin");
  CHECK(result.error().pointer == "/x");
  CHECK(store->revision().value() == first_revision(1));
}

TEST_CASE("A change that cannot be written whole is not written at all") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme"});
  commit(*store, {{}, {}, {}, {}, {}, {}, {}, {}, {{"acme", "seen"}}, {}});
  Change change;
  change.accounts = {full_account("new")};
  change.notices = {notice_of("new")};
  change.audit = {entry_of("x")};

  SECTION("a payment that was seen before") { change.payments = {{"acme", "seen"}}; }
  SECTION("a policy version that exists") { change.policies = {full_policy("standard")}; }
  const auto result = store->change(std::nullopt, [&](const Reader&) -> Result<Change> { return change; });

  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::conflict);
  CHECK_FALSE(store->account("new").value());
  CHECK_FALSE(store->notice("new").value());
  CHECK(store->audit({}).value().empty());
  commit(*store, with_audit("the store still works"));
}

TEST_CASE("A case of an account that is not there is our own mistake, and is refused") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme"});
  const auto result = store->change(std::nullopt, [](const Reader&) -> Result<Change> {
    Change change;
    change.cases = {bare_case("c_1", "nobody")};
    return change;
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::internal);
}

TEST_CASE("An exception of the decision leaves the store as it was and working") {
  const auto place = new_place();
  const auto store = place->open();
  CHECK_THROWS_AS(
      store->change(std::nullopt, [](const Reader&) -> Result<Change> { throw std::bad_alloc(); }).ok(),
      std::bad_alloc);
  commit(*store, with_audit("the store still works"));
  CHECK(store->audit({}).value().size() == 1);
}

TEST_CASE("Each notice gets a revision of its own, one more than the last, and each entry its number") {
  const auto place = new_place();
  const auto store = place->open();
  Change change = with_audit("one");
  change.notices = {notice_of("a"), notice_of("b")};
  const Committed first = commit(*store, change);
  const Committed second = commit(*store, with_audit("two"));
  change.notices = {notice_of("a")};
  const Committed third = commit(*store, change);

  const std::int64_t start = first_revision(1);
  CHECK(first.change.notices[0].revision == start + 1);
  CHECK(first.change.notices[1].revision == start + 2);
  CHECK(first.revision == start + 2);
  CHECK(second.revision == start + 2);
  CHECK(third.change.notices[0].revision == start + 3);
  CHECK(third.revision == start + 3);
  CHECK(first.change.audit[0].id == 1);
  CHECK(second.change.audit[0].id == 2);
  CHECK_FALSE(third.is_replay);
}

TEST_CASE("In a later epoch revisions begin beyond all of the epoch before") {
  const auto place = new_place();
  const auto store = place->open();
  Change change;
  change.notices = {notice_of("a")};
  commit(*store, change);
  change.settings = Settings{"", "", 2, std::nullopt};
  change.notices = {notice_of("b")};
  const Committed committed = commit(*store, change);

  CHECK(committed.change.notices[0].revision == first_revision(2) + 1);
  CHECK(committed.revision == store->revision().value());
  CHECK(first_revision(2) > first_revision(1) + 1'000'000'000);
}

TEST_CASE("The same key with the same digest is answered as the first time, and nothing is decided again") {
  const auto place = new_place();
  auto store = place->open();
  const auto decide = [](const Reader&) -> Result<Change> {
    Change change = with_audit("once");
    change.reply = {201, "{\"id\":\"c_1\"}"};
    return change;
  };
  const auto first = store->change(key_of("k", "d"), decide);
  REQUIRE(first);
  CHECK_FALSE(first->is_replay);
  store.reset();
  store = place->open();
  const auto again = store->change(key_of("k", "d"), [](const Reader&) -> Result<Change> {
    FAIL("decided again");
    return Change{};
  });

  REQUIRE(again);
  CHECK(again->is_replay);
  CHECK(again->change.reply.status == 201);
  CHECK(again->change.reply.body == "{\"id\":\"c_1\"}");
  CHECK(again->change.audit.empty());
  CHECK(store->audit({}).value().size() == 1);
}

TEST_CASE("The same key with another digest is a conflict, with another token it is another key") {
  const auto place = new_place();
  const auto store = place->open();
  const auto decide = [](const Reader&) -> Result<Change> { return with_audit("x"); };
  REQUIRE(store->change(key_of("k", "d"), decide));

  const auto other = store->change(key_of("k", "e"), decide);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode::conflict);
  CHECK(store->audit({}).value().size() == 1);
  CHECK_FALSE(store->change(IdempotencyKey{"t_2", "k", "e", at(1'764'000'000)}, decide)->is_replay);
}

TEST_CASE("A key under which the decision failed is free for the next try") {
  const auto place = new_place();
  const auto store = place->open();
  REQUIRE_FALSE(store->change(key_of("k", "d"), [](const Reader&) -> Result<Change> {
    return Error{ErrorCode::conflict, "no", ""};
  }));
  const auto second =
      store->change(key_of("k", "d"), [](const Reader&) -> Result<Change> { return with_audit("x"); });
  REQUIRE(second);
  CHECK_FALSE(second->is_replay);
}

TEST_CASE("A key is known for seven days to the second, then it counts as new") {
  const auto place = new_place();
  const auto store = place->open();
  const TimePoint start = at(1'764'000'000);
  const auto is_replay_at = [&](TimePoint now) {
    return store
        ->change(key_of("k", "d", now), [](const Reader&) -> Result<Change> { return with_audit("x"); })
        .value()
        .is_replay;
  };
  CHECK_FALSE(is_replay_at(start));
  CHECK(is_replay_at(start + kReplyKept - Seconds(1)));
  CHECK(is_replay_at(start + kReplyKept));
  CHECK_FALSE(is_replay_at(start + kReplyKept + Seconds(1)));
  CHECK(is_replay_at(start + kReplyKept + Seconds(2)));
}

TEST_CASE("Two threads that change one account come one after the other: no change is lost") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme"});
  constexpr int kRounds = 50;
  const std::int64_t before = store->account("acme").value()->seq - 4 * kRounds;
  Account start = full_account("acme");
  start.seq = before;
  commit(*store, {{start}, {}, {}, {}, {}, {}, {}, {}, {}, {}});
  const auto count_up = [&] {
    for (int i = 0; i < kRounds; ++i) {
      const auto changed = store->change(std::nullopt, [](const Reader& reader) -> Result<Change> {
        Change change;
        change.accounts = {*reader.account("acme").value()};
        ++change.accounts[0].seq;
        change.notices = {notice_of("acme")};
        change.audit = {entry_of("count", "acme")};
        return change;
      });
      if (!changed) return false;
    }
    return true;
  };
  auto one = std::async(std::launch::async, count_up);
  auto other = std::async(std::launch::async, count_up);

  CHECK(one.get());
  CHECK(other.get());
  CHECK(store->account("acme").value()->seq == before + 2 * kRounds);
  CHECK(store->revision().value() == first_revision(1) + 2 * kRounds);
  CHECK(store->audit({0, {}, {}, 1000}).value().size() == 2 * kRounds);
}

TEST_CASE("Reads go on while a change is being decided, and see what was before it") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme"});
  const auto changed = store->change(std::nullopt, [&](const Reader&) -> Result<Change> {
    const auto seen =
        std::async(std::launch::async, [&] { return store->accounts({}).value().size(); }).get();
    CHECK(seen == 1);
    Change change;
    change.accounts = {full_account("globex")};
    return change;
  });
  REQUIRE(changed);
  CHECK(store->accounts({}).value().size() == 2);
}

TEST_CASE("What a reader sees of a case is of one moment, however it is written meanwhile") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme"});
  Case one = bare_case("c_1", "acme");
  commit(*store, {{}, {one}, {}, {}, {}, {}, {}, {}, {}, {}});
  std::atomic<bool> is_over{false};
  auto writer = std::async(std::launch::async, [&] {
    Case two = full_case("c_1", "acme");
    for (int i = 0; i < 100; ++i) commit(*store, {{}, {i % 2 ? one : two}, {}, {}, {}, {}, {}, {}, {}, {}});
    is_over = true;
  });
  int torn = 0;
  while (!is_over) {
    const Case seen = *store->find_case("c_1").value();
    const std::size_t stages = seen.debt ? 4 : 1;
    if (seen.schedule.stages.size() != stages || seen.message.size() != (seen.debt ? 3 : 0)) ++torn;
  }
  writer.get();
  CHECK(torn == 0);
}

TEST_CASE("Sessions are forgotten a month after they began, when another is written") {
  const auto place = new_place();
  const auto store = place->open();
  Change change;
  change.people = {{"ada", "x", StaffRole::support, false}};
  change.sessions = {full_session("s_old")};
  commit(*store, change);
  const auto write = [&](Seconds later) {
    Change next;
    next.sessions = {full_session("s_new")};
    next.sessions[0].started_at += later;
    next.sessions[0].seen_at = next.sessions[0].started_at;
    commit(*store, next);
  };
  write(kSessionKept);
  CHECK(store->sessions("ada").value().size() == 2);
  write(kSessionKept + Seconds{1});
  CHECK(store->sessions("ada").value().size() == 1);
}
