// What failed on our side: counted for the metrics, and each with its cause in the log, because the client is
// not told it.
#ifndef GRACEGATE_SERVER_API_FAILURES_HPP
#define GRACEGATE_SERVER_API_FAILURES_HPP

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "gracegate/result.hpp"

namespace gracegate::server::api {

// Threads: any.
class Failures {
 public:
  enum class Cause { internal, unavailable, notice };
  using Tell = std::function<void(Cause, std::string_view)>;

  // `tell` is called from any thread, once for each failure, with one line.
  explicit Failures(Tell tell) : tell_(std::move(tell)) {}

  // Counts and tells what is answered with 500 or 503; every other error is the client's. `operation` is
  // method and pattern of the route: a path may have a secret in it that somebody took for an id.
  void add(const std::string& operation, const Error& error);

  // A notice that could not be signed anew: the account's products go on with the one before.
  void add_unsigned(const std::string& account, const Error& error);

  std::string metrics() const;  // lines of Prometheus text

 private:
  void add(Cause cause, std::string_view line);

  const Tell tell_;
  std::array<std::atomic<std::uint64_t>, 3> counts_{};  // by cause
};

}  // namespace gracegate::server::api

#endif
