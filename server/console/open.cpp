// Opening a case: a form, then what the customer will see and when, then it is opened.
#include "server/cases/currency.hpp"
#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/timeline.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

// What the form means to the API.
Result<Json> body_of(const Visit& visit, const Json& account) {
  const Form& form = visit.form;
  Json body = {{"account", account["id"]}, {"reason", form.text("reason")}, {"why", form.text("why")}};
  if (!form.text("policy").empty()) body["policy"] = form.text("policy");
  if (!form.text("reference").empty()) body["reference"] = form.text("reference");
  if (!form.text("message").empty())
    body["message"] = {{account["locale"].get<std::string>(), form.text("message")}};
  if (form.text("owed").empty()) return body;
  const auto money = parse_money(form.text("owed"), form.text("currency"));
  if (!money) return Error{money.error().code, money.error().message, "/owed"};
  body["owed"] = {{"minor", money->minor}, {"currency", money->currency}};
  if (!form.text("invoice").empty()) body["owed"]["invoices"] = {form.text("invoice")};
  return body;
}

Json policies_of(const Visit& visit, const std::string& chosen) {
  const Said said = ask(visit, "/v1/policies");
  Json list = Json::array();
  if (!said.is_good()) return list;
  for (const Json& policy : said.body["policies"])
    list.push_back({{"value", policy["name"]},
                    {"word", policy_words(policy)},
                    {"is_chosen", policy["name"] == (chosen.empty() ? "standard" : chosen)}});
  return list;
}

http::Reply form_page(const Visit& visit, const Json& account, const Said& fault, const Json& look) {
  const Form& form = visit.form;
  const std::string locale =
      form.text("locale").empty() ? account["locale"].get<std::string>() : form.text("locale");
  const std::string reason = form.text("reason").empty() ? "nonpayment" : form.text("reason");
  Json model = {{"title", "Open a case"},
                {"at_accounts", true},
                {"account_name", account["name"]},
                {"path", segment(account["id"].get<std::string>())},
                {"zone", account["zone"]},
                {"has_open_case", !account["open_cases"].empty()},
                {"reasons", options("reason", reason)},
                {"reason", reason},
                {"policies", policies_of(visit, form.text("policy"))},
                {"policy", form.text("policy")},
                {"owed", form.text("owed")},
                {"currency", form.text("currency").empty() ? "USD" : form.text("currency")},
                {"invoice", form.text("invoice")},
                {"reference", form.text("reference")},
                {"message", form.text("message")},
                {"why", form.text("why")},
                {"languages", languages(locale)},
                {"locale", locale},
                {"once", once_of(visit, account["open_cases"].dump())},
                {"look", look}};
  return view(visit, "open", std::move(model), fault);
}

// The instants at which the customer sees something else: now, and where each stage begins.
Json moments(const Visit& visit, const Json& would, const std::string& chosen) {
  Json list = {{{"value", ""}, {"word", "at once"}, {"is_chosen", chosen.empty()}}};
  for (const Json& stage : would["stages"]) {
    const auto at = instant_of(stage["from"]);
    if (!at || *at <= visit.now) continue;
    const std::string iso = stage["from"].get<std::string>();
    list.push_back({{"value", iso},
                    {"word", "from " + date_in(*at, visit.who.person.zone)},
                    {"is_chosen", iso == chosen}});
  }
  return list;
}

Json look_at(const Visit& visit, const Json& account, const Said& tried) {
  const Json& would = tried.body["would"];
  const Said policy = ask(visit, "/v1/policies/" + segment(would["policy"].get<std::string>()));
  const std::string locale =
      visit.form.text("locale").empty() ? account["locale"].get<std::string>() : visit.form.text("locale");
  const std::string moment = visit.form.text("moment");
  const auto at = instant_of(Json(moment));
  return {{"effect", effect(visit, would, account)},
          {"timeline", timeline(visit, would, account, hours_of(policy))},
          {"moments", moments(visit, would, moment)},
          {"seen", seen(visit, tried.body["notice"], at.value_or(visit.now), locale)},
          {"limits_soon", policy.is_good() && policy.body["countdown_days"].get<int>() < kFullCountdownDays}};
}

http::Reply open_for(const Visit& visit, const Json& account) {
  const auto body = body_of(visit, account);
  if (!body)
    return form_page(visit, account,
                     {422, {{"detail", body.error().message}, {"pointer", body.error().pointer}}}, nullptr);
  const Said tried = try_out(visit, "/v1/cases", *body);
  if (!tried.is_good()) return form_page(visit, account, tried, nullptr);
  const Json look = look_at(visit, account, tried);
  if (visit.form.text("step") != "do") return form_page(visit, account, {}, look);
  if (look["limits_soon"] == true && !visit.form.says("name", account["name"].get<std::string>()))
    return form_page(visit, account,
                     {422,
                      {{"detail", "type the account's name: this leaves the customer less than 14 days"},
                       {"pointer", "/name"}}},
                     look);
  const Said done = tell(visit, "POST", "/v1/cases", *body, visit.form.text("once"));
  if (!done.is_good()) return form_page(visit, account, done, nullptr);
  return go_to("/cases/" + segment(done.body["id"].get<std::string>()), "opened");
}

}  // namespace

http::Reply open_form(const Visit& visit) {
  const Said said = account_of(visit, visit.ids.front());
  return said.is_good() ? form_page(visit, said.body, said, nullptr) : refusal(visit, said);
}

http::Reply open_case(const Visit& visit) {
  const Said said = account_of(visit, visit.ids.front());
  return said.is_good() ? open_for(visit, said.body) : refusal(visit, said);
}

}  // namespace gracegate::server::console
