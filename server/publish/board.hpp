// The board: the signed notices in memory, from which all reads are answered, and those who wait for a
// change.
#ifndef GRACEGATE_SERVER_PUBLISH_BOARD_HPP
#define GRACEGATE_SERVER_PUBLISH_BOARD_HPP

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gracegate/time.hpp"
#include "server/publish/notary.hpp"
#include "server/store/store.hpp"

namespace gracegate::server {

// A notice ready to be sent.
struct Posted {
  std::shared_ptr<const std::string> jws;
  std::string etag;  // with its quotes
  std::int64_t revision = 0;
};

// Threads: any, at the same time. A wait ends with the change, the time, or stop().
class Board {
 public:
  // Starts with the notices of accounts with open cases and the store's revision.
  Board(const Notary& notary, std::vector<PublishedNotice> open, std::int64_t revision, std::int64_t epoch);

  void publish(const Committed& committed);

  // nullptr in `jws`: this account has no open case in memory (ask the store).
  Posted notice(const std::string& account) const;
  // Waits until the account's notice has another tag than `etag`, at most `wait`.
  Posted wait_notice(const std::string& account, const std::string& etag,
                     std::chrono::milliseconds wait) const;

  // Body of GET /v1/feed: everything after revision `after`, complete when `after` is 0 or beyond what is
  // remembered. Waits for a change, at most `wait`, where there is nothing to tell.
  std::shared_ptr<const std::string> feed(std::int64_t after, TimePoint now,
                                          std::chrono::milliseconds wait) const;

  // Waits until something newer than audit entry `after` may exist.
  void wait_audit(std::int64_t after, std::chrono::milliseconds wait) const;

  std::int64_t revision() const;
  std::size_t open_accounts() const;
  std::size_t watchers() const;
  void stop();  // all waits end; later ones do not begin

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace gracegate::server

#endif
