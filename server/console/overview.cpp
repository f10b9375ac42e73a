#include "server/console/case_view.hpp"
#include "server/console/pages.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

Json part(const Visit& visit, const Json& said, const char* title, const char* wanting, const char* nothing) {
  Json cases = Json::array();
  for (const Json& one : said["cases"]) cases.push_back(case_view(visit, one, ""));
  const auto count = said["count"].get<std::size_t>();
  return {{"title", title},
          {"count", count},
          {"nothing", nothing},
          {"cases", cases},
          {"more", count > cases.size() ? wanting : ""}};
}

}  // namespace

http::Reply overview(const Visit& visit) {
  const Said said = ask(visit, "/v1/overview");
  if (!said.is_good()) return refusal(visit, said);
  Json help = Json::array();
  for (const Json& one : said.body["help"]["help"]) help.push_back(help_view(visit, one, ""));
  Json model = {{"title", "Today"},
                {"at_overview", true},
                {"tally", said.body["cases"]},
                {"help_count", said.body["help"]["count"]},
                {"help", help}};
  model["parts"] = {
      part(visit, said.body["due"], "Something changes within 3 days", "due",
           "No deadline, no limit is near."),
      part(visit, said.body["limited"], "Limited now", "limited", "Nobody is limited."),
      part(visit, said.body["hold"], "Holds that end within 3 days", "hold", "No hold ends soon."),
      part(visit, said.body["unseen"], "Nobody has seen the banner", "unseen",
           "Every banner that counts down has been seen.")};
  return view(visit, "overview", std::move(model));
}

}  // namespace gracegate::server::console
