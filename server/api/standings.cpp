// What holds for an account, and what its people see: computed by the SDK's own code.
#include <nlohmann/json.hpp>

#include "core/notice_codec.hpp"
#include "gracegate/banner.hpp"
#include "server/api/account_id.hpp"
#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/api/told_help.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

// An account that nobody has told us of has no cases.
Result<Account> account_or_unknown(const Call& call, const std::string& id) {
  if (const auto valid = check_account_id(id); !valid) return valid.error();
  auto known = call.app.store.account(id);
  if (!known) return known.error();
  if (*known) return **std::move(known);
  Account unknown;
  unknown.id = id;
  return unknown;
}

// The account's notice as it would be signed now.
Result<Notice> present_notice(const Call& call, const Account& account) {
  const auto settings = call.app.store.settings();
  if (!settings) return settings.error();
  auto cases = call.app.store.told_cases(account.id, call.now);
  if (!cases) return cases.error();
  if (const auto added = add_help(call.app.store, call.now, {}, *cases); !added) return added.error();
  return call.app.notary.draft(account, *cases, *settings, call.now);
}

// At another instant the notice has been refreshed meanwhile: it does not expire.
Notice lasting(Notice notice, TimePoint at) {
  notice.expires_at = std::max(notice.expires_at, at + kDay);
  return notice;
}

// In the account's language, if the query names no other.
Viewer read_viewer(Query& query, const Account& account) {
  Viewer viewer;
  const std::string role = query.text("role", 16).value_or("member");
  if (role == "billing") viewer.role = Role::billing;
  if (role != "billing" && role != "member") query.refuse("role", "must be member or billing");
  viewer.locale = query.text("locale", 64).value_or(account.locale);
  return viewer;
}

}  // namespace

Result<http::Reply> get_standing(const Call& call) {
  Query query(call.request);
  const TimePoint at = query.time("at").value_or(call.now);
  if (const auto fault = query.finish()) return *fault;
  const auto account = account_or_unknown(call, call.ids.front());
  if (!account) return account.error();
  const auto notice = present_notice(call, *account);
  if (!notice) return notice.error();
  Json out = render(standing_at(lasting(*notice, at), at), notice->account, at);
  out["notice"] = Json::parse(encode_notice(*notice));
  return json_reply(200, to_text(out));
}

Result<http::Reply> get_banner(const Call& call) {
  const auto account = account_or_unknown(call, call.ids.front());
  if (!account) return account.error();
  const auto notice = present_notice(call, *account);
  if (!notice) return notice.error();
  Query query(call.request);
  const Viewer viewer = read_viewer(query, *account);
  const TimePoint at = query.time("at").value_or(call.now);
  const std::string format = query.text("format", 8).value_or("json");
  if (format != "json" && format != "html" && format != "text")
    query.refuse("format", "must be json, html or text");
  if (const auto fault = query.finish()) return *fault;
  const auto banner = banner_at(lasting(*notice, at), at, viewer);
  http::Reply reply = json_reply(200, banner_json(banner, at));
  if (format == "json") return reply;
  reply.content_type = format == "html" ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  reply.body = !banner ? "" : format == "html" ? banner_html(*banner) : banner_text(*banner);
  return reply;
}

}  // namespace gracegate::server::api
