// The switch for the day when something is wrong on our side: all gates open, banners stay.
#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

constexpr Seconds kLongest = 90 * kDay;
constexpr std::size_t kMaxReason = 200;

struct Switch {
  std::optional<Suspension> to;
  std::string why;
};

Switch read_switch(Members& in, TimePoint now) {
  Switch read;
  const auto suspended = in.boolean("suspended");
  if (!suspended) in.refuse("suspended", "must be true (all gates open) or false");
  const auto until = in.time("until");
  const std::string reason = in.optional_text("reason", kMaxReason);
  read.why = in.why();
  if (!suspended.value_or(false)) return read;
  if (!until || *until <= now || *until > now + kLongest)
    in.refuse("until", "must be an instant within the next 90 days");
  if (reason.empty()) in.refuse("reason", "must say what is wrong");
  read.to = Suspension{now, until.value_or(now), reason};
  return read;
}

}  // namespace

Result<http::Reply> get_enforcement(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto settings = call.app.store.settings();
  if (!settings) return settings.error();
  return json_reply(200, to_text(render(settings->suspended, call.now)));
}

Result<http::Reply> put_enforcement(const Call& call) {
  const auto wanted = read_body(call.request, [&](Members& in) { return read_switch(in, call.now); });
  if (!wanted) return wanted.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    auto settings = reader.settings();
    if (!settings) return settings.error();
    settings->suspended = wanted->to;
    Change change;
    change.settings = *settings;
    change.reply = {200, to_text(render(wanted->to, call.now))};
    change.audit.push_back(entry(call, {}, wanted->to ? "enforcement.suspend" : "enforcement.resume",
                                 wanted->why, change.reply.body));
    const auto every = [](const PublishedNotice&) { return true; };
    if (const auto added = call.app.desk.add_notices(reader, call.now, every, change); !added)
      return added.error();
    return change;
  });
}

}  // namespace gracegate::server::api
