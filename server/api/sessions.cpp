// Who is signed in at the console: people see and end their own sessions, admins everybody's.
#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/people.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

AuditEntry end_entry(const Call& call, const Session& session, const std::string& why) {
  return entry(call, {}, "session.end", why, to_text({{"session", session.id}, {"person", session.person}}));
}

Result<http::Reply> listed(const Call& call, const std::string& person) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto sessions = call.app.store.sessions(person);
  if (!sessions) return sessions.error();
  Json list = Json::array();
  for (const Session& session : *sessions) list.push_back(render(session, call.now));
  return json_reply(200, to_text({{"sessions", list}}));
}

Result<http::Reply> ended(const Call& call, const std::string& person, const std::string& id) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    const auto sessions = reader.sessions(person);
    if (!sessions) return sessions.error();
    for (Session session : *sessions) {
      if (session.id != id) continue;
      if (!session.ended_at) session.ended_at = call.now;
      Change change;
      change.reply = {200, to_text(render(session, call.now))};
      change.audit.push_back(end_entry(call, session, *why));
      change.sessions.push_back(std::move(session));
      return change;
    }
    return Error{ErrorCode::not_found, "this person has no session with this id", ""};
  });
}

}  // namespace

Result<void> sign_out(const Call& call, const Reader& reader, const std::string& person, Change& change) {
  const auto sessions = reader.sessions(person);
  if (!sessions) return sessions.error();
  const auto tokens = reader.tokens();
  if (!tokens) return tokens.error();
  for (Session session : *sessions) {
    if (session.ended_at || session.id == call.caller->id) continue;
    session.ended_at = call.now;
    change.sessions.push_back(std::move(session));
  }
  for (Token token : *tokens) {
    if (token.person != person || token.revoked_at || !token.expires_at || token.id == call.caller->id)
      continue;
    token.revoked_at = call.now;
    change.tokens.push_back(std::move(token));
  }
  return {};
}

Result<http::Reply> list_own_sessions(const Call& call) { return listed(call, call.caller->person); }
Result<http::Reply> end_own_session(const Call& call) {
  return ended(call, call.caller->person, call.ids.front());
}
Result<http::Reply> list_sessions(const Call& call) {
  const auto person = known_person(call.app.store, call.ids.front());
  if (!person) return person.error();
  return listed(call, person->name);
}
Result<http::Reply> end_session(const Call& call) { return ended(call, call.ids.front(), call.ids.back()); }

}  // namespace gracegate::server::api
