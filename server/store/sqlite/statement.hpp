// A prepared statement, and one use of it.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_STATEMENT_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_STATEMENT_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gracegate/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace gracegate::server::sqlite {

// A value that is no text.
struct Bytes {
  std::string_view view;
};

// A resource. Threads: those of its connection.
class Statement {
 public:
  // Throws Failure.
  Statement(sqlite3* database, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  sqlite3_stmt* get() const { return statement_; }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

// One use of a statement: values are bound to ?1, ?2, … in the order given; then run() it, or step through
// its rows and read each row's columns from left to right. A second use of the same statement must not begin
// before the first has ended. All throw Failure.
class Query {
 public:
  template <class... Values>
  explicit Query(Statement& statement, const Values&... values) : statement_(statement.get()) {
    (bind(values), ...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  void run();   // to its end
  bool next();  // whether there is a row

  std::int64_t integer();
  int small();  // an integer that fits
  bool boolean() { return integer() != 0; }
  TimePoint time() { return TimePoint(Seconds(integer())); }
  std::string text();
  std::string bytes();
  std::optional<std::int64_t> optional_integer();
  std::optional<TimePoint> optional_time();
  std::optional<std::string> optional_text();
  // An enumeration by its `parse`; throws when the database holds another word.
  template <class Parse>
  auto word(Parse parse) {
    const auto value = parse(text());
    if (!value) refuse_word();
    return *value;
  }

 private:
  void bind(std::int64_t value);
  void bind(std::string_view value);
  void bind(Bytes value);
  void bind(std::nullopt_t);
  void bind(int value) { bind(std::int64_t{value}); }
  void bind(unsigned value) { bind(std::int64_t{value}); }
  void bind(bool value) { bind(std::int64_t{value}); }
  void bind(std::size_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(const std::string& value) { bind(std::string_view(value)); }
  void bind(const char* value) { bind(std::string_view(value)); }
  void bind(TimePoint value) { bind(std::int64_t{value.time_since_epoch().count()}); }
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value) return bind(*value);
    bind(std::nullopt);
  }
  bool is_null() const;
  [[noreturn]] void refuse_word() const;

  sqlite3_stmt* statement_;
  int bound_ = 0;   // parameters so far
  int column_ = 0;  // to be read next
};

}  // namespace gracegate::server::sqlite

#endif
