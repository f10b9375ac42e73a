// The store's reads, over one connection.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_SQLITE_READER_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_SQLITE_READER_HPP

#include "server/store/sqlite/connection.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::sqlite {

// Threads: that of the connection, which is inside a transaction.
class SqliteReader : public Reader {
 public:
  explicit SqliteReader(Connection& connection) : connection_(connection) {}

  Result<std::optional<Account>> account(const std::string& id) const override;
  Result<std::vector<Account>> accounts(const AccountQuery& query) const override;
  Result<std::optional<Case>> find_case(const std::string& id) const override;
  Result<std::vector<Case>> cases(const CaseQuery& query) const override;
  Result<std::int64_t> count_cases(const CaseQuery& query) const override;
  Result<std::vector<Case>> open_cases(const std::string& account) const override;
  Result<std::vector<Case>> told_cases(const std::string& account, TimePoint now) const override;
  Result<std::optional<Policy>> policy(const std::string& name, int version) const override;
  Result<std::vector<Policy>> policies() const override;
  Result<std::vector<Token>> tokens() const override;
  Result<std::optional<Token>> token_by_hash(const std::string& hash) const override;
  Result<std::optional<Person>> person(const std::string& name) const override;
  Result<std::vector<Person>> people() const override;
  Result<std::optional<Session>> session_by_hash(const std::string& hash) const override;
  Result<std::vector<Session>> sessions(const std::string& person) const override;
  Result<Settings> settings() const override;
  Result<std::optional<PublishedNotice>> notice(const std::string& account) const override;
  Result<std::vector<PublishedNotice>> held_notices() const override;
  Result<std::vector<AuditEntry>> audit(const AuditQuery& query) const override;
  Result<bool> has_payment(const PaymentSeen& payment) const override;
  Result<std::int64_t> revision() const override;
  Result<std::optional<HelpRequest>> help_request(const std::string& id) const override;
  Result<std::vector<HelpRequest>> help_requests(const HelpQuery& query) const override;
  Result<std::vector<HelpRequest>> latest_help(const std::string& case_id, TimePoint since) const override;
  Result<std::int64_t> count_help_waiting() const override;
  Result<HelpTally> help_tally(const std::string& account, TimePoint since) const override;
  Result<bool> was_held_for_help(const std::string& case_id) const override;
  Result<std::optional<std::string>> help_file(const std::string& help) const override;

 private:
  Connection& connection_;
};

}  // namespace gracegate::server::sqlite

#endif
