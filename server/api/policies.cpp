#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/cases/calendar.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxPolicyName = 40;

// "09:00" to minutes after midnight; "24:00" is the end of the day.
std::optional<int> minutes_of(std::string_view text) {
  const auto digit = [&](std::size_t at) {
    return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100;
  };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hours = digit(0) * 10 + digit(1);
  const int minutes = digit(3) * 10 + digit(4);
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
  return hours * 60 + minutes;
}

int read_time_of_day(Members& in, std::string_view name, int otherwise) {
  const std::string text = in.optional_text(name, 8);
  if (text.empty()) return otherwise;
  const auto minutes = minutes_of(text);
  if (!minutes) in.refuse(name, "must be a time of day, for example 09:00");
  return minutes.value_or(otherwise);
}

void read_days(const JsonReader& list, WorkingHours& hours) {
  hours.days.fill(false);
  const std::size_t size = list.array_size(7);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader item = list.item(i);
    const std::string_view name = item.text(1, 16);
    bool is_day = false;
    for (std::size_t day = 0; day < 7; ++day)
      if (name == kDayNames[day]) is_day = hours.days[day] = true;
    if (!is_day) item.refuse(ErrorCode::invalid_argument, "must be mon, tue, wed, thu, fri, sat or sun");
  }
}

void read_holidays(const JsonReader& list, WorkingHours& hours) {
  const std::size_t size = list.array_size(kMaxHolidays);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader item = list.item(i);
    const auto date = parse_date(item.text(1, 16));
    if (date)
      hours.holidays.push_back(*date);
    else
      item.refuse(ErrorCode::malformed, "must be a date, for example 2026-12-25");
  }
}

WorkingHours read_hours(Members& policy) {
  WorkingHours hours;
  const auto place = policy.get("working_hours");
  if (!place) return hours;
  Members in(*place);
  if (const auto days = in.get("days")) read_days(*days, hours);
  hours.from_minute = read_time_of_day(in, "from", hours.from_minute);
  hours.to_minute = read_time_of_day(in, "to", hours.to_minute);
  if (const auto holidays = in.get("holidays")) read_holidays(*holidays, hours);
  in.finish();
  return hours;
}

std::optional<int> days_or_none(Members& in, std::string_view name) {
  const auto days = in.integer(name, -1000, 1000);
  if (!days) return std::nullopt;
  return static_cast<int>(*days);
}

Policy read_policy(Members& in, const std::string& name) {
  Policy policy;
  policy.name = name;
  policy.reminder_days = static_cast<int>(in.integer("reminder_days", -1000, 1000).value_or(0));
  policy.countdown_days =
      static_cast<int>(in.integer("countdown_days", -1000, 1000).value_or(kFullCountdownDays));
  const std::string end = in.optional_text("ends_in", 16);
  if (!end.empty() && end != "shutdown" && end != "read_only")
    in.refuse("ends_in", "must be shutdown or read_only");
  policy.ends_in_shutdown = end != "read_only";
  // Left out, the stage has its usual length: only a null that somebody wrote goes straight to shutdown.
  if (in.has("read_only_days") || !policy.ends_in_shutdown)
    policy.read_only_days = days_or_none(in, "read_only_days");
  policy.needs_sighting = in.boolean("needs_sighting").value_or(true);
  if (in.has("snooze_days_before")) policy.snooze_days_before = days_or_none(in, "snooze_days_before");
  policy.help_hold_days = static_cast<int>(in.integer("help_hold_days", -1000, 1000).value_or(0));
  policy.hours = read_hours(in);
  return policy;
}

Result<Policy> known_policy(const Reader& reader, const std::string& name) {
  const auto found = reader.policy(name);
  if (!found) return found.error();
  if (!*found)
    return Error{ErrorCode::not_found, "no policy has this name; gracectl policy list shows them", ""};
  return **found;
}

struct Wish {
  Policy policy;
  std::string why;
};

// When a policy's stages would begin: of one that there is, or of one that somebody thinks about.
struct Question {
  std::string policy;
  std::optional<Policy> settings;
  TimePoint start;
  std::string zone;
};

Question read_question(Members& in, TimePoint now) {
  Question asked;
  if (const auto place = in.get("settings")) {
    Members settings(*place);
    asked.settings = read_policy(settings, "draft");
    settings.finish();
  } else {
    asked.policy = in.text("policy", kMaxPolicyName);
  }
  asked.start = in.time("start").value_or(now);
  asked.zone = in.optional_text("zone", 64);
  if (asked.zone.empty()) asked.zone = "UTC";
  if (!is_zone(asked.zone)) in.refuse("zone", "must be an IANA time zone, for example Europe/Berlin");
  return asked;
}

Result<Policy> policy_asked_for(const Call& call, const Question& asked) {
  if (!asked.settings) return known_policy(call.app.store, asked.policy);
  const auto valid = validate(*asked.settings);
  if (!valid) return Error{valid.error().code, valid.error().message, "/settings" + valid.error().pointer};
  return *asked.settings;
}

Json local_stages(const Schedule& schedule, const std::string& zone_name) {
  const Zone zone = zone_between(zone_name, schedule.stages.front().from, schedule.stages.back().from);
  Json list = Json::array();
  for (const Stage& stage : schedule.stages) {
    const Zone::Offset offset = zone.at(stage.from);
    list.push_back({{"mode", to_string(stage.mode)},
                    {"from", render(stage.from)},
                    {"local", format_rfc3339(stage.from, offset.utc_offset)},
                    {"abbreviation", offset.abbreviation}});
  }
  return list;
}

}  // namespace

Result<http::Reply> list_policies(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto found = call.app.store.policies();
  if (!found) return found.error();
  Json list = Json::array();
  for (const Policy& policy : *found) list.push_back(render(policy));
  return json_reply(200, to_text({{"policies", list}}));
}

Result<http::Reply> get_policy(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto policy = known_policy(call.app.store, call.ids.front());
  if (!policy) return policy.error();
  return json_reply(200, to_text(render(*policy)));
}

Result<http::Reply> put_policy(const Call& call) {
  const auto wish = read_body(call.request, [&](Members& in) {
    return Wish{read_policy(in, call.ids.front()), in.why()};
  });
  if (!wish) return wish.error();
  if (const auto valid = validate(wish->policy); !valid) return valid.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    Policy policy = wish->policy;
    const auto before = reader.policy(policy.name);
    if (!before) return before.error();
    policy.version = *before ? (*before)->version + 1 : 1;
    Change change;
    change.reply = {*before ? 200 : 201, to_text(render(policy))};
    change.audit.push_back(entry(call, {}, "policy.change", wish->why, change.reply.body));
    change.policies.push_back(policy);
    return change;
  });
}

Result<http::Reply> simulate(const Call& call) {
  const auto asked = read_body(call.request, [&](Members& in) { return read_question(in, call.now); });
  if (!asked) return asked.error();
  const auto policy = policy_asked_for(call, *asked);
  if (!policy) return policy.error();
  const Schedule schedule = plan(*policy, asked->zone, asked->start);
  return json_reply(200, to_text({{"policy", asked->settings ? Json() : Json(asked->policy)},
                                  {"version", asked->settings ? Json() : Json(policy->version)},
                                  {"zone", asked->zone},
                                  {"start", render(asked->start)},
                                  {"deadline", render(schedule.deadline)},
                                  {"stages", local_stages(schedule, asked->zone)}}));
}

}  // namespace gracegate::server::api
