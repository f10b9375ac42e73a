#include <algorithm>

#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/timeline.hpp"
#include "server/console/view.hpp"
#include "server/console/words.hpp"

namespace gracegate::server::console {
namespace {

constexpr const char* kPageSize = "50";
constexpr const char* kFilters[] = {"state", "reason", "wanting"};

std::string filtered_by(const Visit& visit) {
  std::string query = "?";
  for (const char* name : kFilters)
    if (!visit.query(name).empty()) query += std::string(name) + "=" + segment(visit.query(name)) + "&";
  return query;
}

// The texts in the customer's words, by language.
Json messages_of(const Json& one) {
  Json list = Json::array();
  for (const auto& [locale, text] : one["message"].items())
    list.push_back({{"language", word_for("language", locale)}, {"locale", locale}, {"text", text}});
  return list;
}

Json invoices_of(const Json& one) {
  Json list = Json::array();
  if (!one["owed"].is_object()) return list;
  for (const Json& invoice : one["owed"]["invoices"]) {
    Json owed = {{"minor", invoice["minor"]}, {"currency", one["owed"]["currency"]}};
    list.push_back({{"number", invoice["number"]},
                    {"amount", invoice["minor"].is_null() ? "" : owed_words(owed)},
                    {"paid", invoice["paid"]}});
  }
  return list;
}

// What can be done to it now, by whoever looks.
Json actions_for(const Visit& visit, const Json& one) {
  const bool is_open = one["state"] == "open";
  const bool is_held = one["hold"].is_object();
  const auto action = [](const char* name, const char* word, const char* about) {
    return Json{{"name", name}, {"word", word}, {"about", about}};
  };
  Json list = Json::array();
  if (!visit.may(StaffRole::support)) return list;
  if (!is_open)
    return {action("reopen", "Open it again", "It was ended by mistake, or the payment came back.")};
  list.push_back(action("settle", "Settle: it is paid", "Ends the case. Open again within seconds."));
  list.push_back(action("extend", "Give more time", "Moves the deadline later."));
  if (is_held)
    list.push_back(action("resume", "End the hold", "The count goes on, with three days at least."));
  else
    list.push_back(action("hold", "Put on hold", "The count stands still: a dispute, a transfer under way."));
  if (visit.may(StaffRole::finance)) {
    list.push_back(action("waive", "Waive", "We let the debt be. Ends the case."));
    list.push_back(action("release", "Let the customer go", "Ends the case with a farewell."));
  }
  if (visit.may(StaffRole::admin))
    list.push_back(
        action("escalate", "Escalate", "Shuts down at the first limit, without a read-only stage."));
  return list;
}

// The action that takes back what was done just now; "" where the rules know none.
std::string undo_of(const std::string& done) {
  if (done == "hold") return "resume";
  return done == "settle" || done == "waive" || done == "release" ? "reopen" : "";
}

}  // namespace

http::Reply cases(const Visit& visit) {
  http::Fields query = {{"limit", kPageSize}};
  for (const char* name : kFilters)
    if (!visit.query(name).empty()) query.emplace_back(name, visit.query(name));
  if (!visit.query("after").empty()) query.emplace_back("after", visit.query("after"));
  const Said said = ask(visit, "/v1/cases", query);
  if (!said.is_good()) return refusal(visit, said);
  Json list = Json::array();
  for (const Json& one : said.body["cases"]) list.push_back(case_view(visit, one, ""));
  const Json& next = said.body["next"];
  return view(
      visit, "cases",
      {{"title", "Cases"},
       {"at_cases", true},
       {"cases", list},
       {"states", options("state", visit.query("state"))},
       {"reasons", options("reason", visit.query("reason"))},
       {"wantings", options("wanting", visit.query("wanting"))},
       {"next", next.is_string() ? filtered_by(visit) + "after=" + segment(next.get<std::string>()) : ""}});
}

http::Reply one_case(const Visit& visit) {
  const std::string& id = visit.ids.front();
  const Said said = ask(visit, "/v1/cases/" + segment(id));
  if (!said.is_good()) return refusal(visit, said);
  const Said account = account_of(visit, said.body["account"].get<std::string>());
  if (!account.is_good()) return refusal(visit, account);
  const std::string zone = account.body["zone"].get<std::string>();
  const Said policy = ask(visit, "/v1/policies/" + segment(said.body["policy"].get<std::string>()));
  Json model = {{"title", account.body["name"].get<std::string>() + ": " +
                              word_for("reason", said.body["reason"].get<std::string>())},
                {"at_cases", true},
                {"account_name", account.body["name"]},
                {"zone", zone},
                {"case", case_view(visit, said.body, zone)},
                {"messages", messages_of(said.body)},
                {"invoices", invoices_of(said.body)},
                {"effect", effect(visit, said.body, account.body)},
                {"help", help_of(visit, "case", id, zone)},
                {"log", log_of(visit, "case", id)},
                {"undo", undo_of(visit.query("done"))},
                {"actions", actions_for(visit, said.body)}};
  if (said.body["state"] == "open")
    model["timeline"] = timeline(visit, said.body, account.body, hours_of(policy));
  return view(visit, "case", std::move(model));
}

}  // namespace gracegate::server::console
