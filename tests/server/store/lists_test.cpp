#include "tests/server/store/samples.hpp"
#include "tests/server/store/store_kinds.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

template <class T>
std::vector<std::string> ids_of(const Result<std::vector<T>>& list) {
  std::vector<std::string> ids;
  for (const T& one : list.value()) ids.push_back(one.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("Accounts are listed in bytewise order of id, a page at a time") {
  const auto place = new_place();
  const auto store = place->open();
  const Ids sorted = {"A", "B", "a", "a b", "ab", "b", "z", "\xC3\xA4", "\xF0\x9F\xA6\x8A"};
  prepare(*store, {"b", "\xF0\x9F\xA6\x8A", "a", "\xC3\xA4", "B", "ab", "z", "A", "a b"});

  CHECK(ids_of(store->accounts({})) == sorted);
  Ids paged;
  for (AccountQuery query{"", "", 2, false};;) {
    const Ids page = ids_of(store->accounts(query));
    if (page.empty()) break;
    CHECK(page.size() <= 2);
    paged.insert(paged.end(), page.begin(), page.end());
    query.after = page.back();
  }
  CHECK(paged == sorted);
}

TEST_CASE("An account whose id differs in case or accent alone is another account") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme", "Acme", "\xC3\xA9", "e\xCC\x81"});

  CHECK(store->accounts({}).value().size() == 4);
  CHECK(store->account("Acme").value()->id == "Acme");
  CHECK_FALSE(store->account("ACME").value());
}

TEST_CASE("A search finds part of id or name in any case, and nothing by wildcards") {
  const auto place = new_place();
  const auto store = place->open();
  Change change;
  change.accounts = {full_account("acme-1"), full_account("tenant_2"), full_account("three")};
  change.accounts[0].name = "Überseehandel";
  change.accounts[1].name = "100 % Βιβλίο";
  change.accounts[2].name = "Acme Холдинг";
  commit(*store, change);
  const auto found = [&](const std::string& text) { return ids_of(store->accounts({text, "", 50, false})); };

  CHECK(found("") == Ids{"acme-1", "tenant_2", "three"});
  CHECK(found("ACME") == Ids{"acme-1", "three"});
  CHECK(found("ÜBERSEE") == Ids{"acme-1"});
  CHECK(found("βιβλί") == Ids{"tenant_2"});
  CHECK(found("холдинг") == Ids{"three"});
  CHECK(found("_") == Ids{"tenant_2"});
  CHECK(found("%") == Ids{"tenant_2"});
  CHECK(found("'").empty());
}

TEST_CASE("Accounts can be narrowed to those with an open case") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"a", "b", "c"});
  Case ended = bare_case("c_2", "b");
  ended.state = CaseState::settled;
  commit(*store, {{}, {bare_case("c_1", "a"), bare_case("c_3", "a"), ended}, {}, {}, {}, {}, {}, {}, {}, {}});

  CHECK(ids_of(store->accounts({"", "", 50, true})) == Ids{"a"});
}

TEST_CASE("Cases are found by account, state and reason, together or alone, a page at a time") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"a", "b"});
  std::vector<Case> cases;
  for (int i = 0; i < 8; ++i) {
    cases.push_back(bare_case("c_" + std::to_string(i), i & 1 ? "b" : "a"));
    if (i & 2) cases.back().state = CaseState::released;
    if (i & 4) cases.back().reason = Reason::nonpayment;
  }
  commit(*store, {{}, cases, {}, {}, {}, {}, {}, {}, {}, {}});
  const auto found = [&](CaseQuery query) { return ids_of(store->cases(query)); };

  CHECK(found({}).size() == 8);
  CHECK(found({"a", {}, {}, "", 50}) == Ids{"c_0", "c_2", "c_4", "c_6"});
  CHECK(found({{}, CaseState::released, {}, "", 50}) == Ids{"c_2", "c_3", "c_6", "c_7"});
  CHECK(found({{}, {}, Reason::nonpayment, "", 50}) == Ids{"c_4", "c_5", "c_6", "c_7"});
  CHECK(found({"b", CaseState::open, Reason::other, "", 50}) == Ids{"c_1"});
  CHECK(found({"a", {}, {}, "c_2", 1}) == Ids{"c_4"});
  CHECK(found({"nobody", {}, {}, "", 50}).empty());
}

TEST_CASE("Cases are found that nobody has seen, by their deadline") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"a"});
  Change change;
  for (const int deadline : {100, 200, 300}) {
    change.cases.push_back(bare_case("c_" + std::to_string(deadline), "a"));
    change.cases.back().schedule.deadline = at(deadline);
  }
  change.cases[0].seen_at = at(50);
  commit(*store, change);
  CaseQuery query;
  query.unseen_with_deadline_before = at(300);
  CHECK(ids_of(store->cases(query)) == Ids{"c_200"});
  query.unseen_with_deadline_before = TimePoint::max();
  CHECK(ids_of(store->cases(query)) == Ids{"c_200", "c_300"});
  query.after = "c_200";
  CHECK(ids_of(store->cases(query)) == Ids{"c_300"});
}

TEST_CASE("An account's open cases come oldest first") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"a", "b"});
  std::vector<Case> cases = {bare_case("c_1", "a"), bare_case("c_2", "a"), bare_case("c_3", "a"),
                             bare_case("c_4", "b")};
  cases[0].opened_at = at(200);
  cases[1].opened_at = at(100);
  cases[2].state = CaseState::settled;
  commit(*store, {{}, cases, {}, {}, {}, {}, {}, {}, {}, {}});

  CHECK(ids_of(store->open_cases("a")) == Ids{"c_2", "c_1"});
}

