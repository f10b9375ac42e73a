// Makes an account's signed notice from what the server knows.
#ifndef GRACEGATE_SERVER_PUBLISH_NOTARY_HPP
#define GRACEGATE_SERVER_PUBLISH_NOTARY_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"
#include "server/cases/case.hpp"
#include "server/publish/keyring.hpp"
#include "server/store/store.hpp"

namespace gracegate::server {

// What all notices of a server have in common.
struct NoticeTerms {
  std::string issuer;
  std::string product;  // `aud`
  Links links;          // {account} stands for the account's id
  Contact contact;
  Seconds validity = 30 * kDay;
};

// The largest notice that an account may have once a case is opened on it. What is left of kMaxNoticeBytes is
// for what must always fit afterwards: a suspension, a zone, links, and of each case a hold and later stages.
// Requests for help never take of it: the oldest are left out.
constexpr std::size_t most_bytes_when_opened(std::size_t cases) {
  constexpr std::size_t kReserve = 4096;
  constexpr std::size_t kReserveOfCase = 1024;
  return kMaxNoticeBytes - kReserve - cases * kReserveOfCase;
}

// Threads: any. What is issued has passed the check that every reader makes: what readers would refuse is an
// error here (too_large: shorten messages or end a case; malformed), because a reader that refuses a notice
// goes on with the one before.
class Notary {
 public:
  Notary(const Keyring& keyring, NoticeTerms terms);  // `keyring` outlives it

  // Notice of `account` at `now`, as number account.seq. `cases`: its open ones, and those that ended, of
  // which it says what there is to say still. `validity`: nullopt is that of the terms.
  Result<PublishedNotice> issue(const Account& account, const std::vector<Case>& cases,
                                const Settings& settings, TimePoint now,
                                std::optional<Seconds> validity = {}) const;
  // Whether it is by a key that is in use still, and has issuer, links and contact as they are now.
  bool is_up_to_date(const PublishedNotice& notice) const;
  // For an account that nobody has told us of: no cases, seq 0.
  Result<PublishedNotice> issue_unknown(const std::string& account, const Settings& settings,
                                        TimePoint now) const;
  // That `body` is what is current now, for who asked with `nonce` (docs/formats/receipt.md).
  std::string receipt(const std::string& nonce, std::string_view body, TimePoint now) const;
  // The notice as a value, before it is signed: previews and standing use it. Pure.
  Notice draft(const Account& account, const std::vector<Case>& cases, const Settings& settings,
               TimePoint now, std::optional<Seconds> validity = {}) const;

  const Keyring& keyring() const { return keyring_; }
  const NoticeTerms& terms() const { return terms_; }

 private:
  const Keyring& keyring_;
  NoticeTerms terms_;
};

}  // namespace gracegate::server

#endif
