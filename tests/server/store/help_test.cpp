// Requests for help and their files.
#include "tests/server/store/samples.hpp"
#include "tests/server/store/store_kinds.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

using Ids = std::vector<std::string>;

Ids ids_of(const Result<std::vector<HelpRequest>>& list) {
  Ids ids;
  for (const HelpRequest& help : list.value()) ids.push_back(help.id);
  return ids;
}

// Accounts acme and globex, each with a case: c_acme, c_globex.
void prepare_cases(Store& store) {
  prepare(store, {"acme", "globex"});
  Change change;
  change.cases = {bare_case("c_acme", "acme"), bare_case("c_globex", "globex")};
  commit(store, change);
}

HelpRequest received(const std::string& id, std::int64_t seconds, const std::string& account = "acme") {
  HelpRequest help = bare_help(id, account, "c_" + account);
  help.received_at = at(seconds);
  return help;
}

HelpRequest with_file(HelpRequest help, std::int64_t size) {
  help.file = HelpFileFacts{"f", "t", size};
  return help;
}

void write(Store& store, const std::vector<HelpRequest>& requests, const std::vector<HelpFile>& files = {}) {
  Change change;
  change.help = requests;
  change.help_files = files;
  commit(store, change);
}

}  // namespace

TEST_CASE(
    "Every field of a request for help comes back as it was stored, and what is stored again replaces") {
  const auto place = new_place();
  auto store = place->open();
  prepare_cases(*store);
  HelpRequest full = full_help("full", "acme", "c_acme");
  HelpRequest bare = bare_help("bare", "acme", "c_acme");
  const std::string bytes("a\0b\xFF", 4);
  write(*store, {full, bare}, {{"full", bytes}});
  store.reset();
  store = place->open();

  CHECK(text_of(store->help_request("full").value().value()) == text_of(full));
  CHECK(text_of(store->help_request("bare").value().value()) == text_of(bare));
  CHECK_FALSE(store->help_request("other").value());
  CHECK(store->help_file("full").value() == bytes);
  CHECK_FALSE(store->help_file("bare").value());
  bare.answer = full.answer;
  write(*store, {bare});
  CHECK(text_of(store->help_request("bare").value().value()) == text_of(bare));
  CHECK(store->help_file("full").value() == bytes);
}

TEST_CASE("A request for help about an unknown case is not stored") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme"});
  Change change;
  change.help = {bare_help("h", "acme", "c_unknown")};
  CHECK_FALSE(store->change(std::nullopt, [&](const Reader&) -> Result<Change> { return change; }));
}

TEST_CASE("Requests for help are listed in order of arrival, a page at a time, by state, account and case") {
  const auto place = new_place();
  const auto store = place->open();
  prepare_cases(*store);
  HelpRequest answered = received("b", 30);
  answered.answer = HelpAnswer{at(40), "", "Yes."};
  HelpRequest closed = answered;
  closed.id = "c";
  closed.closed_at = at(50);
  write(*store, {received("z", 10), received("y", 20), received("a", 20), answered, closed,
                 received("g", 15, "globex")});

  const auto listed = [&](const HelpQuery& query) { return ids_of(store->help_requests(query)); };
  CHECK(listed({}) == Ids{"z", "g", "a", "y", "b", "c"});
  CHECK(listed({std::nullopt, std::nullopt, HelpState::waiting}) == Ids{"z", "g", "a", "y"});
  CHECK(listed({std::nullopt, std::nullopt, HelpState::answered}) == Ids{"b"});
  CHECK(listed({std::nullopt, std::nullopt, HelpState::closed}) == Ids{"c"});
  CHECK(listed({"globex", std::nullopt, std::nullopt}) == Ids{"g"});
  CHECK(listed({std::nullopt, "c_acme", HelpState::waiting}) == Ids{"z", "a", "y"});
  CHECK(listed({std::nullopt, std::nullopt, std::nullopt, "g", 2}) == Ids{"a", "y"});
  CHECK(listed({std::nullopt, std::nullopt, std::nullopt, "c", 2}).empty());
  CHECK(listed({std::nullopt, std::nullopt, std::nullopt, "unknown", 2}).empty());
}

