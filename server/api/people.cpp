#include "server/api/people.hpp"

#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/auth/token_secret.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

StaffRole read_role(Members& in) {
  const auto role = staff_role_from(in.text("role", 16));
  if (!role) in.refuse("role", "must be " + choice_to(StaffRole::admin));
  return role.value_or(StaffRole::viewer);
}

bool is_acting_admin(const Person& person) { return person.role == StaffRole::admin && !person.is_disabled; }

// Of a server without an admin nobody could make one.
Result<void> check_admin_left(const Reader& reader, const Person& leaving) {
  const auto people = reader.people();
  if (!people) return people.error();
  for (const Person& one : *people)
    if (one.name != leaving.name && is_acting_admin(one)) return {};
  return Error{ErrorCode::conflict, "make somebody else admin first: there would be none left", ""};
}

// A person's tokens have no more than the person: `change` lowers or revokes them.
Result<void> limit_tokens(const Call& call, const Reader& reader, const Person& person, Change& change) {
  const auto tokens = reader.tokens();
  if (!tokens) return tokens.error();
  for (Token token : *tokens) {
    if (token.person != person.name || token.revoked_at) continue;
    if (person.is_disabled)
      token.revoked_at = call.now;
    else if (token.role > person.role)
      token.role = person.role;
    else
      continue;
    change.tokens.push_back(std::move(token));
  }
  return {};
}

using Edit = std::function<void(Person&)>;

// `edit` applied to the person that the path names, and what follows from it.
Result<http::Reply> act(const Call& call, const std::string& action, const std::string& why,
                        const Edit& edit) {
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    auto person = known_person(reader, call.ids.front());
    if (!person) return person.error();
    const bool was_admin = is_acting_admin(*person);
    edit(*person);
    if (was_admin && !is_acting_admin(*person))
      if (const auto left = check_admin_left(reader, *person); !left) return left.error();
    Change change = changed(call, *person, action, why);
    if (const auto limited = limit_tokens(call, reader, *person, change); !limited) return limited.error();
    if (person->is_disabled)
      if (const auto out = sign_out(call, reader, person->name, change); !out) return out.error();
    return change;
  });
}

struct Added {
  std::string name;
  StaffRole role;
  std::string why;
};

}  // namespace

Result<Person> known_person(const Reader& reader, const std::string& name) {
  auto found = reader.person(name);
  if (!found) return found.error();
  if (*found) return **std::move(found);
  return Error{ErrorCode::not_found, "nobody has this name; gracectl person list shows who there is", ""};
}

Change changed(const Call& call, const Person& person, const std::string& action, const std::string& why) {
  Change change;
  change.reply = {200, to_text(render(person))};
  change.audit.push_back(entry(call, {}, action, why, change.reply.body));
  change.people.push_back(person);
  return change;
}

Result<http::Reply> list_people(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto people = call.app.store.people();
  if (!people) return people.error();
  Json list = Json::array();
  for (const Person& person : *people) list.push_back(render(person));
  return json_reply(200, to_text({{"people", list}}));
}

Result<http::Reply> post_person(const Call& call) {
  if (const auto none = refuse_idempotency_key(call.request); !none) return none.error();
  const auto added = read_body(call.request, [](Members& in) {
    return Added{in.text("name", kMaxName), read_role(in), in.why()};
  });
  if (!added) return added.error();
  const std::string password = new_password();
  const auto hash = call.app.passwords.hash(password);
  if (!hash) return hash.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    const auto before = reader.person(added->name);
    if (!before) return before.error();
    if (*before)
      return Error{ErrorCode::conflict, "somebody has this name already; people are never deleted", "/name"};
    const Person person{added->name, *hash, added->role, false};
    Change change = changed(call, person, "person.add", added->why);
    Json shown = render(person);
    shown["password"] = password;
    change.reply = {201, to_text(shown)};
    return change;
  });
}

Result<http::Reply> post_role(const Call& call) {
  struct Wish {
    StaffRole role;
    std::string why;
  };
  const auto wish = read_body(call.request, [](Members& in) { return Wish{read_role(in), in.why()}; });
  if (!wish) return wish.error();
  return act(call, "person.role", wish->why, [&](Person& person) { person.role = wish->role; });
}

Result<http::Reply> disable_person(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return act(call, "person.disable", *why, [](Person& person) { person.is_disabled = true; });
}

Result<http::Reply> enable_person(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  return act(call, "person.enable", *why, [](Person& person) { person.is_disabled = false; });
}

Result<http::Reply> post_new_password(const Call& call) {
  if (const auto none = refuse_idempotency_key(call.request); !none) return none.error();
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  const std::string password = new_password();
  const auto hash = call.app.passwords.hash(password);
  if (!hash) return hash.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    auto person = known_person(reader, call.ids.front());
    if (!person) return person.error();
    person->password = *hash;
    Change change = changed(call, *person, "person.password", *why);
    if (const auto out = sign_out(call, reader, person->name, change); !out) return out.error();
    Json shown = render(*person);
    shown["password"] = password;
    change.reply = {200, to_text(shown)};
    return change;
  });
}

}  // namespace gracegate::server::api
