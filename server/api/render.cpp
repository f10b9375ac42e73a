#include "server/api/render.hpp"

#include <nlohmann/json.hpp>

#include "server/cases/calendar.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json count_json(Seconds left) {
  const Count count = count_down(left);
  return {{"value", count.value}, {"unit", to_string(count.unit)}};
}

Json invoices_json(const std::vector<Invoice>& invoices) {
  Json list = Json::array();
  for (const Invoice& invoice : invoices)
    list.push_back({{"number", invoice.number},
                    {"minor", invoice.minor ? Json(*invoice.minor) : Json()},
                    {"paid", invoice.is_paid}});
  return list;
}

Json debt_json(const std::optional<Debt>& debt) {
  if (!debt) return nullptr;
  return {{"minor", debt->remaining.minor},
          {"currency", debt->remaining.currency},
          {"original_minor", debt->original_minor},
          {"invoices", invoices_json(debt->invoices)}};
}

Json hold_json(const std::optional<CaseHold>& hold, TimePoint now) {
  if (!hold || hold->hold.until <= now) return nullptr;
  return {
      {"from", render(hold->hold.from)}, {"until", render(hold->hold.until)}, {"reason", hold->hold.reason}};
}

std::string time_of_day(int minute) {
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(minute / 60) + ":" + two(minute % 60);
}

Json hours_json(const WorkingHours& hours) {
  Json days = Json::array();
  for (std::size_t day = 0; day < hours.days.size(); ++day)
    if (hours.days[day]) days.push_back(kDayNames[day]);
  Json holidays = Json::array();
  for (const Date& date : hours.holidays) holidays.push_back(format_date(date));
  return {{"days", days},
          {"from", time_of_day(hours.from_minute)},
          {"to", time_of_day(hours.to_minute)},
          {"holidays", holidays}};
}

}  // namespace

Json render(std::optional<TimePoint> at) { return at ? Json(format_rfc3339(*at)) : Json(); }

Json render(const std::vector<Stage>& stages) {
  Json list = Json::array();
  for (const Stage& stage : stages)
    list.push_back({{"mode", to_string(stage.mode)}, {"from", render(stage.from)}});
  return list;
}

Json render(const Account& account) {
  Json contacts = Json::array();
  for (const AccountContact& contact : account.contacts)
    contacts.push_back({{"kind", to_string(contact.kind)},
                        {"name", contact.name},
                        {"email", contact.email},
                        {"phone", contact.phone}});
  return {{"id", account.id},
          {"name", account.name},
          {"zone", account.zone},
          {"locale", account.locale},
          {"created_at", render(account.created_at)},
          {"contacts", contacts}};
}

Json render(const Case& one, TimePoint now) {
  const bool is_open = one.state == CaseState::open;
  const Mode mode = is_open ? mode_at(to_notice_case(one), now) : Mode::open;
  std::optional<TimePoint> next;
  for (const Stage& stage : one.schedule.stages)
    if (is_open && !next && stage.from > now) next = stage.from;
  const TimePoint limit = one.schedule.limited_from();
  return {{"id", one.id},
          {"account", one.account},
          {"reason", to_string(one.reason)},
          {"state", to_string(one.state)},
          {"mode", to_string(mode)},
          {"policy", one.policy},
          {"policy_version", one.policy_version},
          {"opened_at", render(one.opened_at)},
          {"ended_at", render(one.ended_at)},
          {"data_until", render(one.data_until)},
          {"seen_at", render(one.seen_at)},
          {"deadline", render(one.schedule.deadline)},
          {"count", is_open ? count_json(one.schedule.deadline - now) : Json()},
          {"limited_from", limit == TimePoint::max() ? Json() : render(limit)},
          {"next_change", render(next)},
          {"stages", render(one.schedule.stages)},
          {"hold", is_open ? hold_json(one.hold, now) : Json()},
          {"owed", debt_json(one.debt)},
          {"message", one.message},
          {"reference", one.reference},
          {"help_waiting", one.help_waiting},
          {"version", one.version}};
}

