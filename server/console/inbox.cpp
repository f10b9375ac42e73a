#include "server/api/routes.hpp"
#include "server/console/case_view.hpp"
#include "server/console/pages.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

constexpr const char* kPageSize = "50";

std::string help_path(const Visit& visit) { return "/v1/help/" + segment(visit.ids.front()); }

http::Reply help_page(const Visit& visit, const Said& fault) {
  const Said said = ask(visit, help_path(visit));
  if (!said.is_good()) return refusal(visit, said);
  const Said account = account_of(visit, said.body["account"].get<std::string>());
  const std::string zone = account.is_good() ? account.body["zone"].get<std::string>() : "";
  const Said about = ask(visit, "/v1/cases/" + segment(said.body["case"].get<std::string>()));
  const std::string typed = visit.form.text("text");
  const std::string by = visit.form.text("by");
  return view(visit, "help",
              {{"title", "Help asked for"},
               {"at_inbox", true},
               {"help", help_view(visit, said.body, zone)},
               {"account_name", account.is_good() ? account.body["name"] : said.body["account"]},
               {"case", about.is_good() ? case_view(visit, about.body, zone) : Json()},
               {"has_ended_case", about.is_good() && about.body["state"] != "open"},
               {"typed", typed},
               {"by", by.empty() ? visit.who.person.name : by},
               {"why", visit.form.text("why")}},
              fault);
}

}  // namespace

http::Reply inbox(const Visit& visit) {
  const std::string state = visit.query("state").empty() ? "waiting" : visit.query("state");
  const Said said =
      ask(visit, "/v1/help", {{"state", state}, {"after", visit.query("after")}, {"limit", kPageSize}});
  if (!said.is_good()) return refusal(visit, said);
  Json list = Json::array();
  for (const Json& request : said.body["help"]) list.push_back(help_view(visit, request, ""));
  const Json& next = said.body["next"];
  return view(
      visit, "inbox",
      {{"title", "Inbox"},
       {"at_inbox", true},
       {"help", list},
       {"waiting", state == "waiting"},
       {"answered", state == "answered"},
       {"closed", state == "closed"},
       {"next",
        next.is_string() ? "?state=" + segment(state) + "&after=" + segment(next.get<std::string>()) : ""}});
}

http::Reply help(const Visit& visit) { return help_page(visit, {}); }

// The answer of the API as it is: a download that no browser shows.
http::Reply help_file(const Visit& visit) {
  http::Request request;
  request.method = "GET";
  request.path = {"v1", "help", visit.ids.front(), "file"};
  request.target = help_path(visit) + "/file";
  http::Reply reply = api::reply_to(visit.app, request, visit.caller);
  if (reply.status == 200) return reply;
  return refusal(visit, {reply.status, Json::parse(reply.body, nullptr, false)});
}

http::Reply answer_help(const Visit& visit) {
  const Form& form = visit.form;
  const bool closes = form.text("step") == "close";
  const Json body =
      closes ? Json{{"why", form.text("why")}} : Json{{"text", form.text("text")}, {"by", form.text("by")}};
  const Said done = tell(visit, "POST", help_path(visit) + (closes ? "/close" : "/answer"), body);
  if (!done.is_good()) return help_page(visit, done);
  return go_to("/inbox/" + segment(visit.ids.front()), closes ? "closed" : "answered");
}

}  // namespace gracegate::server::console
