// Reading and writing the rows of each kind of thing; one source file for each. Every function throws
// Failure, and reads several tables: call it inside a transaction.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_TABLES_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_TABLES_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/store/sqlite/connection.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::sqlite {

// accounts.cpp
std::optional<Account> read_account(Connection& connection, const std::string& id);
std::vector<Account> read_accounts(Connection& connection, const AccountQuery& query);
void write_account(Connection& connection, const Account& account);

// cases.cpp
std::optional<Case> read_case(Connection& connection, const std::string& id);
std::vector<Case> read_cases(Connection& connection, const CaseQuery& query);
std::int64_t count_cases(Connection& connection, const CaseQuery& query);
std::vector<Case> read_open_cases(Connection& connection, const std::string& account);
std::vector<Case> read_told_cases(Connection& connection, const std::string& account, TimePoint now);
void write_case(Connection& connection, const Case& one);

// policies.cpp
std::optional<Policy> read_policy(Connection& connection, const std::string& name, int version);
std::vector<Policy> read_policies(Connection& connection);
void insert_policy(Connection& connection, const Policy& policy);

// people.cpp
std::vector<Token> read_tokens(Connection& connection);
std::optional<Token> read_token_by_hash(Connection& connection, const std::string& hash);
void write_token(Connection& connection, const Token& token);
std::optional<Person> read_person(Connection& connection, const std::string& name);
void write_person(Connection& connection, const Person& person);
std::vector<Person> read_people(Connection& connection);

// sessions.cpp
std::optional<Session> read_session_by_hash(Connection& connection, const std::string& hash);
std::vector<Session> read_sessions(Connection& connection, const std::string& person);
void write_session(Connection& connection, const Session& session);

// settings.cpp
Settings read_settings(Connection& connection);
void write_settings(Connection& connection, const Settings& settings);

// notices.cpp
std::optional<PublishedNotice> read_notice(Connection& connection, const std::string& account);
std::vector<PublishedNotice> read_held_notices(Connection& connection);
std::int64_t read_revision(Connection& connection);
// Gives each its revision.
void write_notices(Connection& connection, std::vector<PublishedNotice>& notices);

// audit.cpp
std::vector<AuditEntry> read_audit(Connection& connection, const AuditQuery& query);
// Gives each its number and hash.
void append_audit(Connection& connection, std::vector<AuditEntry>& entries);

// help.cpp
std::optional<HelpRequest> read_help_request(Connection& connection, const std::string& id);
std::vector<HelpRequest> read_help_requests(Connection& connection, const HelpQuery& query);
std::vector<HelpRequest> read_latest_help(Connection& connection, const std::string& case_id,
                                          TimePoint since);
HelpTally read_help_tally(Connection& connection, const std::string& account, TimePoint since);
std::int64_t count_help_waiting(Connection& connection);
std::size_t read_help_waiting(Connection& connection, const std::string& case_id);  // how many
bool was_held_for_help(Connection& connection, const std::string& case_id);
std::optional<std::string> read_help_file(Connection& connection, const std::string& help);
void write_help_request(Connection& connection, const HelpRequest& help);
// Of a request that is written already.
void write_help_file(Connection& connection, const HelpFile& file);
void forget_help_files(Connection& connection, TimePoint ended_before);

// replies.cpp
struct KnownReply {
  std::string digest;
  SavedReply reply;
};
std::optional<KnownReply> read_reply(Connection& connection, const IdempotencyKey& key);
// Forgets those that are too old at key.at, and keeps this one.
void write_reply(Connection& connection, const IdempotencyKey& key, const SavedReply& reply);
bool has_payment(Connection& connection, const PaymentSeen& payment);
void write_payment(Connection& connection, const PaymentSeen& payment);

}  // namespace gracegate::server::sqlite

#endif
