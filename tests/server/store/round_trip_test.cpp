#include "tests/server/store/samples.hpp"
#include "tests/server/store/store_kinds.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

TEST_CASE("A new store is empty, in epoch 1, at the first revision of that epoch") {
  const auto place = new_place();
  const auto store = place->open();

  CHECK(store->revision().value() == first_revision(1));
  CHECK(first_revision(1) == 1);
  CHECK(store->settings().value().epoch == 1);
  CHECK(store->settings().value().issuer.empty());
  CHECK_FALSE(store->settings().value().suspended);
  CHECK(store->accounts({}).value().empty());
  CHECK(store->cases({}).value().empty());
  CHECK(store->policies().value().empty());
  CHECK(store->tokens().value().empty());
  CHECK(store->held_notices().value().empty());
  CHECK(store->audit({}).value().empty());
  CHECK_FALSE(store->account("acme").value());
  CHECK_FALSE(store->find_case("c_1").value());
  CHECK_FALSE(store->policy("standard").value());
  CHECK_FALSE(store->person("ada").value());
  CHECK_FALSE(store->notice("acme").value());
  CHECK_FALSE(store->token_by_hash("x").value());
  CHECK_FALSE(store->has_payment({"acme", "p"}).value());
}

TEST_CASE("Every field of everything comes back as it was stored, also after the store was opened again") {
  const auto place = new_place();
  auto store = place->open();
  Change change;
  change.accounts = {full_account("acme"), Account{}};
  change.accounts[1].id = "bare";
  change.policies = {full_policy("standard"), full_policy("odd")};
  change.policies[1].read_only_days = std::nullopt;
  change.policies[1].ends_in_shutdown = false;
  change.policies[1].hours = {};
  change.cases = {full_case("c_full", "acme"), bare_case("c_bare", "acme")};
  change.tokens = {full_token("t_full"), Token{}};
  change.tokens[1].id = "t_bare";
  change.people = {{"ada", "scrypt$15$8$1$s$h", StaffRole::admin, true, "Europe/Berlin"},
                   {"bob", "", StaffRole::viewer, false}};
  change.sessions = {full_session("s_1"), full_session("s_2")};
  change.sessions[1].ended_at = std::nullopt;
  change.sessions[1].started_at += Seconds{1};
  change.settings =
      Settings{"https://grace.example.com", "notes", 1, Suspension{at(1), at(2), "our mistake"}};
  change.notices = {notice_of("acme"), notice_of("bare", false)};
  change.audit = {entry_of("case.open", "acme", "c_full"), entry_of("token.create")};
  change.payments = {{"acme", "stripe:pi_1"}};
  const Change stored = commit(*store, change).change;
  if (GENERATE(false, true)) {
    store.reset();
    store = place->open();
  }

  for (const Account& account : change.accounts)
    CHECK(text_of(store->account(account.id).value().value()) == text_of(account));
  for (const Policy& policy : change.policies)
    CHECK(text_of(store->policy(policy.name).value().value()) == text_of(policy));
  for (const Case& one : change.cases)
    CHECK(text_of(store->find_case(one.id).value().value()) == text_of(one));
  for (const Token& token : change.tokens)
    CHECK(text_of(store->token_by_hash(token.hash).value().value()) == text_of(token));
  for (const Person& person : change.people)
    CHECK(text_of(store->person(person.name).value().value()) == text_of(person));
  const auto people = store->people().value();
  REQUIRE(people.size() == 2);
  CHECK(text_of(people[1]) == text_of(change.people[1]));
  for (const Session& session : change.sessions)
    CHECK(text_of(store->session_by_hash(session.hash).value().value()) == text_of(session));
  CHECK(store->sessions("ada").value().at(0).id == "s_2");  // the newest
  CHECK(store->sessions("bob").value().empty());
  CHECK(text_of(store->settings().value()) == text_of(*change.settings));
  for (const PublishedNotice& notice : stored.notices)
    CHECK(text_of(store->notice(notice.account).value().value()) == text_of(notice));
  const auto audit = store->audit({}).value();
  REQUIRE(audit.size() == 2);
  for (std::size_t i = 0; i < audit.size(); ++i) CHECK(text_of(audit[i]) == text_of(stored.audit[i]));
  CHECK(store->has_payment({"acme", "stripe:pi_1"}).value());
  CHECK_FALSE(store->has_payment({"acme", "stripe:pi_2"}).value());
}

TEST_CASE("What is stored again replaces what was there, its parts too") {
  const auto place = new_place();
  const auto store = place->open();
  prepare(*store, {"acme", "globex"});
  commit(*store, {{},
                  {full_case("c_1", "acme")},
                  {},
                  {full_token("t_1")},
                  {{"ada", "x", {}, true}},
                  {},
                  {},
                  {},
                  {},
                  {}});

  Account account = full_account("acme");
  account.name = "renamed";
  account.contacts.resize(1);
  Case one = bare_case("c_1", "globex");
  one.version = 3;
  Token token = full_token("t_1");
  token.revoked_at = std::nullopt;
  const Person person{"ada", "y", StaffRole::finance, false, "Asia/Tokyo"};
  commit(
      *store,
      {{account}, {one}, {}, {token}, {person}, Settings{"https://x", "", 1, std::nullopt}, {}, {}, {}, {}});

  CHECK(text_of(store->account("acme").value().value()) == text_of(account));
  CHECK(text_of(store->find_case("c_1").value().value()) == text_of(one));
  CHECK(text_of(store->tokens().value().at(0)) == text_of(token));
  CHECK(text_of(store->person("ada").value().value()) == text_of(person));
  CHECK_FALSE(store->settings().value().suspended);
}

TEST_CASE("Texts that could mean something to somebody else come back byte by byte") {
  const auto place = new_place();
  const auto store = place->open();
  const std::string hostile =
      GENERATE(std::string("'; DROP TABLE accounts; --"), std::string("\" OR 1=1 --"), std::string("%_\\%"),
               std::string("?1 :name @x $y"),
               std::string("\xE2\x80\xAE"
                           "right to left\xE2\x80\x8F"),
               std::string("emoji \xF0\x9F\xA6\x8A, e and accent e\xCC\x81, \xC3\xA9"),
               std::string("line\r\nbreaks\tand tabs"), std::string("with a\0zero", 11),
               std::string(100'000, 'x') + "\xE2\x82\xAC", std::string(" "), std::string("NULL"),
               std::string("0x00"), std::string("1e3"));
  prepare(*store, {"acme"});
  Account account = full_account("acme");
  account.name = hostile;
  account.contacts[0].name = hostile;
  Case one = full_case("c_1", "acme");
  one.message["en"] = hostile;
  one.reference = hostile;
  one.hold->hold.reason = hostile;
  AuditEntry entry = entry_of("case.open");
  entry.why = hostile;
  commit(*store, {{account}, {one}, {}, {}, {}, {}, {}, {entry}, {{"acme", hostile}}, {}});

  CHECK(text_of(store->account("acme").value().value()) == text_of(account));
  CHECK(text_of(store->find_case("c_1").value().value()) == text_of(one));
  CHECK(store->audit({}).value().at(0).why == hostile);
  CHECK(store->has_payment({"acme", hostile}).value());
}
