// The keys that notices are signed with, and the root behind them.
#include "core/jws.hpp"

#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kKeyText = 43;

Json render_keys(const KeyringState& state) {
  Json keys = Json::array();
  for (const auto& [key, is_here] : state.keys)
    keys.push_back({{"id", key.id},
                    {"from", render(key.not_before)},
                    {"until", render(key.not_after)},
                    {"here", is_here},
                    {"signs", key.id == state.signs}});
  return keys;
}

// Ids of the roots that were replaced, as far back as the set remembers.
Json render_replaced(const KeySet& set) {
  Json roots = Json::array();
  for (const std::string& succession : set.successions)
    if (const auto jws = parse_jws(succession, kSuccessionType, kMaxKeySetBytes)) roots.push_back(jws->kid);
  return roots;
}

Result<Json> shown(const Call& call) {
  const auto state = call.app.keyring.state();
  if (!state) return state.error();
  const std::string warning = call.app.keyring.warning(call.now);
  return Json{
      {"version", state->set.version},
      {"issued_at", render(state->set.issued_at)},
      {"ends_at", render(state->set.expires_at)},
      {"keys", render_keys(*state)},
      {"root", {{"id", key_id(state->root)}, {"key", to_string(state->root)}, {"here", state->has_root}}},
      {"replaced_roots", render_replaced(state->set)},
      {"waits_for_root", state->has_request},
      {"warning", warning.empty() ? Json() : Json(warning)}};
}

// `act` is done, then told, with all notices signed anew that a key has signed which is no more.
Result<http::Reply> carry_out(const Call& call, const char* action, const std::string& why,
                              const std::function<Result<void>(Keyring&)>& act) {
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    if (const auto done = act(call.app.keyring); !done) return done.error();
    const auto state = shown(call);
    if (!state) return state.error();
    Change change;
    change.reply = {200, to_text(*state)};
    change.audit.push_back(entry(call, {}, action, why, change.reply.body));
    const auto is_due = [&](const PublishedNotice& notice) { return !call.app.notary.is_up_to_date(notice); };
    if (const auto added = call.app.desk.add_notices(reader, call.now, is_due, change); !added)
      return added.error();
    return change;
  });
}

// What an action on keys says, as it is about a member of the body.
Error refusal_of(const Error& error, const char* pointer) {
  switch (error.code) {
    case ErrorCode::malformed:
    case ErrorCode::untrusted:
    case ErrorCode::not_found:
      return {ErrorCode::invalid_argument, error.message, pointer};
    case ErrorCode::outdated:
      return {ErrorCode::conflict, error.message, ""};
    default:
      return error;
  }
}

Seconds read_days(Members& in) {
  return in.integer("days", 1, kMaxKeySetLife / kDay).value_or(kOfflineKeySetLife / kDay) * kDay;
}

}  // namespace

Result<http::Reply> get_keyring(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto state = shown(call);
  if (!state) return state.error();
  return json_reply(200, to_text(*state));
}

Result<http::Reply> rotate_key(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return carry_out(call, "keys.rotate", *why, [&](Keyring& keyring) { return keyring.rotate(call.now); });
}

Result<http::Reply> revoke_key(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return carry_out(call, "keys.revoke", *why,
                   [&](Keyring& keyring) { return keyring.revoke(call.ids.front(), call.now); });
}

Result<http::Reply> replace_root(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return carry_out(call, "keys.replace_root", *why,
                   [&](Keyring& keyring) { return keyring.replace_root(call.now); });
}

Result<http::Reply> remove_root(const Call& call) {
  struct Wish {
    PublicKey copy;
    Seconds life;
    std::string why;
  };
  const auto wish = read_body(call.request, [](Members& in) {
    const auto copy = parse_public_key(in.text("copy", kKeyText));
    if (!copy) in.refuse("copy", "must be the public key of the copy of root.pem, 43 characters");
    return Wish{copy ? *copy : PublicKey(), read_days(in), in.why()};
  });
  if (!wish) return wish.error();
  return carry_out(call, "keys.remove_root", wish->why,
                   [&](Keyring& keyring) { return keyring.remove_root(wish->copy, wish->life, call.now); });
}

Result<http::Reply> request_keyset(const Call& call) {
  struct Wish {
    Seconds life;
    std::string revoked, why;
  };
  const auto wish = read_body(call.request, [](Members& in) {
    return Wish{read_days(in), in.optional_text("revoke", kKeyText), in.why()};
  });
  if (!wish) return wish.error();
  return commit(call, [&](const Reader&) -> Result<Change> {
    const auto made = call.app.keyring.request(wish->life, wish->revoked, call.now);
    if (!made) return refusal_of(made.error(), "/revoke");
    const Json next = Json::parse(made->payload);
    Change change;
    change.reply = {200, to_text({{"current", made->held}, {"keyset", next}})};
    change.audit.push_back(entry(call, {}, "keys.request", wish->why, to_text(next)));
    return change;
  });
}

Result<http::Reply> install_keyset(const Call& call) {
  struct Wish {
    std::string keyset, why;
  };
  const auto wish = read_body(call.request, [](Members& in) {
    return Wish{in.text("keyset", kMaxKeySetBytes), in.why()};
  });
  if (!wish) return wish.error();
  return carry_out(call, "keys.install", wish->why, [&](Keyring& keyring) -> Result<void> {
    const auto done = keyring.install(wish->keyset, call.now);
    if (done) return done;
    return refusal_of(done.error(), "/keyset");
  });
}

}  // namespace gracegate::server::api
