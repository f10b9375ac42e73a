#include <algorithm>

#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/timeline.hpp"
#include "server/console/view.hpp"
#include "server/console/words.hpp"

namespace gracegate::server::console {
namespace {

constexpr const char* kPageSize = "25";

Json line(const Visit& visit, const Json& account) {
  Json cases = Json::array();
  for (const Json& one : account["open_cases"])
    cases.push_back(case_view(visit, one, account["zone"].get<std::string>()));
  return {{"id", account["id"]},
          {"path", segment(account["id"].get<std::string>())},
          {"name", account["name"]},
          {"zone", account["zone"]},
          {"cases", cases}};
}

// The query of this page with another value of "after".
std::string page_after(const Visit& visit, const std::string& after) {
  std::string query = "?q=" + segment(visit.query("q"));
  if (visit.query("open") == "true") query += "&open=true";
  return query + "&after=" + segment(after);
}

// All cases, those that ended too; the newest first.
Json cases_of(const Visit& visit, const std::string& account, const std::string& zone) {
  const Said said = ask(visit, "/v1/cases", {{"account", account}, {"limit", "100"}});
  std::vector<Json> found;
  if (said.is_good())
    for (const Json& one : said.body["cases"]) found.push_back(one);
  std::stable_sort(found.begin(), found.end(),
                   [](const Json& a, const Json& b) { return a["opened_at"] > b["opened_at"]; });
  Json list = Json::array();
  for (const Json& one : found) list.push_back(case_view(visit, one, zone));
  return list;
}

Json contacts_of(const Json& account) {
  Json list = account["contacts"];
  for (Json& contact : list)
    contact["kind"] = contact["kind"] == "billing" ? "looks after the contract" : contact["kind"];
  return list;
}

}  // namespace

http::Reply accounts(const Visit& visit) {
  http::Fields query = {{"q", visit.query("q")}, {"after", visit.query("after")}, {"limit", kPageSize}};
  const bool is_narrowed = visit.query("open") == "true";
  if (is_narrowed) query.emplace_back("open", "true");
  const Said said = ask(visit, "/v1/accounts", query);
  if (!said.is_good()) return refusal(visit, said);
  Json list = Json::array();
  for (const Json& account : said.body["accounts"]) list.push_back(line(visit, account));
  const Json& next = said.body["next"];
  return view(visit, "accounts",
              {{"title", "Accounts"},
               {"at_accounts", true},
               {"q", visit.query("q")},
               {"open", is_narrowed},
               {"accounts", list},
               {"next", next.is_string() ? page_after(visit, next.get<std::string>()) : ""}});
}

http::Reply account(const Visit& visit) {
  const std::string& id = visit.ids.front();
  const Said said = account_of(visit, id);
  if (!said.is_good()) return refusal(visit, said);
  const Json& found = said.body;
  const std::string zone = found["zone"].get<std::string>();
  const Said standing = ask(visit, "/v1/accounts/" + segment(id) + "/standing");
  const std::string locale =
      visit.query("locale").empty() ? found["locale"].get<std::string>() : visit.query("locale");
  Json model = {{"title", found["name"]},
                {"at_accounts", true},
                {"id", id},
                {"path", segment(id)},
                {"zone", zone},
                {"locale", found["locale"]},
                {"their_time", date_in(visit.now, zone)},
                {"contacts", contacts_of(found)},
                {"cases", cases_of(visit, id, zone)},
                {"help", help_of(visit, "account", id, zone)},
                {"log", log_of(visit, "account", id)},
                {"languages", languages(locale)},
                {"once", once_of(visit, found["open_cases"].dump())}};
  if (standing.is_good()) {
    const std::string mode = standing.body["mode"].get<std::string>();
    model["mode"] = mode;
    model["mode_word"] = word_for("mode", mode);
    model["seen"] = seen(visit, standing.body["notice"], visit.now, locale);
  }
  if (!found["open_cases"].empty()) {
    const Json& first = found["open_cases"].front();
    model["open_case"] = case_view(visit, first, zone);
  }
  return view(visit, "account", std::move(model));
}

}  // namespace gracegate::server::console
