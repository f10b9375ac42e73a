#include "server/api/desk.hpp"

#include <algorithm>

#include "server/api/told_help.hpp"

namespace gracegate::server::api {
namespace {

// The account's cases once `change` is written.
std::vector<Case> cases_after(std::vector<Case> cases, const std::string& account, const Change& change) {
  for (const Case& changed : change.cases) {
    if (changed.account != account) continue;
    const auto same =
        std::find_if(cases.begin(), cases.end(), [&](const Case& one) { return one.id == changed.id; });
    same == cases.end() ? cases.push_back(changed) : static_cast<void>(*same = changed);
  }
  return cases;
}

std::size_t open_among(const std::vector<Case>& cases) {
  return static_cast<std::size_t>(std::count_if(
      cases.begin(), cases.end(), [](const Case& one) { return one.state == CaseState::open; }));
}

Result<Settings> settings_after(const Reader& reader, const Change& change) {
  if (change.settings) return *change.settings;
  return reader.settings();
}

}  // namespace

Result<Committed> Desk::change(const std::optional<IdempotencyKey>& key,
                               const std::function<Result<Change>(const Reader&)>& decide) {
  const std::lock_guard lock(mutex_);
  auto committed = store_.change(key, decide);
  if (!committed || committed->is_replay) return committed;
  tokens_.update(committed->change.tokens);
  board_.publish(*committed);
  return committed;
}

Result<void> Desk::add_notice(const Reader& reader, Account account, TimePoint now, Change& change,
                              std::optional<Seconds> validity) const {
  const auto told = reader.told_cases(account.id, now);
  if (!told) return told.error();
  const auto settings = settings_after(reader, change);
  if (!settings) return settings.error();
  std::vector<Case> cases = cases_after(*told, account.id, change);
  const std::size_t open = open_among(cases);
  if (open > kMaxCases)
    return Error{ErrorCode::conflict, "an account has at most 32 open cases; end one first", ""};
  if (const auto added = add_help(reader, now, change, cases); !added) return added.error();
  ++account.seq;
  auto notice = notary_.issue(account, cases, *settings, now, validity);
  if (!notice) return notice.error();
  const bool grows = open > open_among(*told);
  if (grows && notice->jws.size() > most_bytes_when_opened(open))
    return Error{ErrorCode::too_large, "shorten the messages of the account's cases, or end one of them", ""};
  change.notices.push_back(std::move(*notice));
  change.accounts.push_back(std::move(account));
  return {};
}

Result<void> Desk::add_notices(const Reader& reader, TimePoint now,
                               const std::function<bool(const PublishedNotice&)>& is_due,
                               Change& change) const {
  const auto notices = reader.held_notices();
  if (!notices) return notices.error();
  for (const PublishedNotice& notice : *notices) {
    if (!is_due(notice)) continue;
    const auto account = reader.account(notice.account);
    if (!account) return account.error();
    if (!*account) continue;
    const auto added = add_notice(reader, **account, now, change);
    if (added) continue;
    if (added.error().code == ErrorCode::unavailable) return added.error();
    failures_.add_unsigned(notice.account, added.error());
  }
  return {};
}

}  // namespace gracegate::server::api
