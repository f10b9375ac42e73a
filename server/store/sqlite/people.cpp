#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

const std::string kSelectToken =
    "SELECT id, kind, name, hash, role, person, account, created_at, expires_at, revoked_at FROM tokens";

Token token_of(Query& row) {
  Token token;
  token.id = row.text();
  token.kind = row.word(token_kind_from);
  token.name = row.text();
  token.hash = row.text();
  token.role = row.word(staff_role_from);
  token.person = row.text();
  token.account = row.text();
  token.created_at = row.time();
  token.expires_at = row.optional_time();
  token.revoked_at = row.optional_time();
  return token;
}

}  // namespace

std::vector<Token> read_tokens(Connection& connection) {
  Query row(connection.prepared(kSelectToken + " ORDER BY id"));
  std::vector<Token> found;
  while (row.next()) found.push_back(token_of(row));
  return found;
}

std::optional<Token> read_token_by_hash(Connection& connection, const std::string& hash) {
  Query row(connection.prepared(kSelectToken + " WHERE hash = ?1"), hash);
  if (!row.next()) return std::nullopt;
  return token_of(row);
}

void write_token(Connection& connection, const Token& token) {
  run(connection,
      "INSERT INTO tokens (id, kind, name, hash, role, person, account, created_at, expires_at, revoked_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
      " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, hash = excluded.hash,"
      " role = excluded.role, person = excluded.person, account = excluded.account,"
      " created_at = excluded.created_at, expires_at = excluded.expires_at, revoked_at = excluded.revoked_at",
      token.id, to_string(token.kind), token.name, token.hash, to_string(token.role), token.person,
      token.account, token.created_at, token.expires_at, token.revoked_at);
}

std::optional<Person> read_person(Connection& connection, const std::string& name) {
  Query row(connection.prepared("SELECT name, password, role, is_disabled FROM people WHERE name = ?1"),
            name);
  if (!row.next()) return std::nullopt;
  return Person{row.text(), row.text(), row.word(staff_role_from), row.boolean()};
}

void write_person(Connection& connection, const Person& person) {
  run(connection,
      "INSERT INTO people (name, password, role, is_disabled) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (name) DO UPDATE SET password = excluded.password, role = excluded.role,"
      " is_disabled = excluded.is_disabled",
      person.name, person.password, to_string(person.role), person.is_disabled);
}

}  // namespace gracegate::server::sqlite
