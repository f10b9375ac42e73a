#include <charconv>

#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

// Who switched it last, of the log.
Json last_switch(const Visit& visit, bool is_off) {
  const char* action = is_off ? "enforcement.suspend" : "enforcement.resume";
  const Said said =
      ask(visit, "/v1/audit", {{"action", action}, {"before", std::to_string(kNewest)}, {"limit", "1"}});
  if (!said.is_good() || said.body["entries"].empty()) return nullptr;
  return entry_view(visit, said.body["entries"].front());
}

http::Reply switch_page(const Visit& visit, const Said& fault) {
  const Said said = ask(visit, "/v1/enforcement");
  if (!said.is_good()) return refusal(visit, said);
  const bool is_off = said.body["suspended"] == true;
  return view(visit, "enforcement",
              {{"title", "Enforcement"},
               {"at_enforcement", true},
               {"is_off", is_off},
               {"until", is_off ? when(visit, said.body["until"]) : Json()},
               {"reason", is_off ? said.body["reason"] : Json(visit.form.text("reason"))},
               {"last", last_switch(visit, is_off)},
               {"hours", visit.form.text("hours").empty() ? "24" : visit.form.text("hours")},
               {"why", visit.form.text("why")}},
              fault);
}

}  // namespace

http::Reply enforcement(const Visit& visit) { return switch_page(visit, {}); }

http::Reply switch_enforcement(const Visit& visit) {
  const Form& form = visit.form;
  const bool suspends = form.text("step") == "suspend";
  Json body = {{"suspended", suspends}, {"why", form.text("why")}};
  if (suspends) {
    const std::string typed = form.text("hours");
    int hours = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), hours);
    if (error != std::errc() || end != typed.data() + typed.size() || hours < 1 || hours > 90 * 24)
      return switch_page(visit,
                         {422, {{"detail", "give whole hours, from 1 to 2160"}, {"pointer", "/until"}}});
    body["until"] = format_rfc3339(visit.now + hours * kHour);
    body["reason"] = form.text("reason");
  }
  const Said said = tell(visit, "PUT", "/v1/enforcement", body);
  if (!said.is_good()) return switch_page(visit, said);
  return go_to("/enforcement", suspends ? "suspended" : "resumed");
}

}  // namespace gracegate::server::console
