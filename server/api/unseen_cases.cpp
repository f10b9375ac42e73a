#include "server/api/unseen_cases.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "server/api/account_id.hpp"
#include "server/api/case_policy.hpp"
#include "server/api/render.hpp"
#include "server/cases/unseen.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::size_t kPage = 500;

Result<std::set<std::string>> accounts_to_look_at(const App& app, TimePoint now) {
  std::set<std::string> accounts;
  CaseQuery query;
  query.state = CaseState::open;
  query.unseen_with_deadline_before = now + kSeenBefore;
  query.limit = kPage;
  for (;;) {
    const auto page = app.store.cases(query);
    if (!page) return page.error();
    for (const Case& one : *page) accounts.insert(one.account);
    if (page->size() < kPage) return accounts;
    query.after = page->back().id;
  }
}

AuditEntry moved_entry(const Case& before, const Case& after, TimePoint now) {
  AuditEntry made;
  made.at = now;
  made.actor = "system";
  made.action = "case.extend";
  made.account = after.account;
  made.case_id = after.id;
  made.why = "nobody has been shown the banner";
  made.detail = to_text(changed_members(render(before, now), render(after, now)));
  return made;
}

Result<Change> given_time(const App& app, const Reader& reader, const std::string& id, TimePoint now) {
  const auto account = known_account(reader, id);
  if (!account) return account.error();
  const auto open = reader.open_cases(id);
  if (!open) return open.error();
  Change change;
  for (const Case& one : *open) {
    const auto policy = policy_of(reader, one);
    if (!policy) return policy.error();
    const Setting setting{StaffRole::admin, now, account->zone, *policy};
    if (!needs_time_to_be_seen(setting, one)) continue;
    auto after = give_time_to_be_seen(setting, one);
    if (!after) return after.error();
    change.audit.push_back(moved_entry(one, *after, now));
    change.cases.push_back(std::move(*after));
  }
  if (change.cases.empty()) return change;
  if (const auto added = app.desk.add_notice(reader, *account, now, change); !added) return added.error();
  return change;
}

}  // namespace

Result<std::vector<std::string>> give_time_to_unseen_cases(App& app) {
  const TimePoint now = app.now();
  const auto accounts = accounts_to_look_at(app, now);
  if (!accounts) return accounts.error();
  std::vector<std::string> told;
  for (const std::string& id : *accounts) {
    const auto done =
        app.desk.change(std::nullopt, [&](const Reader& reader) { return given_time(app, reader, id, now); });
    if (!done) {
      told.push_back("account " + id + " could not be given more time: " + done.error().message);
      continue;
    }
    for (const Case& one : done->change.cases)
      told.push_back("nobody has been shown the banner of " + one.id + " of account " + id +
                     ": its deadline is " + format_rfc3339(one.schedule.deadline) + " now");
  }
  return told;
}

}  // namespace gracegate::server::api
