// Whom the API turned away for who they are (401, 403): numbers for the metrics, and a word in the log about
// SDK keys, whose products only go on with what they hold.
#ifndef GRACEGATE_SERVER_API_REFUSED_CALLERS_HPP
#define GRACEGATE_SERVER_API_REFUSED_CALLERS_HPP

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "server/store/store.hpp"

namespace gracegate::server::api {

// Threads: any.
class RefusedCallers {
 public:
  enum class Why { no_token, unknown_token, wrong_login, expired, revoked, forbidden };

  // `tell` is called from any thread, once in a process for each SDK key and reason.
  explicit RefusedCallers(std::function<void(std::string_view)> tell);

  // `token` is null where none of ours came with the request.
  void add(Why why, const Token* token = nullptr);

  std::string metrics() const;  // lines of Prometheus text

 private:
  const std::function<void(std::string_view)> tell_;
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t> counts_;    // by labels, all of them from the start
  std::set<std::pair<std::string, Why>> told_of_;  // ids of SDK keys
};

}  // namespace gracegate::server::api

#endif
