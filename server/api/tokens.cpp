// SDK keys and people's API tokens. A secret is in the answer that makes it and nowhere else.
#include <nlohmann/json.hpp>

#include "server/api/account_id.hpp"
#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/auth/token_secret.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

void read_role(Members& in, Token& token) {
  const std::string role = in.optional_text("role", 16);
  if (token.kind != Token::Kind::person) {
    if (!role.empty()) in.refuse("role", "is for a person's token only; an SDK key has none");
    return;
  }
  const auto known = staff_role_from(role);
  if (!known) in.refuse("role", "must be " + choice_to(StaffRole::admin));
  token.role = known.value_or(StaffRole::viewer);
}

void read_account(Members& in, Token& token) {
  token.account = in.optional_text("account", kMaxAccountBytes);
  const bool is_bound = token.kind == Token::Kind::account;
  if (is_bound && token.account.empty())
    in.refuse("account", "must name the account that the key is bound to");
  if (!is_bound && !token.account.empty()) in.refuse("account", "is for a key of kind account only");
}

Token read_token(Members& in, TimePoint now) {
  Token token;
  const auto kind = token_kind_from(in.text("kind", 16));
  if (!kind) in.refuse("kind", "must be " + choice_to(Token::Kind::account));
  token.kind = kind.value_or(Token::Kind::person);
  token.name = in.text("name", kMaxName);
  read_role(in, token);
  read_account(in, token);
  token.expires_at = in.time("expires_at");
  if (token.expires_at && *token.expires_at <= now) in.refuse("expires_at", "must be in the future");
  token.created_at = now;
  return token;
}

struct Wish {
  Token token;
  std::string why;
};

}  // namespace

Result<http::Reply> list_tokens(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto tokens = call.app.store.tokens();
  if (!tokens) return tokens.error();
  Json list = Json::array();
  for (const Token& token : *tokens) list.push_back(render(token, call.now));
  return json_reply(200, to_text({{"tokens", list}}));
}

Result<http::Reply> post_token(const Call& call) {
  if (const auto none = refuse_idempotency_key(call.request); !none) return none.error();
  const auto wish = read_body(call.request, [&](Members& in) {
    return Wish{read_token(in, call.now), in.why()};
  });
  if (!wish) return wish.error();
  Token token = wish->token;
  const std::string secret = new_token_secret(token.kind);
  token.id = new_token_id();
  token.hash = token_hash(secret);
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    if (token.kind == Token::Kind::account)
      if (const auto account = known_account(reader, token.account); !account) return account.error();
    Change change;
    Json shown = render(token, call.now);
    change.audit.push_back(entry(call, {token.account}, "token.create", wish->why, to_text(shown)));
    change.tokens.push_back(token);
    shown["token"] = secret;
    change.reply = {201, to_text(shown)};
    return change;
  });
}

Result<http::Reply> delete_token(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    const auto tokens = reader.tokens();
    if (!tokens) return tokens.error();
    for (Token token : *tokens) {
      if (token.id != call.ids.front()) continue;
      if (!token.revoked_at) token.revoked_at = call.now;
      Change change;
      change.reply = {200, to_text(render(token, call.now))};
      change.audit.push_back(entry(call, {token.account}, "token.revoke", *why, change.reply.body));
      change.tokens.push_back(std::move(token));
      return change;
    }
    return Error{ErrorCode::not_found, "no key or token has this id; gracectl key list shows them", ""};
  });
}

}  // namespace gracegate::server::api