TEST_CASE("Of a case, the latest requests are those that wait or ended lately, oldest first, eight at most") {
  const auto place = new_place();
  const auto store = place->open();
  prepare_cases(*store);
  HelpRequest answered = received("answered", 2);
  answered.answer = HelpAnswer{at(101), "", "Yes."};
  HelpRequest before = received("before", 3);
  before.answer = HelpAnswer{at(100), "", "Yes."};
  HelpRequest closed = received("closed", 4);
  closed.closed_at = at(101);
  HelpRequest long_closed = received("long_closed", 5);
  long_closed.closed_at = at(100);
  write(*store, {received("waiting", 1), answered, before, closed, long_closed, received("g", 6, "globex")});

  CHECK(ids_of(store->latest_help("c_acme", at(100))) == Ids{"waiting", "answered", "closed"});
  for (int i = 0; i < 8; ++i) write(*store, {received("n" + std::to_string(i), 10 + i)});
  CHECK(ids_of(store->latest_help("c_acme", at(100))) == Ids{"n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7"});
}

TEST_CASE("What an account has sent is counted, and so are the files of all") {
  const auto place = new_place();
  const auto store = place->open();
  prepare_cases(*store);
  HelpRequest closed = with_file(received("closed", 10), 3);
  closed.closed_at = at(30);
  write(*store,
        {received("old", 9), closed, with_file(received("new", 11), 4),
         with_file(received("g", 11, "globex"), 5)},
        {{"closed", "abc"}, {"new", "defg"}, {"g", "hijkl"}});

  const HelpTally tally = store->help_tally("acme", at(9)).value();
  CHECK(tally.waiting == 2);
  CHECK(tally.received == 2);
  CHECK(tally.account_bytes == 7);
  CHECK(tally.all_bytes == 12);
  CHECK(store->find_case("c_acme").value()->help_waiting == 2);
  CHECK(store->open_cases("globex").value().at(0).help_waiting == 1);
}

TEST_CASE("It is known whether a case was put on hold for a request for help before") {
  const auto place = new_place();
  const auto store = place->open();
  prepare_cases(*store);
  write(*store, {received("a", 1)});
  CHECK_FALSE(store->was_held_for_help("c_acme").value());
  HelpRequest holding = received("b", 2);
  holding.is_holding = true;
  write(*store, {holding});
  CHECK(store->was_held_for_help("c_acme").value());
  CHECK_FALSE(store->was_held_for_help("c_globex").value());
}

TEST_CASE("The files of requests that ended before an instant are forgotten, and of none that waits") {
  const auto place = new_place();
  const auto store = place->open();
  prepare_cases(*store);
  HelpRequest answered = with_file(received("answered", 1), 1);
  answered.answer = HelpAnswer{at(10), "", "Yes."};
  HelpRequest closed = with_file(received("closed", 1), 1);
  closed.closed_at = at(10);
  write(*store, {answered, closed, with_file(received("waiting", 1), 1)},
        {{"answered", "a"}, {"closed", "c"}, {"waiting", "w"}});

  const auto forget = [&](std::int64_t ended_before) {
    Change change;
    change.help_ended_before = at(ended_before);
    commit(*store, change);
  };
  forget(10);
  CHECK(store->help_file("answered").value());
  CHECK(store->help_file("closed").value());
  forget(11);
  CHECK_FALSE(store->help_file("answered").value());
  CHECK_FALSE(store->help_file("closed").value());
  CHECK(store->help_file("waiting").value());
  CHECK(store->help_request("answered").value()->file->size == 1);
  CHECK(store->help_tally("acme", at(0)).value().account_bytes == 1);
}
