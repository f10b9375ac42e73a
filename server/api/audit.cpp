#include "server/store/audit_chain.hpp"

#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/page.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kMaxWait = 60;

}  // namespace

Result<http::Reply> list_audit(const Call& call) {
  Query query(call.request);
  AuditQuery wanted;
  wanted.after = query.integer("after", 0, kMaxJsonInteger, 0);
  wanted.account = query.text("account", kMaxAccountBytes);
  wanted.case_id = query.text("case", 40);
  wanted.limit = static_cast<std::size_t>(query.integer("limit", 1, 1000, 100));
  wanted.actor = query.text("actor", kMaxName);
  wanted.action = query.text("action", 40);
  const std::int64_t before = query.integer("before", 0, kMaxJsonInteger, 0);
  if (before > 0) wanted.before = before;
  const std::int64_t wait = query.integer("wait", 0, kMaxWait, 0);
  if (const auto fault = query.finish()) return *fault;
  auto found = call.app.store.audit(wanted);
  // Entries of other accounts end the wait too: the next one begins behind them.
  std::int64_t seen = wanted.after;
  if (found && found->empty() && wait > 0) {
    seen = call.app.board.wait_audit(wanted.after, std::chrono::seconds{wait});
    found = call.app.store.audit(wanted);
  }
  if (!found) return found.error();
  Page page("entries");
  for (const AuditEntry& entry : *found) {
    if (!page.add(render(entry))) break;
    seen = entry.id;
  }
  return std::move(page).reply(seen);
}

Result<http::Reply> verify_audit(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto check = server::verify_audit(call.app.store);
  if (!check) return check.error();
  Json out = {{"ok", !check->broken}, {"entries", check->entries}, {"head", check->last_hash}};
  if (check->broken) out["broken_at"] = *check->broken;
  return json_reply(200, to_text(out));
}

}  // namespace gracegate::server::api
