// Keeps what is held current: one exchange with the server at a time.
#ifndef GRACEGATE_CLIENT_SYNC_HPP
#define GRACEGATE_CLIENT_SYNC_HPP

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/backoff.hpp"
#include "client/cache_format.hpp"
#include "client/cache_restore.hpp"
#include "client/fingerprint.hpp"
#include "client/freshness.hpp"
#include "client/held_keys.hpp"
#include "client/help_outbox.hpp"
#include "client/holdings.hpp"
#include "client/notice_intake.hpp"
#include "client/place.hpp"
#include "client/snapshot_cell.hpp"
#include "client/troubles.hpp"
#include "client/trusted_time.hpp"
#include "gracegate/keyset.hpp"
#include "gracegate/transport.hpp"

namespace gracegate {

// Whom to ask about what.
struct SyncTarget {
  std::string prefix;  // path in front of "/v1/..."
  std::string product;
  std::string account;  // empty: follow the feed
  std::string sdk_key;
  std::vector<PublicKey> roots;
};

// Where the outcome goes. All of these outlive the Sync.
struct SyncBoard {
  const Clock& clock;
  TrustedTime& time;
  SnapshotCell& cell;
  Freshness& freshness;
  Troubles& contact;         // with the server
  Troubles& content;         // of single notices: refused because older
  const HelpOutbox& outbox;  // what does not wait until the server has news
};

// How one exchange is to go.
struct Turn {
  std::chrono::seconds hold;        // how long the server may hold its answer back when there is nothing new
  std::chrono::milliseconds apart;  // from one that brought nothing new to the next, at least
  std::chrono::milliseconds at_most;  // for all of it
};

// The key set comes first, then the complete feed, then its changes; or the one notice of an account.
// Whatever goes wrong changes nothing of what is held, but that all goes that is held by a key set which has
// ended, and what a key has signed that is named no more. Threads: one, apart from revision().
class Sync {
 public:
  using Wait = std::chrono::milliseconds;
  static constexpr Wait kShortTimeout = std::chrono::seconds(10);

  Sync(SyncTarget target, SyncBoard board, Transport& transport, Fingerprint fingerprint, std::uint64_t seed);

  // What the cache held. Before the first step.
  void restore(Restored restored);
  // Whether the cache held more than that was worth verifying at the start. Until restore_more() has verified
  // the rest, piece by piece, nobody is asked and nothing must be saved.
  bool is_restoring() const { return !unverified_.empty(); }
  void restore_more();
  // One exchange. Returns how long to wait until the next.
  Wait step(Turn turn);

  // Tells the server something; nothing that is held follows from its answer. Errors: as Transport::send().
  Result<TransportResponse> post(const std::string& target, std::string body, Wait at_most);
  // What is left of the time for the step that was begun last.
  Wait left() const;

  // A notice that came by hand, with an account. It proves nothing of what time it is, but that it is not
  // earlier. Errors: those of check_notice_file().
  Result<void> take_file(const NoticeFile& file);
  Held held() const { return {keys_.set(), newest_, keys_.have_ended()}; }

  // Whether anything that was signed has come, ever.
  bool has_learnt() const { return keys_.set().has_value(); }
  // Whether what is to be kept over a restart has changed since to_save() was asked.
  bool is_dirty() const { return dirty_; }
  CacheHead to_save();
  void save_again() { dirty_ = true; }  // it could not be saved
  std::int64_t revision() const noexcept { return revision_.load(std::memory_order_relaxed); }

 private:
  struct Answer {
    TransportResponse response;
    std::string nonce;
    Wait took;
    // How long to wait until the next when there was nothing new: a server, or something in front of it, that
    // answers at once is not asked in a tight loop.
    Wait idle;
  };

  void let_go_if_ended();
  Wait fetch_keys();
  Wait adopt(const std::string& jws, KeySet keys);
  void distrust_what_lost_its_key();
  Wait fetch_feed();
  Wait take_page(const FeedPage& page, std::int64_t after, const Answer& answer);
  Wait fetch_notice();
  Wait take_notice(const SignedNotice& one, const Answer& answer);
  // Whether that changes what is held. Error: outdated.
  Result<bool> hold_notice(const SignedNotice& one);

  Wait longest_pace() const;
  Result<Answer> ask(TransportRequest request, Wait pace);
  Result<TransportResponse> send(TransportRequest request);
  void stand_at(Position position);  // and says so in revision()
  // Publishes; whether anything has changed.
  bool hold_from_now(Merged merged);
  // Whether the answer is the current one, by the receipt; then the server's time is taken from it. `digest`
  // is that of the body, or with 304 of the body that is held.
  Result<void> take_receipt(const Answer& answer, const std::string& digest, const KeySet& keys);
  Wait succeeded(const Answer& answer, bool progress);
  Wait failed(const Error& error);
  Wait failed(const TransportResponse& response);
  Wait lost_place(const char* why);
  Wait refused(const Error& error);

  const SyncTarget target_;
  SyncBoard board_;
  Transport& transport_;
  Fingerprint fingerprint_;
  Backoff backoff_;

  Turn turn_{};  // the one under way
  Wait ends_{};  // in elapsed time

  std::vector<std::string> unverified_;  // JWS out of the cache, the next one last

  HeldKeys keys_;
  Marks marks_;
  Position position_;         // newest seen: older is refused
  std::string newest_;        // JWS that says so; empty: nothing yet
  bool in_sequence_ = false;  // what is held is the state at `position_`: changes can follow
  std::string etag_;          // of the account's notice that was read last
  std::string digest_;        // of its body
  bool dirty_ = false;
  std::atomic<std::int64_t> revision_{0};
};

}  // namespace gracegate

#endif
