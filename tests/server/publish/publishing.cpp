#include "tests/server/publish/publishing.hpp"

#include "tests/support/catch.hpp"

namespace gracegate::test {

using namespace server;

NoticeTerms terms() {
  NoticeTerms terms;
  terms.issuer = "https://grace.example.com";
  terms.product = "notes";
  terms.links = {"https://example.com/pay", "https://example.com/help", "", ""};
  terms.contact = {"Ada Example", "ada@example.com", "+49 30 1234"};
  return terms;
}

Account account_named(const std::string& id, std::int64_t seq) {
  Account account;
  account.id = id;
  account.name = id;
  account.zone = "Europe/Berlin";
  account.seq = seq;
  return account;
}

Case case_of(const std::string& account, TimePoint start) {
  Case one;
  one.id = "c_8f3k2m9q4t7w1x5z";
  one.account = account;
  one.reason = Reason::nonpayment;
  one.policy = "standard";
  one.opened_at = start;
  one.schedule.deadline = start + 14 * kDay;
  one.schedule.stages = {
      {Mode::countdown, start}, {Mode::read_only, start + 15 * kDay}, {Mode::shutdown, start + 22 * kDay}};
  return one;
}

Publishing::Publishing()
    : keyring_(Keyring::open(folder_.file("keys"), kStart).value()),
      notary_(std::make_unique<Notary>(*keyring_, terms())) {}

Expected Publishing::expected(const std::string& account) const {
  return {terms().issuer, terms().product, account};
}

std::unique_ptr<Board> Publishing::make_board(std::vector<PublishedNotice> open, std::int64_t revision,
                                              std::size_t window) {
  return std::make_unique<Board>(
      *notary_, std::move(open), revision, 1, [this] { return now(); }, window);
}

PublishedNotice Publishing::notice(const std::string& account, bool has_cases, std::int64_t revision) const {
  std::vector<Case> cases;
  if (has_cases) cases.push_back(case_of(account, kStart));
  auto published = notary_->issue(account_named(account, revision), cases, {}, now()).value();
  published.revision = revision;
  return published;
}

Committed Publishing::committed(std::int64_t before, std::vector<PublishedNotice> notices) const {
  Committed committed;
  committed.revision = before;
  for (PublishedNotice& one : notices) one.revision = ++committed.revision;
  committed.change.notices = std::move(notices);
  return committed;
}

FeedPage Publishing::verified(const std::string& body) const {
  auto page = verify_feed(body, keyring_->keyset(), expected());
  if (!page) FAIL(page.error().message);
  return *std::move(page);
}

}  // namespace gracegate::test
