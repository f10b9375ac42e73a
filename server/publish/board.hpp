// The board: the signed notices in memory, from which all reads are answered, and those who wait for a
// change.
#ifndef GRACEGATE_SERVER_PUBLISH_BOARD_HPP
#define GRACEGATE_SERVER_PUBLISH_BOARD_HPP

#include <chrono>
#include <cstdint>
#include <functional>
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
};

// Computes the tag.
Posted posted(const PublishedNotice& notice);

// A resource. Threads: any, at the same time; publish() in the order in which the changes were committed. A
// wait ends with the change, the time, or stop(); all must have returned before the board goes.
class Board {
 public:
  // Starts with the notices that products hold and the store's revision. `now` is asked when an
  // answer is signed, from any thread. `notary` outlives the board. `clear_remembered`: so many accounts that
  // became clear are told of in changes; who asks from before them gets a complete answer.
  Board(const Notary& notary, const std::vector<PublishedNotice>& held, std::int64_t revision,
        std::int64_t epoch, std::function<TimePoint()> now, std::size_t clear_remembered = 20'000);
  ~Board();

  void publish(const Committed& committed);

  // nullptr in `jws`: of this account products hold none (ask the store).
  Posted notice(const std::string& account) const;
  // Waits until the account has a notice later than revision `after`, at most `wait`. Take `after` from
  // revision() before reading the notice: then no change can be missed between the two.
  void wait_notice(const std::string& account, std::int64_t after, std::chrono::milliseconds wait) const;

  // Body of GET /v1/feed: everything after revision `after`, complete when `after` is 0, beyond the present
  // revision or before what is remembered. Waits for a change, at most `wait`, where there is nothing to
  // tell. Those who ask the same get the same bytes for up to two seconds.
  std::shared_ptr<const std::string> feed(std::int64_t after, std::chrono::milliseconds wait) const;

  // Waits until something newer than audit entry `after` may exist. Returns the last entry there is, or
  // `after`.
  std::int64_t wait_audit(std::int64_t after, std::chrono::milliseconds wait) const;

  std::int64_t revision() const;
  std::size_t held_notices() const;
  std::size_t watchers() const;
  void stop();  // all waits end; later ones do not begin

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gracegate::server

#endif
