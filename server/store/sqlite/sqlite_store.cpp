#include "server/store/sqlite/sqlite_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>

#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/failure.hpp"
#include "server/store/sqlite/lock_file.hpp"
#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/reader_pool.hpp"
#include "server/store/sqlite/sqlite_reader.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server {

namespace {

using namespace sqlite;

constexpr std::size_t kReaders = 4;

// Order: what others refer to comes first; the epoch decides which revisions come next.
void write(Connection& connection, Change& change) {
  if (change.settings) write_settings(connection, *change.settings);
  for (const Account& account : change.accounts) write_account(connection, account);
  for (const Policy& policy : change.policies) insert_policy(connection, policy);
  for (const Case& one : change.cases) write_case(connection, one);
  for (const Person& person : change.people) write_person(connection, person);
  for (const Token& token : change.tokens) write_token(connection, token);
  for (const Session& session : change.sessions) write_session(connection, session);
  for (const PaymentSeen& payment : change.payments) write_payment(connection, payment);
  for (const HelpRequest& help : change.help) write_help_request(connection, help);
  if (change.help_ended_before) forget_help_files(connection, *change.help_ended_before);
  for (const HelpFile& file : change.help_files) write_help_file(connection, file);
  write_notices(connection, change.notices);
  append_audit(connection, change.audit);
}

Result<Committed> replayed(Connection& connection, const IdempotencyKey& key, KnownReply known) {
  if (known.digest != key.digest)
    return Error{ErrorCode::conflict, "use a new idempotency key: this one belongs to another request", ""};
  Committed committed;
  committed.change.reply = std::move(known.reply);
  committed.revision = read_revision(connection);
  committed.is_replay = true;
  return committed;
}

class SqliteStore : public Store {
 public:
  explicit SqliteStore(const std::string& file)
      : file_(file), lock_(file + ".lock"), writer_(opened(file)), readers_(file, kReaders) {}

  Result<std::optional<Account>> account(const std::string& id) const override {
    return read([&](const Reader& reader) { return reader.account(id); });
  }
  Result<std::vector<Account>> accounts(const AccountQuery& query) const override {
    return read([&](const Reader& reader) { return reader.accounts(query); });
  }
  Result<std::optional<Case>> find_case(const std::string& id) const override {
    return read([&](const Reader& reader) { return reader.find_case(id); });
  }
  Result<std::vector<Case>> cases(const CaseQuery& query) const override {
    return read([&](const Reader& reader) { return reader.cases(query); });
  }
  Result<std::int64_t> count_cases(const CaseQuery& query) const override {
    return read([&](const Reader& reader) { return reader.count_cases(query); });
  }
  Result<std::vector<Case>> open_cases(const std::string& account) const override {
    return read([&](const Reader& reader) { return reader.open_cases(account); });
  }
  Result<std::vector<Case>> told_cases(const std::string& account, TimePoint now) const override {
    return read([&](const Reader& reader) { return reader.told_cases(account, now); });
  }
  Result<std::optional<Policy>> policy(const std::string& name, int version) const override {
    return read([&](const Reader& reader) { return reader.policy(name, version); });
  }
  Result<std::vector<Policy>> policies() const override {
    return read([&](const Reader& reader) { return reader.policies(); });
  }
  Result<std::vector<Token>> tokens() const override {
    return read([&](const Reader& reader) { return reader.tokens(); });
  }
  Result<std::optional<Token>> token_by_hash(const std::string& hash) const override {
    return read([&](const Reader& reader) { return reader.token_by_hash(hash); });
  }
  Result<std::optional<Person>> person(const std::string& name) const override {
    return read([&](const Reader& reader) { return reader.person(name); });
  }
  Result<std::vector<Person>> people() const override {
    return read([&](const Reader& reader) { return reader.people(); });
  }
  Result<std::optional<Session>> session_by_hash(const std::string& hash) const override {
    return read([&](const Reader& reader) { return reader.session_by_hash(hash); });
  }
  Result<std::vector<Session>> sessions(const std::string& person) const override {
    return read([&](const Reader& reader) { return reader.sessions(person); });
  }
  Result<Settings> settings() const override {
    return read([&](const Reader& reader) { return reader.settings(); });
  }
  Result<std::optional<PublishedNotice>> notice(const std::string& account) const override {
    return read([&](const Reader& reader) { return reader.notice(account); });
  }
  Result<std::vector<PublishedNotice>> held_notices() const override {
    return read([&](const Reader& reader) { return reader.held_notices(); });
  }
  Result<std::vector<AuditEntry>> audit(const AuditQuery& query) const override {
    return read([&](const Reader& reader) { return reader.audit(query); });
  }
  Result<bool> has_payment(const PaymentSeen& payment) const override {
    return read([&](const Reader& reader) { return reader.has_payment(payment); });
  }
  Result<std::int64_t> revision() const override {
    return read([&](const Reader& reader) { return reader.revision(); });
  }
  Result<std::optional<HelpRequest>> help_request(const std::string& id) const override {
    return read([&](const Reader& reader) { return reader.help_request(id); });
  }
  Result<std::vector<HelpRequest>> help_requests(const HelpQuery& query) const override {
    return read([&](const Reader& reader) { return reader.help_requests(query); });
  }
  Result<std::vector<HelpRequest>> latest_help(const std::string& case_id, TimePoint since) const override {
    return read([&](const Reader& reader) { return reader.latest_help(case_id, since); });
  }
  Result<std::int64_t> count_help_waiting() const override {
    return read([&](const Reader& reader) { return reader.count_help_waiting(); });
  }
  Result<HelpTally> help_tally(const std::string& account, TimePoint since) const override {
    return read([&](const Reader& reader) { return reader.help_tally(account, since); });
  }
  Result<bool> was_held_for_help(const std::string& case_id) const override {
    return read([&](const Reader& reader) { return reader.was_held_for_help(case_id); });
  }
  Result<std::optional<std::string>> help_file(const std::string& help) const override {
    return read([&](const Reader& reader) { return reader.help_file(help); });
  }

