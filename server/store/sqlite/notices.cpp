#include <algorithm>

#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr const char* kColumns = "account, jws, expires_at, is_held, over_at, revision";
const std::string kSelect = select_from("notices", kColumns);
const std::string kUpsert = upsert_into("notices", kColumns);

PublishedNotice notice_of(Query& row) {
  return {row.text(), row.text(), row.time(), row.boolean(), row.optional_time(), row.integer()};
}

}  // namespace

std::optional<PublishedNotice> read_notice(Connection& connection, const std::string& account) {
  Query row(connection.prepared(kSelect + " WHERE account = ?1"), account);
  if (!row.next()) return std::nullopt;
  return notice_of(row);
}

std::vector<PublishedNotice> read_held_notices(Connection& connection) {
  Query row(connection.prepared(kSelect + " WHERE is_held = 1 ORDER BY account"));
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
    run(connection, kUpsert, notice.account, notice.jws, notice.expires_at, notice.is_held, notice.over_at,
        notice.revision);
  }
}

}  // namespace gracegate::server::sqlite
