#include "server/store/sqlite/statement.hpp"

#include <sqlite3.h>

#include <limits>

#include "server/store/sqlite/failure.hpp"

namespace gracegate::server::sqlite {

Statement::Statement(sqlite3* database, const std::string& sql) {
  const int code = sqlite3_prepare_v3(database, sql.c_str(), static_cast<int>(sql.size() + 1),
                                      SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (code != SQLITE_OK) fail(code, database);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

namespace {

void check(int code, sqlite3_stmt* statement) {
  if (code != SQLITE_OK) fail(code, sqlite3_db_handle(statement));
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);  // repeats the error of the last step, which was thrown then
  sqlite3_clear_bindings(statement_);
}

void Query::bind(std::int64_t value) { check(sqlite3_bind_int64(statement_, ++bound_, value), statement_); }

void Query::bind(std::string_view value) {
  const char* const bytes = value.data() ? value.data() : "";
  check(sqlite3_bind_text64(statement_, ++bound_, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
        statement_);
}

void Query::bind(Bytes value) {
  const char* const bytes = value.view.data() ? value.view.data() : "";
  check(sqlite3_bind_blob64(statement_, ++bound_, bytes, value.view.size(), SQLITE_TRANSIENT), statement_);
}

void Query::bind(std::nullopt_t) { check(sqlite3_bind_null(statement_, ++bound_), statement_); }

void Query::run() {
  while (next()) {
  }
}

bool Query::next() {
  column_ = 0;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(code, sqlite3_db_handle(statement_));
  return false;
}

std::int64_t Query::integer() { return sqlite3_column_int64(statement_, column_++); }

int Query::small() {
  const std::int64_t value = integer();
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) refuse_word();
  return static_cast<int>(value);
}

std::string Query::text() {
  const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_++));
  return bytes ? std::string(bytes, size) : std::string();
}

std::string Query::bytes() {
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column_));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_++));
  return bytes ? std::string(bytes, size) : std::string();
}

bool Query::is_null() const { return sqlite3_column_type(statement_, column_) == SQLITE_NULL; }

std::optional<std::int64_t> Query::optional_integer() {
  if (is_null()) return (++column_, std::nullopt);
  return integer();
}

std::optional<TimePoint> Query::optional_time() {
  if (is_null()) return (++column_, std::nullopt);
  return time();
}

std::optional<std::string> Query::optional_text() {
  if (is_null()) return (++column_, std::nullopt);
  return text();
}

void Query::refuse_word() const {
  throw Failure({ErrorCode::unavailable, "the database holds a value that this version does not know", ""});
}

}  // namespace gracegate::server::sqlite