Json render(const HelpRequest& request) {
  const auto& answer = request.answer;
  const auto& file = request.file;
  return {{"id", request.id},
          {"account", request.account},
          {"case", request.case_id},
          {"state", to_string(request.state())},
          {"topic", to_string(request.topic)},
          {"role", request.is_billing ? "billing" : "member"},
          {"received_at", render(request.received_at)},
          {"answer_by", render(request.answer_by)},
          {"text", text_or_null(request.text)},
          {"reach", text_or_null(request.reach)},
          {"person", text_or_null(request.person)},
          {"page", text_or_null(request.page)},
          {"locale", text_or_null(request.locale)},
          {"date", text_or_null(request.date)},
          {"file", file ? Json{{"name", file->name}, {"type", file->type}, {"size", file->size}} : Json()},
          {"answer",
           answer ? Json{{"at", render(answer->at)}, {"by", text_or_null(answer->by)}, {"text", answer->text}}
                  : Json()},
          {"closed_at", render(request.closed_at)}};
}

Json render(const Policy& policy) {
  return {{"name", policy.name},
          {"version", policy.version},
          {"reminder_days", policy.reminder_days},
          {"countdown_days", policy.countdown_days},
          {"read_only_days", policy.read_only_days ? Json(*policy.read_only_days) : Json()},
          {"ends_in", policy.ends_in_shutdown ? "shutdown" : "read_only"},
          {"needs_sighting", policy.needs_sighting},
          {"snooze_days_before", policy.snooze_days_before ? Json(*policy.snooze_days_before) : Json()},
          {"help_hold_days", policy.help_hold_days},
          {"working_hours", hours_json(policy.hours)}};
}

Json render(const Token& token, TimePoint now) {
  const bool is_valid = !token.revoked_at && (!token.expires_at || *token.expires_at > now);
  Json out = {{"id", token.id}, {"kind", to_string(token.kind)}, {"name", token.name}};
  if (token.kind == Token::Kind::person) out["role"] = to_string(token.role);
  if (!token.person.empty()) out["person"] = token.person;
  if (token.kind == Token::Kind::account) out["account"] = token.account;
  out["created_at"] = render(token.created_at);
  out["expires_at"] = render(token.expires_at);
  out["revoked_at"] = render(token.revoked_at);
  out["valid"] = is_valid;
  return out;
}

Json render(const Person& person) {
  return {{"name", person.name},
          {"role", to_string(person.role)},
          {"zone", person.zone},
          {"disabled", person.is_disabled}};
}

Json render(const Session& session, TimePoint now) {
  return {{"id", session.id},
          {"person", session.person},
          {"address", session.address},
          {"agent", session.agent},
          {"started_at", render(session.started_at)},
          {"seen_at", render(session.seen_at)},
          {"ended_at", render(session.ended_at)},
          {"valid", is_valid(session, now)}};
}

Json render(const AuditEntry& entry) {
  return {{"id", entry.id},           {"at", render(entry.at)},
          {"actor", entry.actor},     {"action", entry.action},
          {"account", entry.account}, {"case", entry.case_id},
          {"why", entry.why},         {"detail", Json::parse(entry.detail, nullptr, false)},
          {"hash", entry.hash}};
}

Json render(const Standing& standing, const std::string& account, TimePoint at) {
  const bool has_case = !standing.case_id.empty();
  const std::optional<TimePoint> counted_to = counts_to(standing, at);
  return {{"account", account},
          {"at", render(at)},
          {"mode", to_string(standing.mode)},
          {"reason", has_case ? Json(to_string(standing.reason)) : Json()},
          {"case", has_case ? Json(standing.case_id.view()) : Json()},
          {"deadline", render(standing.deadline)},
          {"count", counted_to ? count_json(*counted_to - at) : Json()},
          {"counts_to", render(counted_to)},
          {"next_change", render(standing.next_change)},
          {"next_mode", to_string(standing.next_mode)},
          {"limited_from", render(standing.limited_from)},
          {"hold_until", render(standing.hold_until)},
          {"suspended_until", render(standing.suspended_until)}};
}

Json render(const std::optional<Suspension>& suspended, TimePoint now) {
  const bool holds = suspended && suspended->from <= now && now < suspended->until;
  Json out = {{"suspended", holds}};
  if (!holds) return out;
  out["from"] = render(suspended->from);
  out["until"] = render(suspended->until);
  out["reason"] = suspended->reason;
  return out;
}

Json changed_members(const Json& before, const Json& after) {
  Json changed = Json::object();
  for (const auto& [name, value] : after.items())
    if (const auto was = before.find(name); was == before.end() || *was != value) changed[name] = value;
  return changed;
}

std::string to_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace gracegate::server::api