  Result<Committed> change(const std::optional<IdempotencyKey>& key,
                           const std::function<Result<Change>(const Reader&)>& decide) override;
  Result<void> backup(const std::string& file) override;

 private:
  static std::unique_ptr<Connection> opened(const std::string& file);
  Result<Committed> decided_and_written(const std::optional<IdempotencyKey>& key,
                                        const std::function<Result<Change>(const Reader&)>& decide);

  // All reads of one call see the same state.
  template <class F>
  auto read(F f) const -> decltype(f(std::declval<const Reader&>())) {
    auto result = reported([&] {
      const ReaderPool::Lease lease(readers_);
      const Transaction snapshot(lease.connection(), Transaction::Kind::read);
      return f(SqliteReader(lease.connection()));
    });
    if (!result) return result.error();
    return *std::move(result);
  }

  const std::string file_;
  const LockFile lock_;
  std::mutex writing_;
  std::unique_ptr<Connection> writer_;  // under writing_
  mutable ReaderPool readers_;
};

std::unique_ptr<Connection> SqliteStore::opened(const std::string& file) {
  make_private(file);
  auto connection = std::make_unique<Connection>(file);
  bring_up_to_date(*connection);  // before anything is written: it may be a foreign file
  Query mode(connection->prepared("PRAGMA journal_mode = WAL"));
  if (!mode.next() || mode.text() != "wal")
    throw Failure(
        {ErrorCode::unavailable, "put the database on a local disk: it cannot be shared there", ""});
  return connection;
}

Result<Committed> SqliteStore::change(const std::optional<IdempotencyKey>& key,
                                      const std::function<Result<Change>(const Reader&)>& decide) {
  const std::lock_guard lock(writing_);
  auto result = reported([&] { return decided_and_written(key, decide); });
  if (!result) return result.error();
  return *std::move(result);
}

Result<Committed> SqliteStore::decided_and_written(
    const std::optional<IdempotencyKey>& key, const std::function<Result<Change>(const Reader&)>& decide) {
  Transaction transaction(*writer_, Transaction::Kind::write);
  if (key)
    if (auto known = read_reply(*writer_, *key)) return replayed(*writer_, *key, *std::move(known));
  auto change = decide(SqliteReader(*writer_));
  if (!change) return change.error();
  Committed committed;
  committed.change = *std::move(change);
  write(*writer_, committed.change);
  committed.revision = read_revision(*writer_);
  if (key && committed.change.keeps_reply) write_reply(*writer_, *key, committed.change.reply);
  transaction.commit();
  return committed;
}

Error cannot_back_up(int error) {
  if (error == EEXIST) return {ErrorCode::conflict, "name a file that does not exist yet", ""};
  return {ErrorCode::unavailable, std::string("the backup cannot be written: ") + std::strerror(error), ""};
}

// On the disk, not only in memory: a backup that is reported is there after a power cut.
Result<void> make_durable(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_done = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!is_done) return cannot_back_up(error);
  return {};
}

Result<void> SqliteStore::backup(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return cannot_back_up(errno);
  ::close(descriptor);
  auto written = reported([&] {
    Connection connection(file_);  // its own: no reader has to wait for it
    run(connection, "VACUUM INTO ?1", file);
  });
  if (written) written = make_durable(file);
  if (!written) ::unlink(file.c_str());
  return written;
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& file) {
  return reported([&]() -> std::unique_ptr<Store> { return std::make_unique<SqliteStore>(file); });
}

}  // namespace gracegate::server
