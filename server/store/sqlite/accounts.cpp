#include <algorithm>

#include "server/store/fold.hpp"
#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr std::size_t kMaxAccounts = 500;  // in one page

const std::string kColumns = "id, name, zone, locale, created_at, seq";
const std::string kSelect = select_from("accounts", kColumns);
const std::string kUpsert = upsert_into("accounts", kColumns + ", search");

void read_contacts(Connection& connection, Account& account) {
  Query row(connection.prepared("SELECT kind, name, email, phone FROM contacts WHERE account = ?1"
                                " ORDER BY position"),
            account.id);
  while (row.next())
    account.contacts.push_back({row.word(contact_kind_from), row.text(), row.text(), row.text()});
}

Account account_of(Query& row) {
  Account account;
  account.id = row.text();
  account.name = row.text();
  account.zone = row.text();
  account.locale = row.text();
  account.created_at = row.time();
  account.seq = row.integer();
  return account;
}

void write_contacts(Connection& connection, const Account& account) {
  run(connection, "DELETE FROM contacts WHERE account = ?1", account.id);
  std::size_t position = 0;
  for (const AccountContact& contact : account.contacts)
    run(connection,
        "INSERT INTO contacts (account, position, kind, name, email, phone) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        account.id, position++, to_string(contact.kind), contact.name, contact.email, contact.phone);
}

}  // namespace

std::optional<Account> read_account(Connection& connection, const std::string& id) {
  Query row(connection.prepared(kSelect + " WHERE id = ?1"), id);
  if (!row.next()) return std::nullopt;
  Account account = account_of(row);
  read_contacts(connection, account);
  return account;
}

std::vector<Account> read_accounts(Connection& connection, const AccountQuery& query) {
  std::string sql = kSelect + " WHERE id > ?1 AND (?2 = '' OR instr(search, ?2) > 0)";
  if (query.with_open_cases_only) sql += " AND id IN (SELECT account FROM cases WHERE state = 'open')";
  sql += " ORDER BY id LIMIT ?3";
  std::vector<Account> found;
  Query row(connection.prepared(sql), query.after, folded(query.text),
            std::clamp<std::size_t>(query.limit, 1, kMaxAccounts));
  while (row.next()) found.push_back(account_of(row));
  for (Account& account : found) read_contacts(connection, account);
  return found;
}

void write_account(Connection& connection, const Account& account) {
  run(connection, kUpsert, account.id, account.name, account.zone, account.locale, account.created_at,
      account.seq, folded(account.id + '\n' + account.name));
  write_contacts(connection, account);
}

}  // namespace gracegate::server::sqlite
