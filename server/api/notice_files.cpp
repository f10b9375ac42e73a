// Notices that travel by hand, to products that cannot reach the server.
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/notice_file.hpp"
#include "server/api/account_id.hpp"
#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kMostValidDays = 400;

struct Wish {
  std::optional<Seconds> validity;
  std::string why;
};

Wish read_wish(Members& in) {
  Wish wish;
  if (const auto days = in.integer("valid_days", 1, kMostValidDays)) wish.validity = *days * kDay;
  wish.why = in.why();
  return wish;
}

// For who has several of these at hand. Below the notice: what stands above it could be taken for its
// beginning.
std::string remark(const std::string& account, const std::string& product, TimePoint expires_at) {
  return "(for account " + account + " of product " + product + ", good until " + format_rfc3339(expires_at) +
         ")\n";
}

Error at_days(Error error) {
  if (error.code == ErrorCode::conflict) error.pointer = "/valid_days";
  return error;
}

// With the root here a server that has slept renews them. What keys sign that have ended is over already.
Result<void> check_keys_last(const Call& call) {
  Keyring& keyring = call.app.keyring;
  if (keyring.ends_at() > call.now) return {};
  (void)keyring.renew(call.now);  // the warning says what to do where it failed
  if (keyring.ends_at() > call.now) return {};
  return Error{ErrorCode::conflict, keyring.warning(call.now), ""};
}

// As long as the notice. Where nobody asked for a time, and the root is elsewhere, as long as it is.
Result<SignedSet> keys_to_carry(const Call& call, const Wish& wish, const Account& account,
                                const PublishedNotice& notice) {
  const Keyring& keyring = call.app.keyring;
  auto keys = keyring.carried_set(account.id, notice.expires_at);
  if (keys || wish.validity || keys.error().code != ErrorCode::conflict) return keys;
  return keyring.carried_set(account.id, TimePoint::min());
}

Result<Change> signed_anew(const Call& call, const Reader& reader, const Wish& wish) {
  const auto account = known_account(reader, call.ids.front());
  if (!account) return account.error();
  if (const auto lasting = check_keys_last(call); !lasting) return lasting.error();
  Change change;
  if (const auto added = call.app.desk.add_notice(reader, *account, call.now, change, wish.validity); !added)
    return added.error();
  const PublishedNotice& notice = change.notices.back();
  const auto keys = keys_to_carry(call, wish, *account, notice);
  if (!keys) return at_days(keys.error());
  const TimePoint counts_until = std::min(notice.expires_at, keys->set.expires_at);
  const std::string text = encode_notice_file({keys->jws, notice.jws}) +
                           remark(account->id, call.app.notary.terms().product, counts_until);
  const Json facts = {{"account", account->id},
                      {"seq", change.accounts.back().seq},
                      {"issued_at", format_rfc3339(call.now)},
                      {"expires_at", format_rfc3339(counts_until)}};
  change.audit.push_back(entry(call, {account->id}, "account.notice", wish.why, to_text(facts)));
  Json reply = facts;
  reply["notice_file"] = text;
  change.reply = {200, to_text(reply)};
  return change;
}

}  // namespace

Result<http::Reply> post_notice(const Call& call) {
  const auto wish = read_body(call.request, read_wish);
  if (!wish) return wish.error();
  if (wish->validity.value_or(Seconds(0)) > call.app.notary.terms().validity &&
      call.role() < StaffRole::admin)
    return Error{ErrorCode::forbidden, "a notice that is valid for longer than usual needs the role admin",
                 ""};
  return commit(call, [&](const Reader& reader) { return signed_anew(call, reader, *wish); });
}

}  // namespace gracegate::server::api
