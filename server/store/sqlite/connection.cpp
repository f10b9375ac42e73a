#include "server/store/sqlite/connection.hpp"

#include <sqlite3.h>

#include "server/store/sqlite/failure.hpp"

namespace gracegate::server::sqlite {

namespace {

// trusted_schema and DEFENSIVE: a file that somebody has tampered with runs no code of theirs.
constexpr const char* kPragmas =
    "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";

}  // namespace

void Connection::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Connection::Connection(const std::string& file) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  database_.reset(opened);
  if (code != SQLITE_OK) fail(code, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  execute(kPragmas);
}

Connection::~Connection() = default;

void Connection::execute(const char* sql) {
  const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, database_.get());
}

Statement& Connection::prepared(const std::string& sql) {
  auto& statement = statements_[sql];
  if (!statement) statement = std::make_unique<Statement>(database_.get(), sql);
  return *statement;
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  run(connection_, kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (is_over_) return;
  try {
    run(connection_, "ROLLBACK");
  } catch (const Failure&) {
    // SQLite has rolled back by itself already: after a full disk, an input/output error or no memory.
  }
}

void Transaction::commit() {
  run(connection_, "COMMIT");
  is_over_ = true;
}

}  // namespace gracegate::server::sqlite
