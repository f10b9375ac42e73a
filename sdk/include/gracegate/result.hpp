// Result<T>: a value or one error. Nothing in gracegate throws across its public API.
#ifndef GRACEGATE_RESULT_HPP
#define GRACEGATE_RESULT_HPP

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace gracegate {

enum class ErrorCode {
  invalid_argument,  // the caller gave something that cannot be right: correct it and call again
  malformed,         // bytes from outside that are not what they claim to be
  too_large,         // bytes from outside above a documented limit
  untrusted,         // well formed, but not signed by a key that we trust, or not for us
  outdated,          // well formed and signed, but older than what we hold, or expired
  not_found,         // what was asked for does not exist
  conflict,          // it exists already, or its state does not allow the action
  forbidden,         // the caller's credentials do not allow it
  unavailable,       // network, disk or server trouble: trying again later may help
  internal,          // our own fault: please report it
};

// One line, lower case, that says what to do; it does not repeat the caller's words.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::string pointer;  // JSON pointer (RFC 6901) to the fault in the input, where there is one
};

// Threads: a value; distinct objects may be used from any thread.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  // Precondition of these: ok().
  T& value() & { return (assert(ok()), *std::get_if<0>(&state_)); }
  const T& value() const& { return (assert(ok()), *std::get_if<0>(&state_)); }
  T&& value() && { return (assert(ok()), std::move(*std::get_if<0>(&state_))); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // Precondition: !ok().
  const Error& error() const { return (assert(!ok()), *std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}

  bool ok() const noexcept { return ok_; }
  explicit operator bool() const noexcept { return ok_; }
  const Error& error() const { return (assert(!ok_), error_); }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace gracegate

#endif
