#include "server/store/sqlite/sqlite_reader.hpp"

#include "server/store/sqlite/failure.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

Result<std::optional<Account>> SqliteReader::account(const std::string& id) const {
  return reported([&] { return read_account(connection_, id); });
}

Result<std::vector<Account>> SqliteReader::accounts(const AccountQuery& query) const {
  return reported([&] { return read_accounts(connection_, query); });
}

Result<std::optional<Case>> SqliteReader::find_case(const std::string& id) const {
  return reported([&] { return read_case(connection_, id); });
}

Result<std::vector<Case>> SqliteReader::cases(const CaseQuery& query) const {
  return reported([&] { return read_cases(connection_, query); });
}

Result<std::int64_t> SqliteReader::count_cases(const CaseQuery& query) const {
  return reported([&] { return sqlite::count_cases(connection_, query); });
}

Result<std::vector<Case>> SqliteReader::open_cases(const std::string& account) const {
  return reported([&] { return read_open_cases(connection_, account); });
}

Result<std::vector<Case>> SqliteReader::told_cases(const std::string& account, TimePoint now) const {
  return reported([&] { return read_told_cases(connection_, account, now); });
}

Result<std::optional<Policy>> SqliteReader::policy(const std::string& name, int version) const {
  return reported([&] { return read_policy(connection_, name, version); });
}

Result<std::vector<Policy>> SqliteReader::policies() const {
  return reported([&] { return read_policies(connection_); });
}

Result<std::vector<Token>> SqliteReader::tokens() const {
  return reported([&] { return read_tokens(connection_); });
}

Result<std::optional<Token>> SqliteReader::token_by_hash(const std::string& hash) const {
  return reported([&] { return read_token_by_hash(connection_, hash); });
}

Result<std::optional<Person>> SqliteReader::person(const std::string& name) const {
  return reported([&] { return read_person(connection_, name); });
}

Result<std::vector<Person>> SqliteReader::people() const {
  return reported([&] { return read_people(connection_); });
}

Result<std::optional<Session>> SqliteReader::session_by_hash(const std::string& hash) const {
  return reported([&] { return read_session_by_hash(connection_, hash); });
}

Result<std::vector<Session>> SqliteReader::sessions(const std::string& person) const {
  return reported([&] { return read_sessions(connection_, person); });
}

Result<Settings> SqliteReader::settings() const {
  return reported([&] { return read_settings(connection_); });
}

Result<std::optional<PublishedNotice>> SqliteReader::notice(const std::string& account) const {
  return reported([&] { return read_notice(connection_, account); });
}

Result<std::vector<PublishedNotice>> SqliteReader::held_notices() const {
  return reported([&] { return read_held_notices(connection_); });
}

Result<std::vector<AuditEntry>> SqliteReader::audit(const AuditQuery& query) const {
  return reported([&] { return read_audit(connection_, query); });
}

Result<bool> SqliteReader::has_payment(const PaymentSeen& payment) const {
  return reported([&] { return sqlite::has_payment(connection_, payment); });
}

Result<std::int64_t> SqliteReader::revision() const {
  return reported([&] { return read_revision(connection_); });
}

Result<std::optional<HelpRequest>> SqliteReader::help_request(const std::string& id) const {
  return reported([&] { return read_help_request(connection_, id); });
}

Result<std::vector<HelpRequest>> SqliteReader::help_requests(const HelpQuery& query) const {
  return reported([&] { return read_help_requests(connection_, query); });
}

Result<std::vector<HelpRequest>> SqliteReader::latest_help(const std::string& case_id,
                                                           TimePoint since) const {
  return reported([&] { return read_latest_help(connection_, case_id, since); });
}

Result<std::int64_t> SqliteReader::count_help_waiting() const {
  return reported([&] { return sqlite::count_help_waiting(connection_); });
}

Result<HelpTally> SqliteReader::help_tally(const std::string& account, TimePoint since) const {
  return reported([&] { return read_help_tally(connection_, account, since); });
}

Result<bool> SqliteReader::was_held_for_help(const std::string& case_id) const {
  return reported([&] { return sqlite::was_held_for_help(connection_, case_id); });
}

Result<std::optional<std::string>> SqliteReader::help_file(const std::string& help) const {
  return reported([&] { return read_help_file(connection_, help); });
}

}  // namespace gracegate::server::sqlite
