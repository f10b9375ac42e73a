#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr const char* kTokenColumns =
    "id, kind, name, hash, role, person, account, created_at, expires_at, revoked_at";
const std::string kSelectToken = select_from("tokens", kTokenColumns);
const std::string kUpsertToken = upsert_into("tokens", kTokenColumns);

constexpr const char* kPersonColumns = "name, password, role, is_disabled, zone";
const std::string kSelectPerson = select_from("people", kPersonColumns);
const std::string kUpsertPerson = upsert_into("people", kPersonColumns);

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

Person person_of(Query& row) {
  return {row.text(), row.text(), row.word(staff_role_from), row.boolean(), row.text()};
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
  run(connection, kUpsertToken, token.id, to_string(token.kind), token.name, token.hash,
      to_string(token.role), token.person, token.account, token.created_at, token.expires_at,
      token.revoked_at);
}

std::optional<Person> read_person(Connection& connection, const std::string& name) {
  Query row(connection.prepared(kSelectPerson + " WHERE name = ?1"), name);
  if (!row.next()) return std::nullopt;
  return person_of(row);
}

std::vector<Person> read_people(Connection& connection) {
  Query row(connection.prepared(kSelectPerson + " ORDER BY name"));
  std::vector<Person> found;
  while (row.next()) found.push_back(person_of(row));
  return found;
}

void write_person(Connection& connection, const Person& person) {
  run(connection, kUpsertPerson, person.name, person.password, to_string(person.role), person.is_disabled,
      person.zone);
}

}  // namespace gracegate::server::sqlite
