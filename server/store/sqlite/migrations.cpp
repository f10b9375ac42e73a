#include "server/store/sqlite/migrations.hpp"

#include "server/store/sqlite/failure.hpp"

namespace gracegate::server::sqlite {

namespace {

std::int64_t number(Connection& connection, const char* sql) {
  Query query(connection.prepared(sql));
  return query.next() ? query.integer() : 0;
}

std::int64_t version_of(Connection& connection) { return number(connection, "PRAGMA user_version"); }

void refuse_foreign(Connection& connection) {
  const std::int64_t owner = number(connection, "PRAGMA application_id");
  if (owner == kApplicationId) return;
  if (owner == 0 && number(connection, "SELECT count(*) FROM sqlite_schema") == 0) return;  // new
  throw Failure({ErrorCode::unavailable, "name another file: this is the database of another program", ""});
}

void refuse_newer(Connection& connection) {
  if (version_of(connection) <= static_cast<std::int64_t>(kMigrationCount)) return;
  throw Failure(
      {ErrorCode::unavailable, "use a newer gracegated: its database is newer than this program", ""});
}

// PRAGMA takes no bound values.
void set_pragma(Connection& connection, const std::string& name, std::int64_t value) {
  connection.execute(("PRAGMA " + name + " = " + std::to_string(value)).c_str());
}

void migrate(Connection& connection, std::size_t step) {
  Transaction transaction(connection, Transaction::Kind::write);
  // Another process may have been quicker: what counts is what is seen inside the transaction.
  if (version_of(connection) == static_cast<std::int64_t>(step)) {
    connection.execute(kMigrations[step]);
    set_pragma(connection, "application_id", kApplicationId);
    set_pragma(connection, "user_version", static_cast<std::int64_t>(step) + 1);
  }
  transaction.commit();
}

}  // namespace

void bring_up_to_date(Connection& connection) {
  refuse_foreign(connection);
  refuse_newer(connection);
  while (version_of(connection) < static_cast<std::int64_t>(kMigrationCount))
    migrate(connection, static_cast<std::size_t>(version_of(connection)));
}

}  // namespace gracegate::server::sqlite
