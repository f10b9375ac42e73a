// What people do with what is their own: see who they are, in which zone they read dates, their password.
#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/people.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/cases/calendar.hpp"

namespace gracegate::server::api {
namespace {

struct Passwords {
  std::string old_one, new_one;
};

// A token that is nobody's has no password.
Result<Person> caller_of(const Call& call, const Reader& reader) {
  if (!call.caller->person.empty()) return known_person(reader, call.caller->person);
  return Error{ErrorCode::conflict, "this token is of no person: sign in with name and password", ""};
}

}  // namespace

Result<http::Reply> get_me(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto person = call.app.store.person(call.caller->person);
  if (!person) return person.error();
  return json_reply(200, to_text({{"name", call.actor()},
                                  {"role", to_string(call.role())},
                                  {"zone", *person ? (*person)->zone : "UTC"},
                                  {"token", call.caller->id},
                                  {"expires_at", render(call.caller->expires_at)}}));
}

Result<http::Reply> put_me(const Call& call) {
  const auto zone = read_body(call.request, [](Members& in) {
    std::string read = in.text("zone", 64);
    if (!is_zone(read)) in.refuse("zone", "must be an IANA time zone, for example Europe/Berlin");
    return read;
  });
  if (!zone) return zone.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    auto person = caller_of(call, reader);
    if (!person) return person.error();
    person->zone = *zone;
    return changed(call, *person, "person.zone", "");
  });
}

Result<http::Reply> post_own_password(const Call& call) {
  if (const auto none = refuse_idempotency_key(call.request); !none) return none.error();
  const auto said = read_body(call.request, [](Members& in) {
    return Passwords{in.text("password", kMaxPassword), in.text("new_password", kMaxPassword)};
  });
  if (!said) return said.error();
  const auto person = caller_of(call, call.app.store);
  if (!person) return person.error();
  const auto entrance = enter(call.app, person->name, said->old_one, call.request.remote_addr);
  if (!entrance) return entrance.error();
  if (entrance->wait > Seconds{0}) return wait_reply(entrance->wait);
  if (!entrance->person) return Error{ErrorCode::invalid_argument, "is not your password", "/password"};
  const auto hash = call.app.passwords.hash(said->new_one);
  if (!hash) return Error{hash.error().code, hash.error().message, "/new_password"};
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    auto now = caller_of(call, reader);
    if (!now) return now.error();
    now->password = *hash;
    Change change = changed(call, *now, "person.password", "");
    if (const auto out = sign_out(call, reader, now->name, change); !out) return out.error();
    return change;
  });
}

}  // namespace gracegate::server::api