TEST_CASE("Told are an account's open cases, and those that ended lately or have data to be taken out") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"a", "b"});
  const TimePoint now = at(1'000'000);
  Change change;
  const auto add = [&](const std::string& id, CaseState state, std::optional<TimePoint> ended_at,
                       std::optional<TimePoint> data_until, const std::string& account = "a") {
    change.cases.push_back(bare_case(id, account));
    change.cases.back().state = state;
    change.cases.back().ended_at = ended_at;
    change.cases.back().data_until = data_until;
  };
  add("c_1", CaseState::open, {}, {});
  add("c_2", CaseState::settled, now - kThanked + Seconds(1), {});
  add("c_3", CaseState::settled, now - kThanked, {});
  add("c_4", CaseState::released, now - kDay, now + Seconds(1));
  add("c_5", CaseState::released, now - kDay, now);
  add("c_6", CaseState::waived, now, {}, "b");
  commit(*store, change);
  CHECK(ids_of(store->told_cases("a", now)) == Ids{"c_1", "c_2", "c_4"});
}

TEST_CASE("A policy's newest version is found without naming it, an old one by its number") {
  const auto place = new_place();
  const auto store = place->open();
  commit(*store, {{},
                  {},
                  {full_policy("x", 1), full_policy("x", 2), full_policy("x", 10), full_policy("a")},
                  {},
                  {},
                  {},
                  {},
                  {},
                  {},
                  {}});

  CHECK(store->policy("x").value()->version == 10);
  CHECK(store->policy("x", 2).value()->version == 2);
  CHECK_FALSE(store->policy("x", 3).value());
  const auto newest = store->policies().value();
  REQUIRE(newest.size() == 2);
  CHECK(newest[0].name == "a");
  CHECK(newest[1].version == 10);
}

TEST_CASE("The audit log is read on from an entry, by account or by case") {
  const auto place = new_place();
  const auto store = place->open();
  Change change;
  for (int i = 0; i < 6; ++i)
    change.audit.push_back(entry_of("n" + std::to_string(i), i % 2 ? "a" : "", i % 3 ? "c_1" : ""));
  commit(*store, change);
  const auto found = [&](AuditQuery query) {
    std::vector<std::int64_t> numbers;
    const auto entries = store->audit(query).value();
    for (const AuditEntry& entry : entries) numbers.push_back(entry.id);
    return numbers;
  };
  using Numbers = std::vector<std::int64_t>;

  CHECK(found({}) == Numbers{1, 2, 3, 4, 5, 6});
  CHECK(found({4, {}, {}, 100}) == Numbers{5, 6});
  CHECK(found({0, {}, {}, 2}) == Numbers{1, 2});
  CHECK(found({0, "a", {}, 100}) == Numbers{2, 4, 6});
  CHECK(found({0, {}, "c_1", 100}) == Numbers{2, 3, 5, 6});
  CHECK(found({2, "a", "c_1", 100}) == Numbers{6});
}

TEST_CASE("Held are the notices that say something, each once and the last one") {
  const auto place = new_place();
  const auto store = place->open();
  commit(*store,
         {{}, {}, {}, {}, {}, {}, {notice_of("a"), notice_of("b"), notice_of("c", false)}, {}, {}, {}});
  commit(*store, {{}, {}, {}, {}, {}, {}, {notice_of("b", false), notice_of("a")}, {}, {}, {}});

  const auto open = store->held_notices().value();
  REQUIRE(open.size() == 1);
  CHECK(open[0].account == "a");
  CHECK(open[0].revision == first_revision(1) + 5);
}

TEST_CASE("Open cases that want somebody today are found, the next deadline first, and counted") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"a"});
  const TimePoint now = at(1'000'000);
  Change change;
  const auto add = [&](const std::string& id, Seconds deadline, Seconds limit) -> Case& {
    change.cases.push_back(bare_case(id, "a"));
    Case& one = change.cases.back();
    one.seen_at = now - kDay;
    one.schedule.deadline = now + deadline;
    one.schedule.stages = {{Mode::countdown, now - kDay}, {Mode::read_only, now + limit}};
    return one;
  };
  add("c_soon", kSoon, kSoon + kDay);
  add("c_sooner", kHour, kHour);
  add("c_limit_soon", -kHour, kDay);
  add("c_later", kSoon + Seconds{1}, kSoon + Seconds{1}).seen_at = std::nullopt;
  add("c_limited", -2 * kDay, Seconds{0});
  add("c_held", 9 * kDay, 9 * kDay).hold = CaseHold{{now - kDay, now + kSoon, "asked"}, kDay};
  add("c_held_long", 9 * kDay, 9 * kDay).hold =
      CaseHold{{now - kDay, now + kSoon + Seconds{1}, "asked"}, kDay};
  add("c_ended", kHour, kHour).state = CaseState::settled;
  commit(*store, change);
  const auto found = [&](Attention attention) {
    CaseQuery query;
    query.wanting = Wanting{attention, now};
    const Ids ids = ids_of(store->cases(query));
    query.limit = 1;
    CHECK(store->count_cases(query).value() == static_cast<std::int64_t>(ids.size()));
    return ids;
  };
  CHECK(found(Attention::due) == Ids{"c_limit_soon", "c_sooner", "c_soon"});
  CHECK(found(Attention::limited) == Ids{"c_limited"});
  CHECK(found(Attention::hold) == Ids{"c_held"});
  CHECK(found(Attention::unseen) == Ids{"c_later"});
  CaseQuery all;
  all.state = CaseState::open;
  CHECK(store->count_cases(all).value() == 7);
}
