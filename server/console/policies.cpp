#include "server/console/case_view.hpp"
#include "server/console/pages.hpp"
#include "server/console/timeline.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

Json policy_view(const Visit& visit, const Json& policy) {
  return {{"name", policy["name"]},
          {"policy", policy["name"]},  // "name" is somebody's, within what only admins see
          {"path", segment(policy["name"].get<std::string>())},
          {"version", policy["version"]},
          {"words", policy_words(policy)},
          {"needs_sighting", policy["needs_sighting"]},
          {"help_hold_days", policy["help_hold_days"] == 0 ? Json() : policy["help_hold_days"]},
          {"snooze_days_before", policy["snooze_days_before"]},
          {"hours", policy["working_hours"]},
          {"timeline", drawn_policy(visit, {{"policy", policy["name"]}}, policy["working_hours"])}};
}

}  // namespace

http::Reply policies(const Visit& visit) {
  const Said said = ask(visit, "/v1/policies");
  if (!said.is_good()) return refusal(visit, said);
  Json list = Json::array();
  for (const Json& policy : said.body["policies"]) list.push_back(policy_view(visit, policy));
  return view(visit, "policies", {{"title", "Policies"}, {"at_policies", true}, {"policies", list}});
}

}  // namespace gracegate::server::console
