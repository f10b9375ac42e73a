#include "server/store/audit_chain.hpp"

#include <sqlite3.h>

#include <memory>
#include <set>

#include "server/store/sqlite/sqlite_store.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/server/store/store_kinds.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

// Somebody with access to the file and a tool of their own.
void tamper(const std::string& file, const std::string& sql) {
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  char* error = nullptr;
  sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, &error);
  const std::string message = error ? error : "";
  sqlite3_free(error);
  REQUIRE(message == "");
}

}  // namespace

TEST_CASE("The chain's hashes are those of its description, computed elsewhere") {
  const AuditEntry first{1, at(1'764'000'000), "ada", "case.open", "acme", "c_1", "because", "{}", ""};
  const AuditEntry second{2, at(1'764'000'001), "system", "case.settle", "", "", "", "", ""};
  CHECK(chain_hash("", first) == "iO4VJQOkkYD52HW-i3WtBdwFdv2qZcEA2tUETqvD0YQ");
  CHECK(chain_hash(chain_hash("", first), second) == "SBiVUAKOcLj2H2cR7JWxj8Sb4_VLwohEs9pBBPZMs8c");
}

TEST_CASE("A text that moves from one field into the next changes the hash") {
  AuditEntry entry = entry_of("a");
  std::set<std::string> hashes;
  for (const auto& [actor, action] : {std::pair("ab", "c"), std::pair("a", "bc"), std::pair("", "abc"),
                                      std::pair("abc", ""), std::pair("ab", "c\n")}) {
    entry.actor = actor;
    entry.action = action;
    hashes.insert(chain_hash("", entry));
  }
  CHECK(hashes.size() == 5);
}

TEST_CASE("A log that only the store has written verifies, however long") {
  const auto place = new_place();
  const auto store = place->open();
  const int entries = GENERATE(0, 1, 999, 1000, 1001, 2500);
  Change change;
  for (int i = 0; i < entries; ++i) change.audit.push_back(entry_of("n"));
  const Committed committed = commit(*store, change);

  const AuditCheck check = verify_audit(*store).value();
  CHECK(check.entries == entries);
  CHECK_FALSE(check.broken);
  CHECK(check.last_hash == (entries == 0 ? "" : committed.change.audit.back().hash));
}

TEST_CASE("An entry that was changed, taken out or put in is found, and it is the right one") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  {
    const auto store = open_sqlite_store(file).value();
    Change change;
    for (int i = 0; i < 1200; ++i) change.audit.push_back(entry_of("case.open", "acme", "c_1"));
    commit(*store, change);
  }
  const auto [sql, broken] = GENERATE(table<std::string, std::int64_t>({
      {"UPDATE audit SET why = 'another' WHERE id = 7", 7},
      {"UPDATE audit SET at = at + 1 WHERE id = 1", 1},
      {"UPDATE audit SET actor = 'bob' WHERE id = 1200", 1200},
      {"UPDATE audit SET detail = detail || ' ' WHERE id = 1000", 1000},
      {"UPDATE audit SET account = '', case_id = 'acmec_1' WHERE id = 1001", 1001},
      {"DELETE FROM audit WHERE id = 600", 600},
      {"DELETE FROM audit WHERE id = 1", 1},
      {"UPDATE audit SET hash = (SELECT hash FROM audit WHERE id = 3) WHERE id = 2", 2},
      {"UPDATE audit SET id = 0 WHERE id = 5; UPDATE audit SET id = 5 WHERE id = 6;"
       "UPDATE audit SET id = 6 WHERE id = 0",
       5},
      {"INSERT INTO audit SELECT 1201, at, actor, action, account, case_id, why, detail, hash FROM audit"
       " WHERE id = 1200",
       1201},
  }));
  CAPTURE(sql);
  tamper(file, "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;" + sql);

  const AuditCheck check = verify_audit(*open_sqlite_store(file).value()).value();
  REQUIRE(check.broken);
  CHECK(*check.broken == broken);
  CHECK(check.entries == broken - 1);
}

TEST_CASE("The database itself refuses to change or delete an entry") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  commit(*open_sqlite_store(file).value(), {{}, {}, {}, {}, {}, {}, {}, {entry_of("x")}, {}, {}});
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  CHECK(sqlite3_exec(opened, "UPDATE audit SET why = ''", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  CHECK(sqlite3_exec(opened, "DELETE FROM audit", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
}
