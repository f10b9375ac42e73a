#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/view.hpp"
#include "server/console/words.hpp"

namespace gracegate::server::console {
namespace {

Json person_view(const Json& one) {
  return {{"name", one["name"]},
          {"path", segment(one["name"].get<std::string>())},
          {"role", one["role"]},
          {"disabled", one["disabled"]},
          {"zone", one["zone"]}};
}

Json sessions_of(const Visit& visit, const std::string& path) {
  const Said said = ask(visit, path);
  Json list = Json::array();
  if (!said.is_good()) return list;
  for (const Json& one : said.body["sessions"])
    list.push_back({{"id", one["id"]},
                    {"address", one["address"]},
                    {"agent", one["agent"]},
                    {"started", when(visit, one["started_at"])},
                    {"used", when(visit, one["seen_at"])},
                    {"valid", one["valid"]},
                    {"is_this", one["id"] == visit.who.session.id}});
  return list;
}

http::Reply list_page(const Visit& visit, const Said& fault, const Json& made) {
  const Said said = ask(visit, "/v1/people");
  if (!said.is_good()) return refusal(visit, said);
  Json list = Json::array();
  for (const Json& one : said.body["people"]) list.push_back(person_view(one));
  return view(visit, "people",
              {{"title", "People"},
               {"at_people", true},
               {"people", list},
               {"roles", options("role", visit.form.text("role"))},
               {"name", fault.is_good() ? "" : visit.form.text("name")},
               {"why", fault.is_good() ? "" : visit.form.text("why")},
               {"made", made}},
              fault);
}

http::Reply person_page(const Visit& visit, const Said& fault, const Json& made) {
  const std::string& name = visit.ids.front();
  const Said said = ask(visit, "/v1/people");
  if (!said.is_good()) return refusal(visit, said);
  for (const Json& one : said.body["people"]) {
    if (one["name"] != name) continue;
    Json model = {{"title", name},
                  {"at_people", true},
                  {"person", person_view(one)},
                  {"roles", options("role", one["role"].get<std::string>())},
                  {"sessions", sessions_of(visit, "/v1/people/" + segment(name) + "/sessions")},
                  {"made", made},
                  {"why", fault.is_good() ? "" : visit.form.text("why")}};
    return view(visit, "person", std::move(model), fault);
  }
  return refusal(visit, {404, {{"detail", "nobody has this name"}}});
}

http::Reply me_page(const Visit& visit, const Said& fault) {
  return view(visit, "me",
              {{"title", "You"},
               {"at_me", true},
               {"zone", visit.who.person.zone},
               {"now", date_in(visit.now, visit.who.person.zone)},
               {"sessions", sessions_of(visit, "/v1/me/sessions")}},
              fault);
}

}  // namespace

http::Reply people(const Visit& visit) { return list_page(visit, {}, nullptr); }

http::Reply add_person(const Visit& visit) {
  const Said said = tell(visit, "POST", "/v1/people",
                         {{"name", visit.form.text("name")},
                          {"role", visit.form.text("role")},
                          {"why", visit.form.text("why")}});
  return said.is_good() ? list_page(visit, {}, said.body) : list_page(visit, said, nullptr);
}

http::Reply person(const Visit& visit) { return person_page(visit, {}, nullptr); }

http::Reply change_person(const Visit& visit) {
  const Form& form = visit.form;
  const std::string path = "/v1/people/" + segment(visit.ids.front());
  const std::string step = form.text("step");
  Json body = {{"why", form.text("why")}};
  if (step == "role") body["role"] = form.text("role");
  const std::string what = step == "ended" ? "/sessions/" + segment(form.text("session")) + "/end"
                           : step == "role" || step == "disable" || step == "enable" ? "/" + step
                                                                                     : "/password";
  const Said said = tell(visit, "POST", path + what, body);
  if (!said.is_good()) return person_page(visit, said, nullptr);
  if (said.body.contains("password")) return person_page(visit, {}, said.body);
  return go_to("/people/" + segment(visit.ids.front()), step);
}

http::Reply me(const Visit& visit) { return me_page(visit, {}); }

http::Reply change_me(const Visit& visit) {
  const Form& form = visit.form;
  const std::string step = form.text("step");
  const Said said =
      step == "zone" ? tell(visit, "PUT", "/v1/me", {{"zone", form.text("zone")}})
      : step == "ended"
          ? tell(visit, "POST", "/v1/me/sessions/" + segment(form.text("session")) + "/end",
                 {{"why", "ended by its owner"}})
          : tell(visit, "POST", "/v1/me/password",
                 {{"password", form.secret("password")}, {"new_password", form.secret("new_password")}});
  if (!said.is_good()) return me_page(visit, said);
  return go_to("/me", step == "zone" || step == "ended" ? step : "password");
}

}  // namespace gracegate::server::console
