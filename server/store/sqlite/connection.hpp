// A connection to the database file, with its prepared statements.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_CONNECTION_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_CONNECTION_HPP

#include <memory>
#include <string>
#include <unordered_map>

#include "server/store/sqlite/statement.hpp"

namespace gracegate::server::sqlite {

// A resource. Threads: one at a time.
class Connection {
 public:
  // `file` must exist. Throws Failure, as all functions here do.
  explicit Connection(const std::string& file);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void execute(const char* sql);  // one or several statements without values
  // Prepared at the first use and kept.
  Statement& prepared(const std::string& sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::unordered_map<std::string, std::unique_ptr<Statement>> statements_;  // closed before the database
};

// Runs `sql` with `values` to its end.
template <class... Values>
void run(Connection& connection, const std::string& sql, const Values&... values) {
  Query(connection.prepared(sql), values...).run();
}

// Rolls back at its end unless it was committed.
class Transaction {
 public:
  enum class Kind { read, write };
  Transaction(Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Connection& connection_;
  bool is_over_ = false;
};

}  // namespace gracegate::server::sqlite

#endif
