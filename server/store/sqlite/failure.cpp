#include "server/store/sqlite/failure.hpp"

#include <sqlite3.h>

#include <string>

namespace gracegate::server::sqlite {

namespace {

Error constraint(int code, sqlite3* database) {
  if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE)
    return {ErrorCode::conflict, "this exists already", ""};
  const std::string which = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  return {ErrorCode::internal, "the change contradicts what is stored: " + which, ""};
}

}  // namespace

Error error_of(int code, sqlite3* database) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return constraint(code, database);
    case SQLITE_FULL:
      return {ErrorCode::unavailable, "make room on the disk: the database cannot grow", ""};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::unavailable, "the database is damaged or none of ours: restore a backup", ""};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::unavailable, "another process keeps the database locked: try again", ""};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return {ErrorCode::unavailable, "give this user the right to write the database and its folder", ""};
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
      return {ErrorCode::internal,
              std::string("report this: ") + (database ? sqlite3_errmsg(database) : sqlite3_errstr(code)),
              ""};
    default:
      return {ErrorCode::unavailable, std::string("the database failed: ") + sqlite3_errstr(code), ""};
  }
}

void fail(int code, sqlite3* database) { throw Failure(error_of(code, database)); }

}  // namespace gracegate::server::sqlite
