// What went wrong in SQLite, as an error of ours.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_FAILURE_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_FAILURE_HPP

#include <exception>
#include <type_traits>
#include <utility>

#include "gracegate/result.hpp"

struct sqlite3;

namespace gracegate::server::sqlite {

// Thrown within this folder only; reported() turns it into a Result at its border.
class Failure : public std::exception {
 public:
  explicit Failure(Error error) : error_(std::move(error)) {}
  const Error& error() const { return error_; }
  const char* what() const noexcept override { return error_.message.c_str(); }

 private:
  Error error_;
};

// The error behind SQLite's result `code`: conflict (exists already), internal (rows that contradict each
// other), unavailable (all the rest). `database` may be nullptr.
Error error_of(int code, sqlite3* database);

[[noreturn]] void fail(int code, sqlite3* database);

template <class F>
auto reported(F f) -> Result<decltype(f())> {
  try {
    if constexpr (std::is_void_v<decltype(f())>) {
      f();
      return {};
    } else {
      return f();
    }
  } catch (const Failure& failure) {
    return failure.error();
  }
}

}  // namespace gracegate::server::sqlite

#endif
