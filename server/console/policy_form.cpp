// A policy is changed: its settings, then its time line drawn anew, then a new version.
#include <charconv>

#include "server/cases/policy.hpp"
#include "server/console/case_view.hpp"
#include "server/console/pages.hpp"
#include "server/console/timeline.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

constexpr std::string_view kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// A number that somebody typed; what is none goes to the API as it is, which says what is wrong with it.
Json number(const std::string& typed) {
  int value = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  return error == std::errc() && end == typed.data() + typed.size() ? Json(value) : Json(typed);
}

Json number_or_none(const std::string& typed) { return typed.empty() ? Json() : number(typed); }

Json words_of(const std::string& text) {
  Json words = Json::array();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = text.find_first_not_of(" ,\n", at);
    if (start == std::string::npos) break;
    at = std::min(text.find_first_of(" ,\n", start), text.size());
    words.push_back(text.substr(start, at - start));
  }
  return words;
}

// As PUT /v1/policies takes them.
Json typed_settings(const Form& form) {
  Json days = Json::array();
  for (const std::string_view day : kDays)
    if (!form.text(day).empty()) days.push_back(day);
  const bool ends_in_shutdown = form.text("ends_in") == "shutdown";
  return {{"reminder_days", number(form.text("reminder_days"))},
          {"countdown_days", number(form.text("countdown_days"))},
          {"read_only_days", ends_in_shutdown ? number_or_none(form.text("read_only_days")) : Json()},
          {"ends_in", form.text("ends_in")},
          {"needs_sighting", !form.text("needs_sighting").empty()},
          {"snooze_days_before", number_or_none(form.text("snooze_days_before"))},
          {"help_hold_days", number(form.text("help_hold_days"))},
          {"working_hours",
           {{"days", days},
            {"from", form.text("from")},
            {"to", form.text("to")},
            {"holidays", words_of(form.text("holidays"))}}}};
}

Json day_boxes(const Json& chosen) {
  Json boxes = Json::array();
  for (const std::string_view day : kDays)
    boxes.push_back(
        {{"day", day}, {"is_chosen", std::find(chosen.begin(), chosen.end(), day) != chosen.end()}});
  return boxes;
}

std::string lines_of(const Json& words) {
  std::string text;
  for (const Json& word : words) text += word.get<std::string>() + "\n";
  return text;
}

// As somebody typed it, or as the policy has it: 0 is a number, null is an empty field.
std::string shown(const Json& value) {
  return value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump();
}

http::Reply form_page(const Visit& visit, const std::string& name, const Json& settings, const Said& fault,
                      const Json& drawn) {
  const Json& hours = settings["working_hours"];
  const bool is_new = visit.ids.empty();
  Json model = {{"title", is_new ? "Add a policy" : "Change the policy"},
                {"at_policies", true},
                {"is_new", is_new},
                {"name", name},
                {"ends_in_shutdown", settings["ends_in"] == "shutdown"},
                {"needs_sighting", settings["needs_sighting"]},
                {"boxes", day_boxes(hours["days"])},
                {"from", hours["from"]},
                {"to", hours["to"]},
                {"holidays", lines_of(hours["holidays"])},
                {"why", visit.form.text("why")},
                {"timeline", drawn},
                {"is_short", settings["countdown_days"].is_number() &&
                                 settings["countdown_days"].get<int>() < kFullCountdownDays}};
  for (const char* field :
       {"reminder_days", "countdown_days", "read_only_days", "snooze_days_before", "help_hold_days"})
    model[field] = shown(settings[field]);
  return view(visit, "policy_form", std::move(model), fault);
}

}  // namespace

http::Reply policy_form(const Visit& visit) {
  const std::string name = visit.ids.empty() ? "standard" : visit.ids.front();
  const Said said = ask(visit, "/v1/policies/" + segment(name));
  if (!said.is_good()) return refusal(visit, said);
  return form_page(visit, visit.ids.empty() ? "" : name, said.body, {}, nullptr);
}

http::Reply save_policy(const Visit& visit) {
  const std::string name = visit.ids.empty() ? visit.form.text("name") : visit.ids.front();
  const Json settings = typed_settings(visit.form);
  if (visit.form.text("step") != "do") {
    const Said tried = tell(visit, "POST", "/v1/simulate", {{"settings", settings}});
    const Json drawn = drawn_policy(visit, {{"settings", settings}}, settings["working_hours"]);
    return form_page(visit, name, settings, tried, drawn);
  }
  const std::string path = "/v1/policies/" + segment(name);
  if (visit.ids.empty() && ask(visit, path).is_good())
    return form_page(visit, name, settings,
                     {409, {{"detail", "there is a policy of this name already"}, {"pointer", "/name"}}},
                     nullptr);
  Json body = settings;
  body["why"] = visit.form.text("why");
  const Said said = tell(visit, "PUT", path, body);
  return said.is_good() ? go_to("/policies", "policy") : form_page(visit, name, settings, said, nullptr);
}

}  // namespace gracegate::server::console
