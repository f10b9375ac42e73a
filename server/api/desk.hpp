// The desk: the one way by which anything changes. A change is committed and then posted, in the same order.
#ifndef GRACEGATE_SERVER_API_DESK_HPP
#define GRACEGATE_SERVER_API_DESK_HPP

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "gracegate/result.hpp"
#include "server/api/failures.hpp"
#include "server/api/token_book.hpp"
#include "server/publish/board.hpp"
#include "server/publish/notary.hpp"
#include "server/store/store.hpp"

namespace gracegate::server::api {

// Threads: any. Lock order: the desk's, then the store's, then the board's.
class Desk {
 public:
  Desk(Store& store, Board& board, TokenBook& tokens, const Notary& notary, Failures& failures)
      : store_(store), board_(board), tokens_(tokens), notary_(notary), failures_(failures) {}

  // As Store::change(); when this returns a value, readers and watchers have it too.
  Result<Committed> change(const std::optional<IdempotencyKey>& key,
                           const std::function<Result<Change>(const Reader&)>& decide);

  // Adds to `change` the next signed notice of `account`, with its cases as they are after the change.
  // `validity`: nullopt is that of all notices. Errors: too_large (a case is opened, and its message leaves
  // no room for what may have to be said later).
  Result<void> add_notice(const Reader& reader, Account account, TimePoint now, Change& change,
                          std::optional<Seconds> validity = {}) const;

  // Signs anew all notices that products hold and that are `is_due`. For a new issuer or key, the switch of
  // enforcement, and notices that are about to expire. `change` says what else is written with it. A notice
  // that cannot be made is a failure that is counted and logged, and keeps no other account from having its
  // own.
  Result<void> add_notices(const Reader& reader, TimePoint now,
                           const std::function<bool(const PublishedNotice&)>& is_due, Change& change) const;

 private:
  Store& store_;
  Board& board_;
  TokenBook& tokens_;
  const Notary& notary_;
  Failures& failures_;
  std::mutex mutex_;  // between commit and posting: a watcher that has a revision has all before it
};

}  // namespace gracegate::server::api

#endif
