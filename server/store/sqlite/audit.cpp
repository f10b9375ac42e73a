#include <algorithm>

#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr std::size_t kMaxListed = 1000;  // in one page

constexpr const char* kColumns = "id, at, actor, action, account, case_id, why, detail, hash";
const std::string kSelect = select_from("audit", kColumns);
const std::string kInsert = insert_into("audit", kColumns);

AuditEntry entry_of(Query& row) {
  AuditEntry entry;
  entry.id = row.integer();
  entry.at = row.time();
  entry.actor = row.text();
  entry.action = row.text();
  entry.account = row.text();
  entry.case_id = row.text();
  entry.why = row.text();
  entry.detail = row.text();
  entry.hash = row.text();
  return entry;
}

AuditEntry last_entry(Connection& connection) {
  Query row(connection.prepared("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1"));
  AuditEntry last;
  if (!row.next()) return last;
  last.id = row.integer();
  last.hash = row.text();
  return last;
}

}  // namespace

std::vector<AuditEntry> read_audit(Connection& connection, const AuditQuery& query) {
  std::string sql = kSelect + " WHERE id > ?1";
  if (query.account) sql += " AND account = ?2";
  if (query.case_id) sql += " AND case_id = ?3";
  if (query.actor) sql += " AND actor = ?4";
  if (query.action) sql += " AND action = ?5";
  if (query.before) sql += " AND id < ?6";
  sql += query.before ? " ORDER BY id DESC LIMIT ?7" : " ORDER BY id LIMIT ?7";
  Query row(connection.prepared(sql), query.after, query.account, query.case_id, query.actor, query.action,
            query.before, std::clamp<std::size_t>(query.limit, 1, kMaxListed));
  std::vector<AuditEntry> found;
  while (row.next()) found.push_back(entry_of(row));
  return found;
}

void append_audit(Connection& connection, std::vector<AuditEntry>& entries) {
  if (entries.empty()) return;
  AuditEntry last = last_entry(connection);
  for (AuditEntry& entry : entries) {
    entry.id = last.id + 1;
    entry.hash = chain_hash(last.hash, entry);
    run(connection, kInsert, entry.id, entry.at, entry.actor, entry.action, entry.account, entry.case_id,
        entry.why, entry.detail, entry.hash);
    last = entry;
  }
}

}  // namespace gracegate::server::sqlite
