// The board's memory: the last notice of each account that products hold one of, and for a while of each that
// became clear, in order of revision. No threads, no clock.
#ifndef GRACEGATE_SERVER_PUBLISH_LEDGER_HPP
#define GRACEGATE_SERVER_PUBLISH_LEDGER_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace gracegate::server {

struct Posting {
  std::shared_ptr<const std::string> jws;
  std::string etag;
  std::int64_t revision = 0;
  bool is_held = false;
};

using Bytes = std::vector<std::shared_ptr<const std::string>>;  // of notices

// Threads: one at a time.
class Ledger {
 public:
  // Knows of no account that became clear before `revision`. Remembers at most `window` of those.
  Ledger(std::int64_t revision, std::size_t window) : remembered_from_(revision), window_(window) {}

  // In place of what the account had. Precondition: another revision than all before.
  void put(const std::string& account, Posting posting);

  const Posting* find(const std::string& account) const;  // nullptr: neither held nor remembered as clear
  // Whether since(after) leaves nothing out.
  bool remembers(std::int64_t after) const { return after >= remembered_from_; }
  Bytes since(std::int64_t after) const;  // all later than revision `after`
  Bytes held() const;                     // all that say something
  std::size_t held_count() const { return by_revision_.size() - clear_.size(); }

 private:
  void drop(const std::string& account);
  void forget_oldest();

  std::unordered_map<std::string, Posting> by_account_;
  std::map<std::int64_t, std::string> by_revision_;  // accounts
  std::set<std::int64_t> clear_;                     // revisions of notices that say nothing
  std::int64_t remembered_from_;
  std::size_t window_;
};

}  // namespace gracegate::server

#endif
