#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr const char* kColumns = "id, person, hash, address, agent, started_at, seen_at, ended_at";
const std::string kSelect = select_from("sessions", kColumns);
const std::string kUpsert = upsert_into("sessions", kColumns);

Session session_of(Query& row) {
  Session session;
  session.id = row.text();
  session.person = row.text();
  session.hash = row.text();
  session.address = row.text();
  session.agent = row.text();
  session.started_at = row.time();
  session.seen_at = row.time();
  session.ended_at = row.optional_time();
  return session;
}

}  // namespace

std::optional<Session> read_session_by_hash(Connection& connection, const std::string& hash) {
  Query row(connection.prepared(kSelect + " WHERE hash = ?1"), hash);
  if (!row.next()) return std::nullopt;
  return session_of(row);
}

std::vector<Session> read_sessions(Connection& connection, const std::string& person) {
  Query row(connection.prepared(kSelect + " WHERE person = ?1 ORDER BY started_at DESC, id"), person);
  std::vector<Session> found;
  while (row.next()) found.push_back(session_of(row));
  return found;
}

void write_session(Connection& connection, const Session& session) {
  run(connection, "DELETE FROM sessions WHERE started_at < ?1", session.seen_at - kSessionKept);
  run(connection, kUpsert, session.id, session.person, session.hash, session.address, session.agent,
      session.started_at, session.seen_at, session.ended_at);
}

}  // namespace gracegate::server::sqlite
