#include "server/console/timeline.hpp"

#include <algorithm>

#include "server/cases/calendar.hpp"
#include "server/console/dates.hpp"
#include "server/console/words.hpp"

namespace gracegate::server::console {
namespace {

constexpr int kWidth = 1000;
constexpr Seconds kTail = 4 * kDay;  // what is shown of the last stage, which has no end

struct Range {
  TimePoint from, to;

  int x(TimePoint at) const {
    const auto whole = std::max<std::int64_t>((to - from).count(), 1);
    const auto part = std::clamp<std::int64_t>((at - from).count(), 0, whole);
    return static_cast<int>(part * kWidth / whole);
  }
};

TimePoint start_of(const Json& stage) { return instant_of(stage["from"]).value_or(TimePoint{}); }

Json bar(const Range& range, const std::string& mode, TimePoint from, TimePoint to) {
  const int x = range.x(from);
  return {{"mode", mode}, {"x", x}, {"width", std::max(range.x(to) - x, 1)}};
}

Json bars(const Json& stages, const Range& range) {
  Json list = Json::array();
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const TimePoint end = i + 1 < stages.size() ? start_of(stages[i + 1]) : range.to;
    list.push_back(bar(range, stages[i]["mode"].get<std::string>(), start_of(stages[i]), end));
  }
  return list;
}

bool is_day_off(const Json& hours, const Date& date, std::size_t weekday) {
  const Json& days = hours["days"];
  const Json& holidays = hours["holidays"];
  return std::find(days.begin(), days.end(), kDayNames[weekday]) == days.end() ||
         std::find(holidays.begin(), holidays.end(), format_date(date)) != holidays.end();
}

Json days_off(const Json& hours, const std::string& zone, const Range& range) {
  Json list = Json::array();
  if (!hours.is_object()) return list;
  for (const Day& day : days_between(zone, range.from, range.to))
    if (is_day_off(hours, day.date, day.weekday)) {
      const int x = range.x(day.from);
      list.push_back({{"x", x}, {"width", std::max(range.x(day.to) - x, 1)}});
    }
  return list;
}

std::string step_words(const std::string& mode, bool is_past) {
  if (mode == "countdown")
    return is_past ? "the banner has shown since then" : "the banner shows and counts down";
  if (mode == "read_only") return is_past ? "read-only since then" : "read-only: they can look, not change";
  if (mode == "shutdown") return is_past ? "shut down since then" : "shut down: nothing but the ways out";
  return "nothing is shown yet";
}

Json step(const Visit& visit, const std::string& mode, TimePoint at, const std::string& zone,
          const std::string& words) {
  return {{"mode", mode}, {"at", when(visit, format_rfc3339(at), zone)}, {"words", words}};
}

Json steps(const Visit& visit, const Json& one, const std::string& zone) {
  Json list = Json::array();
  for (const Json& stage : one["stages"]) {
    const std::string mode = stage["mode"].get<std::string>();
    const TimePoint at = start_of(stage);
    list.push_back(step(visit, mode, at, zone, step_words(mode, at <= visit.now)));
  }
  const auto deadline = instant_of(one["deadline"]);
  const auto limit = instant_of(one["limited_from"]);
  if (deadline && deadline != limit)
    list.push_back(step(visit, "deadline", *deadline, zone,
                        "the promised deadline; nothing is limited before working hours"));
  std::stable_sort(list.begin(), list.end(),
                   [](const Json& a, const Json& b) { return a["at"]["iso"] < b["at"]["iso"]; });
  return list;
}

std::string in_their_zone(const Json& instant, const Json& account) {
  const auto at = instant_of(instant);
  return at ? date_in(*at, account["zone"].get<std::string>()) : "";
}

void add_now(const Json& one, const Json& account, Json& list) {
  const std::string name = account["name"].get<std::string>();
  const std::string mode = one["mode"].get<std::string>();
  if (one["hold"].is_object())
    list.push_back("The count stands still until " + in_their_zone(one["hold"]["until"], account) +
                   ". Nothing gets stricter meanwhile.");
  if (mode == "open")
    list.push_back("Nobody at " + name + " sees anything yet.");
  else if (mode == "countdown")
    list.push_back("Everybody at " + name + " sees the banner, which counts down to " +
                   in_their_zone(one["deadline"], account) + ". Everything works.");
  else if (mode == "read_only")
    list.push_back("For everybody at " + name +
                   " the product is read-only: they can look and export, not change.");
  else
    list.push_back("For everybody at " + name + " the product is shut down: only the ways out are left.");
}

void add_later(const Visit& visit, const Json& one, const Json& account, Json& list) {
  for (const Json& stage : one["stages"]) {
    if (start_of(stage) <= visit.now) continue;
    const std::string mode = stage["mode"].get<std::string>();
    const std::string at = in_their_zone(stage["from"], account);
    if (mode == "countdown") list.push_back("The banner appears on " + at + ".");
    if (mode == "read_only") list.push_back("Read-only from " + at + ", if nothing happens before.");
    if (mode == "shutdown") list.push_back("Shut down from " + at + ", if nothing happens before.");
  }
}

void add_end(const Json& one, const Json& account, Json& list) {
  const std::string state = one["state"].get<std::string>();
  list.push_back("The banner goes, and everything works again within seconds.");
  if (state == "released") {
    list.push_back("They read a farewell that thanks them.");
    if (one["data_until"].is_string())
      list.push_back("They can take their data out until " + in_their_zone(one["data_until"], account) + ".");
  } else {
    list.push_back("Those who saw the banner read a short thank-you, which goes by itself.");
  }
}

}  // namespace

Json timeline(const Visit& visit, const Json& one, const Json& account, const Json& working_hours) {
  const Json& stages = one["stages"];
  if (stages.empty()) return nullptr;
  const auto opened = instant_of(one["opened_at"]).value_or(visit.now);
  const Range range{std::min(opened, start_of(stages.front())), start_of(stages.back()) + kTail};
  const std::string zone = account["zone"].get<std::string>();
  const auto deadline = instant_of(one["deadline"]).value_or(visit.now);
  return {{"width", kWidth},
          {"bars", bars(stages, range)},
          {"days_off", days_off(working_hours, zone, range)},
          {"has_now", visit.now >= range.from && visit.now <= range.to},
          {"now", range.x(visit.now)},
          {"deadline", range.x(deadline)},
          {"steps", steps(visit, one, zone)},
          {"zone", zone}};
}

Json effect(const Visit& visit, const Json& one, const Json& account) {
  Json list = Json::array();
  if (one["state"] != "open") {
    add_end(one, account, list);
    return list;
  }
  add_now(one, account, list);
  add_later(visit, one, account, list);
  return list;
}

Json drawn_policy(const Visit& visit, Json what, const Json& working_hours) {
  const std::string zone = visit.who.person.zone;
  what["zone"] = zone;
  const Said said = tell(visit, "POST", "/v1/simulate", what);
  if (!said.is_good()) return nullptr;
  Json limit;
  for (const Json& stage : said.body["stages"])
    if (limit.is_null() && (stage["mode"] == "read_only" || stage["mode"] == "shutdown"))
      limit = stage["from"];
  const Json one = {{"stages", said.body["stages"]},
                    {"opened_at", said.body["start"]},
                    {"deadline", said.body["deadline"]},
                    {"limited_from", limit}};
  return timeline(visit, one, {{"zone", zone}}, working_hours);
}

}  // namespace gracegate::server::console
