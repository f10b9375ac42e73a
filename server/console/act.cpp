// What people do to a case: a form, then in words and pictures what would happen, then it is done.
#include <charconv>

#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/timeline.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

struct Action {
  std::string_view name;
  std::string_view title, about, button;
  bool takes_end = false;  // days, or a day
  bool needs_end = false;
  bool takes_reason = false;  // that the customer reads
  bool limits = false;        // customers will be limited by it: the account's name has to be typed
};

constexpr Action kActions[] = {
    {"extend", "Give more time",
     "Moves the deadline later, never earlier. Limits start in working hours, three days after it at the "
     "earliest.",
     "Give more time", true, true},
    {"hold", "Put on hold",
     "The count stands still until the day that you give, and ends by itself then. What was left of the "
     "count, three days at least, follows.",
     "Put on hold", true, true, true},
    {"resume", "End the hold", "The count goes on now, with three days at least.", "End the hold"},
    {"settle", "Settle: it is paid", "Ends the case as paid. Everything is open again within seconds.",
     "Settle"},
    {"waive", "Waive", "Ends the case: we let the debt be.", "Waive"},
    {"release", "Let the customer go",
     "Ends the case with a farewell. Their data can be taken out until the day that you give, 30 days if you "
     "give none.",
     "Let the customer go", true},
    {"escalate", "Escalate",
     "The product shuts down at the first limit, without a read-only stage, for as long as there is the "
     "case.",
     "Escalate", false, false, false, true},
    {"reopen", "Open it again", "The case runs again, unseen, with three days of countdown at least.",
     "Open it again"},
};

const Action* action_named(const std::string& name) {
  for (const Action& action : kActions)
    if (action.name == name) return &action;
  return nullptr;
}

// What the form means to the API. A number that is none goes as it is: the API says what is wrong with it.
Json body_of(const Action& action, const Form& form, const std::string& zone, Said& fault) {
  Json body = {{"why", form.text("why")}};
  if (action.takes_reason && !form.text("reason").empty()) body["reason"] = form.text("reason");
  if (!action.takes_end) return body;
  const std::string days = form.text("days");
  const std::string until = form.text("until");
  int count = 0;
  const auto [end, error] = std::from_chars(days.data(), days.data() + days.size(), count);
  if (!days.empty() && (error != std::errc() || end != days.data() + days.size()))
    fault = {422, {{"detail", "give a whole number of days"}, {"pointer", "/days"}}};
  if (!days.empty()) body["days"] = count;
  if (until.empty()) return body;
  const auto at = typed_day(until, zone);
  if (at)
    body["until"] = format_rfc3339(*at);
  else
    fault = {422, {{"detail", at.error().message}, {"pointer", "/until"}}};
  return body;
}

// The case, its account, and what the form has said so far.
struct Desk {
  const Action& action;
  Json one, account;
  std::string zone, locale;
};

http::Reply form_page(const Visit& visit, const Desk& desk, const Said& fault, const Json& look) {
  const Action& action = desk.action;
  const Form& form = visit.form;
  const std::string version =
      form.text("version").empty() ? desk.one["version"].dump() : form.text("version");
  Json model = {{"title", action.title},
                {"at_cases", true},
                {"about", action.about},
                {"button", action.button},
                {"action", action.name},
                {"takes_end", action.takes_end},
                {"needs_end", action.needs_end},
                {"takes_reason", action.takes_reason},
                {"limits", action.limits},
                {"account_name", desk.account["name"]},
                {"zone", desk.zone},
                {"case", case_view(visit, desk.one, desk.zone)},
                {"effect_now", effect(visit, desk.one, desk.account)},
                {"version", version},
                {"once", once_of(visit, version)},
                {"why", form.text("why")},
                {"days", form.text("days")},
                {"until", form.text("until")},
                {"reason", form.text("reason")},
                {"languages", languages(desk.locale)},
                {"locale", desk.locale},
                {"is_outdated", fault.status == 412},
                {"look", look}};
  return view(visit, "act", std::move(model), fault);
}

Json look_at(const Visit& visit, const Desk& desk, const Said& tried) {
  const Json& would = tried.body["would"];
  const Said policy = ask(visit, "/v1/policies/" + segment(would["policy"].get<std::string>()));
  return {{"effect", effect(visit, would, desk.account)},
          {"timeline",
           would["state"] == "open" ? timeline(visit, would, desk.account, hours_of(policy)) : Json()},
          {"seen", seen(visit, tried.body["notice"], visit.now, desk.locale)}};
}

Said found(const Visit& visit, Json& one, Json& account) {
  const Said said = ask(visit, "/v1/cases/" + segment(visit.ids.front()));
  if (!said.is_good()) return said;
  one = said.body;
  const Said owner = account_of(visit, one["account"].get<std::string>());
  account = owner.body;
  return owner;
}

http::Reply with_desk(const Visit& visit, http::Reply (*go_on)(const Visit&, const Desk&)) {
  const Action* action = action_named(visit.ids.back());
  if (action == nullptr) return refusal(visit, {404, {{"detail", "there is no such page"}}});
  Json one, account;
  const Said said = found(visit, one, account);
  if (!said.is_good()) return refusal(visit, said);
  const std::string chosen = visit.form.text("locale");
  const std::string locale = chosen.empty() ? account["locale"].get<std::string>() : chosen;
  return go_on(visit, {*action, one, account, account["zone"].get<std::string>(), locale});
}

http::Reply act_on(const Visit& visit, const Desk& desk) {
  const Form& form = visit.form;
  Said fault;
  const Json body = body_of(desk.action, form, desk.zone, fault);
  if (!fault.is_good()) return form_page(visit, desk, fault, nullptr);
  const std::string path = "/v1/cases/" + segment(visit.ids.front()) + "/" + std::string(desk.action.name);
  if (form.text("step") != "do") {
    const Said tried = try_out(visit, path, body, form.text("version"));
    return form_page(visit, desk, tried, tried.is_good() ? look_at(visit, desk, tried) : Json());
  }
  if (desk.action.limits && !form.says("name", desk.account["name"].get<std::string>())) {
    const Said tried = try_out(visit, path, body, form.text("version"));
    return form_page(visit, desk,
                     {422,
                      {{"detail", "type the account's name as it is written above: this limits a customer"},
                       {"pointer", "/name"}}},
                     tried.is_good() ? look_at(visit, desk, tried) : Json());
  }
  const Said done = tell(visit, "POST", path, body, form.text("once"), form.text("version"));
  if (!done.is_good()) return form_page(visit, desk, done, nullptr);
  return go_to("/cases/" + segment(visit.ids.front()), desk.action.name);
}

}  // namespace

http::Reply act_form(const Visit& visit) {
  return with_desk(visit,
                   [](const Visit& again, const Desk& desk) { return form_page(again, desk, {}, nullptr); });
}

http::Reply act(const Visit& visit) { return with_desk(visit, act_on); }

}  // namespace gracegate::server::console
