#include "server/api/sign_in.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/auth/token_secret.hpp"
#include "server/http/address.hpp"

namespace gracegate::server::api {
namespace {

constexpr int kFreeAttempts = 5;
constexpr int kAtOnce = 2;  // of one address
constexpr Seconds kWindow = 15 * kMinute;
constexpr std::size_t kMostPairs = 10'000;
constexpr Seconds kTokenLife = 12 * kHour;

struct LogIn {
  std::string name, password;
};

LogIn read_log_in(Members& in) { return {in.text("user", kMaxName), in.text("password", kMaxPassword)}; }

// Where attempts are counted: an IPv6 guesser has all addresses of a /64.
std::string site_of(const std::string& address) {
  const auto parsed = http::parse_address(address);
  return parsed ? http::to_string(http::site_of(*parsed)) : address;
}

// The same answer, after the same work, whether the name is unknown or the password is wrong.
http::Reply refused() {
  http::Reply reply =
      problem(401, "wrong-login", "Name or password is wrong", "check both; passwords are case-sensitive");
  reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

Result<http::Reply> issue(const Call& call, const Person& person) {
  Token token;
  token.kind = Token::Kind::person;
  token.id = new_token_id();
  token.name = "sign-in";
  token.person = person.name;
  token.role = person.role;
  token.created_at = call.now;
  token.expires_at = call.now + kTokenLife;
  const std::string secret = new_token_secret(token.kind);
  token.hash = token_hash(secret);
  return commit(call, [&](const Reader&) -> Result<Change> {
    Change change;
    change.tokens.push_back(token);
    change.audit.push_back(entry(call, {}, "sign_in", "", to_text(render(token, call.now))));
    change.audit.back().actor = person.name;
    change.reply = {200, to_text({{"token", secret},
                                  {"role", to_string(person.role)},
                                  {"expires_at", render(token.expires_at)}})};
    return change;
  });
}

}  // namespace

std::optional<Seconds> SignIn::begin(const std::string& name, const std::string& address, TimePoint now) {
  const std::string site = site_of(address);
  const std::lock_guard lock(mutex_);
  forget_old(now);
  int& under_way = under_way_[site];
  if (under_way >= kAtOnce) return Seconds{1};
  Attempts& attempts = attempts_[{name, site}];
  const Seconds left = attempts.last + kWindow - now;
  if (attempts.count >= kFreeAttempts && left > Seconds{0}) {
    if (under_way == 0) under_way_.erase(site);
    return left;
  }
  ++under_way;
  ++attempts.count;
  attempts.last = now;
  return std::nullopt;
}

void SignIn::ended(const std::string& name, const std::string& address, bool is_success) {
  const std::string site = site_of(address);
  const std::lock_guard lock(mutex_);
  if (is_success) attempts_.erase({name, site});
  if (--under_way_[site] == 0) under_way_.erase(site);
}

void SignIn::forget_old(TimePoint now) {
  for (auto one = attempts_.begin(); one != attempts_.end();)
    one = one->second.last + kWindow <= now ? attempts_.erase(one) : std::next(one);
  if (attempts_.size() < kMostPairs) return;
  const auto age = [](const auto& one) {
    return std::pair(one.second.count >= kFreeAttempts, one.second.last);
  };
  attempts_.erase(
      std::min_element(attempts_.begin(), attempts_.end(),
                       [&](const auto& one, const auto& other) { return age(one) < age(other); }));
}

Result<Entrance> enter(App& app, const std::string& name, const std::string& password,
                       const std::string& address) {
  if (const auto wait = app.sign_in.begin(name, address, app.now())) return Entrance{{}, *wait};
  const auto person = app.store.person(name);
  const bool is_known = person && *person && !(*person)->is_disabled;
  const auto checked =
      is_known ? app.passwords.verify(password, (*person)->password) : app.passwords.verify_nobody(password);
  app.sign_in.ended(name, address, checked.ok());
  if (!person) return person.error();
  if (checked) return Entrance{**person, {}};
  if (checked.error().code != ErrorCode::forbidden) return checked.error();
  app.refused_callers.add(RefusedCallers::Why::wrong_login);
  return Entrance{};
}

http::Reply wait_reply(Seconds wait) {
  http::Reply reply = problem(429, "too-many-attempts", "Too many attempts",
                              "wait, then try again, or ask an admin for a token");
  reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return reply;
}

Result<http::Reply> log_in(const Call& call) {
  if (const auto none = refuse_idempotency_key(call.request); !none) return none.error();
  const auto said = read_body(call.request, read_log_in);
  if (!said) return said.error();
  const auto entrance = enter(call.app, said->name, said->password, call.request.remote_addr);
  if (!entrance) return entrance.error();
  if (entrance->wait > Seconds{0}) return wait_reply(entrance->wait);
  return entrance->person ? issue(call, *entrance->person) : refused();
}

}  // namespace gracegate::server::api
