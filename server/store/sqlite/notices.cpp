#include <algorithm>

#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

const std::string kSelect = "SELECT account, jws, expires_at, has_cases, revision FROM notices";

PublishedNotice notice_of(Query& row) {
  return {row.text(), row.text(), row.time(), row.boolean(), row.integer()};
}

}  // namespace

std::optional<PublishedNotice> read_notice(Connection& connection, const std::string& account) {
  Query row(connection.prepared(kSelect + " WHERE account = ?1"), account);
  if (!row.next()) return std::nullopt;
  return notice_of(row);
}

std::vector<PublishedNotice> read_open_notices(Connection& connection) {
  Query row(connection.prepared(kSelect + " WHERE has_cases = 1 ORDER BY account"));
  std::vector<PublishedNotice> found;
  while (row.next()) found.push_back(notice_of(row));
  return found;
}

std::int64_t read_revision(Connection& connection) {
  Query row(
      connection.prepared("SELECT coalesce((SELECT max(revision) FROM notices), 0),"
                          " (SELECT epoch FROM settings)"));
  row.next();
  const std::int64_t highest = row.integer();
  return std::max(highest, first_revision(row.integer()));
}

void write_notices(Connection& connection, std::vector<PublishedNotice>& notices) {
  if (notices.empty()) return;
  std::int64_t revision = read_revision(connection);
  for (PublishedNotice& notice : notices) {
    notice.revision = ++revision;
    run(connection,
        "INSERT INTO notices (account, jws, expires_at, has_cases, revision) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (account) DO UPDATE SET jws = excluded.jws, expires_at = excluded.expires_at,"
        " has_cases = excluded.has_cases, revision = excluded.revision",
        notice.account, notice.jws, notice.expires_at, notice.has_cases, notice.revision);
  }
}

}  // namespace gracegate::server::sqlite
