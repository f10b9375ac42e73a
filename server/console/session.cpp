#include "server/console/session.hpp"

#include "server/auth/token_secret.hpp"

namespace gracegate::server::console {
namespace {

constexpr std::size_t kMaxAgent = 300;

// __Host- (RFC 6265bis §4.1.3.2): only we can have set it, over TLS, for all paths.
std::string cookie_name(const http::Request& request) {
  return request.tls ? "__Host-gracegate" : "gracegate_console";
}

std::string cookie(const http::Request& request, const std::string& value, const std::string& life) {
  return cookie_name(request) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" +
         (request.tls ? "; Secure" : "") + life;
}

std::string secret_of(const http::Request& request) {
  const std::string* header = request.header("Cookie");
  const std::string start = cookie_name(request) + "=";
  std::string_view rest = header == nullptr ? std::string_view() : *header;
  while (!rest.empty()) {
    const std::size_t end = rest.find("; ");
    const std::string_view one = rest.substr(0, end);
    if (one.substr(0, start.size()) == start) return std::string(one.substr(start.size()));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
  }
  return "";
}

std::string agent_of(const http::Request& request) {
  const std::string* agent = request.header("User-Agent");
  return agent == nullptr || agent->size() > kMaxAgent ? "" : *agent;
}

AuditEntry entry_of(const std::string& action, const Session& session, TimePoint now) {
  AuditEntry entry;
  entry.at = now;
  entry.actor = session.person;
  entry.action = action;
  entry.detail = "{\"session\":\"" + session.id + "\"}";
  return entry;
}

// The session as it is now, edited: what somebody else did to it meanwhile stays.
Result<void> edit_session(api::App& app, const std::string& hash,
                          const std::function<void(Session&, Change&)>& edit) {
  const auto done = app.desk.change(std::nullopt, [&](const Reader& reader) -> Result<Change> {
    auto session = reader.session_by_hash(hash);
    if (!session) return session.error();
    Change change;
    if (!*session || (*session)->ended_at) return change;
    edit(**session, change);
    change.sessions.push_back(std::move(**session));
    return change;
  });
  if (!done) return done.error();
  return {};
}

}  // namespace

Result<std::optional<SignedIn>> signed_in(api::App& app, const http::Request& request) {
  const std::string secret = secret_of(request);
  if (secret.empty()) return std::optional<SignedIn>{};
  const auto session = app.store.session_by_hash(token_hash(secret));
  if (!session) return session.error();
  if (!*session || !is_valid(**session, app.now())) return std::optional<SignedIn>{};
  const auto person = app.store.person((*session)->person);
  if (!person) return person.error();
  if (!*person || (*person)->is_disabled) return std::optional<SignedIn>{};
  return std::optional(SignedIn{**session, **person, token_hash("form\n" + secret)});
}

Result<void> touch(api::App& app, const Session& session) {
  const TimePoint now = app.now();
  if (now < session.seen_at + kMinute) return {};
  return edit_session(app, session.hash, [&](Session& one, Change&) { one.seen_at = now; });
}

Result<std::string> start_session(api::App& app, const http::Request& request, const Person& person) {
  const std::string secret = new_session_secret();
  Session session;
  session.id = new_session_id();
  session.person = person.name;
  session.hash = token_hash(secret);
  session.address = request.remote_addr;
  session.agent = agent_of(request);
  session.started_at = session.seen_at = app.now();
  const auto started = app.desk.change(std::nullopt, [&](const Reader&) -> Result<Change> {
    Change change;
    change.sessions.push_back(session);
    change.audit.push_back(entry_of("session.start", session, session.started_at));
    return change;
  });
  if (!started) return started.error();
  return cookie(request, secret, "");
}

Result<std::string> end_session(api::App& app, const http::Request& request, const Session& session) {
  const TimePoint now = app.now();
  const auto ended = edit_session(app, session.hash, [&](Session& one, Change& change) {
    one.ended_at = now;
    change.audit.push_back(entry_of("session.end", one, now));
  });
  if (!ended) return ended.error();
  return cookie(request, "", "; Max-Age=0");
}

std::shared_ptr<const Token> caller_of(const SignedIn& who) {
  Token caller;
  caller.id = who.session.id;
  caller.kind = Token::Kind::person;
  caller.name = "console";
  caller.role = who.person.role;
  caller.person = who.person.name;
  caller.created_at = who.session.started_at;
  caller.expires_at = who.session.started_at + kSessionLife;
  return std::make_shared<const Token>(std::move(caller));
}

}  // namespace gracegate::server::console
