#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/sqlite_store.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::test;

namespace {

void run_sql(const std::string& file, const std::string& sql) {
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  REQUIRE(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

std::string bytes_of(const std::string& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

unsigned mode_of(const std::string& file) {
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return status.st_mode & 0777u;
}

std::string refusal_of(const std::string& file) {
  const auto store = open_sqlite_store(file);
  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::unavailable);
  return store.error().message;
}

}  // namespace

TEST_CASE("All files of a database can be read by their owner alone") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  const bool exists_open_to_all = GENERATE(false, true);
  if (exists_open_to_all) {
    std::ofstream(file).flush();
    REQUIRE(::chmod(file.c_str(), 0666) == 0);
  }
  const auto store = open_sqlite_store(file).value();
  commit(*store, {{}, {}, {}, {}, {}, {}, {}, {entry_of("x")}, {}, {}});
  REQUIRE(store->backup(folder.file("backup.db")));

  for (const char* name : {"store.db", "store.db-wal", "store.db-shm", "store.db.lock", "backup.db"})
    CHECK(mode_of(folder.file(name)) == 0600u);
}

TEST_CASE("A database of a newer version is refused and stays as it is") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  open_sqlite_store(file).value().reset();
  run_sql(file, "PRAGMA user_version = " + std::to_string(sqlite::kMigrationCount + 1));
  const std::string before = bytes_of(file);

  CHECK(refusal_of(file).find("newer") != std::string::npos);
  CHECK(bytes_of(file) == before);
}

TEST_CASE("Another program's database is refused and stays as it is") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  run_sql(file, GENERATE("CREATE TABLE accounts (id TEXT)", "PRAGMA application_id = 1234"));
  const std::string before = bytes_of(file);

  CHECK(refusal_of(file).find("another program") != std::string::npos);
  CHECK(bytes_of(file) == before);
}

TEST_CASE("A file that is no database is refused and stays as it is") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  std::ofstream(file) << std::string(5000, 'x');
  refusal_of(file);
  CHECK(bytes_of(file) == std::string(5000, 'x'));
}

TEST_CASE("A damaged database is an error, not a crash, and not an empty store") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  {
    const auto store = open_sqlite_store(file).value();
    prepare(*store, {"a", "b", "c"});
  }
  const auto size = bytes_of(file).size();
  std::fstream damaged(file, std::ios::binary | std::ios::in | std::ios::out);
  damaged.seekp(4096);
  damaged << std::string(size - 4096, '\x5A');
  damaged.close();

  const auto store = open_sqlite_store(file);
  if (store) {
    const auto accounts = store.value()->accounts({});
    REQUIRE_FALSE(accounts);
    CHECK(accounts.error().code == ErrorCode::unavailable);
  } else {
    CHECK(store.error().code == ErrorCode::unavailable);
  }
}

TEST_CASE("One database serves one store at a time") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  auto first = open_sqlite_store(file).value();
  CHECK(refusal_of(file).find("stop the other") != std::string::npos);
  first.reset();
  CHECK(open_sqlite_store(file));
}

TEST_CASE("A folder that does not exist is named as the fault") {
  const TemporaryFolder folder;
  CHECK(refusal_of(folder.file("no/such/store.db")).find("folder") != std::string::npos);
}

TEST_CASE("Opening twice changes nothing: migrations run once") {
  const TemporaryFolder folder;
  const std::string file = folder.file("store.db");
  open_sqlite_store(file).value().reset();
  const std::string before = bytes_of(file);
  open_sqlite_store(file).value().reset();
  CHECK(bytes_of(file) == before);
}

TEST_CASE("A database of each older version is brought up to date with what is in it") {
  const TemporaryFolder folder;
  for (std::size_t version = 1; version < sqlite::kMigrationCount; ++version) {
    const std::string file = folder.file("version-" + std::to_string(version) + ".db");
    run_sql(file, sqlite::kMigrations[0]);
    run_sql(file,
            "INSERT INTO accounts VALUES ('acme', 'Acme', 'UTC', 'en', 1, 0, 'acme')"
            "; INSERT INTO policies VALUES ('p', 1, 0, 14, 7, 1, 0, 1, 1, 1, 1, 1, 0, 540, 1020)"
            "; INSERT INTO cases VALUES ('c_1', 'acme', 'other', 'open', 'p', 1, 1, NULL, 20, 30, 0, NULL,"
            " NULL, NULL, NULL, NULL, NULL, NULL, '', 1)");
    for (std::size_t step = 1; step < version; ++step) run_sql(file, sqlite::kMigrations[step]);
    run_sql(file, "PRAGMA application_id = " + std::to_string(sqlite::kApplicationId) +
                      "; PRAGMA user_version = " + std::to_string(version));
    const auto store = open_sqlite_store(file).value();
    const auto one = store->find_case("c_1").value();
    REQUIRE(one);
    CHECK(one->schedule.deadline == TimePoint(Seconds{20}));
    CHECK(one->schedule.limit_not_before == TimePoint(Seconds{30}));
    CHECK_FALSE(one->schedule.snooze_until);
    CHECK(store->policy("p", 1).value()->snooze_days_before == 7);
  }
}
