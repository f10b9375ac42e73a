// A keyring and a notary that work, and a clock that is moved by hand.
#ifndef GRACEGATE_TESTS_SERVER_PUBLISH_PUBLISHING_HPP
#define GRACEGATE_TESTS_SERVER_PUBLISH_PUBLISHING_HPP

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "gracegate/feed.hpp"
#include "server/publish/board.hpp"
#include "server/publish/notary.hpp"
#include "tests/support/temporary_folder.hpp"

namespace gracegate::test {

constexpr TimePoint kStart{Seconds{1'764'000'000}};  // 2025-11-24 16:00 UTC

class Publishing {
 public:
  Publishing();

  const server::Notary& notary() const { return *notary_; }
  const server::Keyring& keyring() const { return *keyring_; }
  Expected expected(const std::string& account = "") const;

  TimePoint now() const { return TimePoint(Seconds(now_.load())); }
  void advance(Seconds by) { now_ += by.count(); }

  std::unique_ptr<server::Board> make_board(std::vector<server::PublishedNotice> open = {},
                                            std::int64_t revision = 1, std::size_t window = 20'000);
  server::PublishedNotice notice(const std::string& account, bool has_cases, std::int64_t revision) const;
  // As the store would return it: `notices` with the revisions after `before`, in order.
  server::Committed committed(std::int64_t before, std::vector<server::PublishedNotice> notices) const;
  FeedPage verified(const std::string& body) const;  // fails the test where it does not verify

 private:
  TemporaryFolder folder_;
  std::unique_ptr<server::Keyring> keyring_;
  std::unique_ptr<server::Notary> notary_;
  std::atomic<std::int64_t> now_{kStart.time_since_epoch().count()};
};

server::Account account_named(const std::string& id, std::int64_t seq = 1);
server::Case case_of(const std::string& account, TimePoint start);
server::NoticeTerms terms();

}  // namespace gracegate::test

#endif
