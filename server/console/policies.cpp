#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/timeline.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

// A case that would be opened now, for the drawing.
Json drawn(const Visit& visit, const Json& policy) {
  const std::string zone = visit.who.person.zone;
  const Said said = tell(visit, "POST", "/v1/simulate", {{"policy", policy["name"]}, {"zone", zone}});
  if (!said.is_good()) return nullptr;
  const Json& stages = said.body["stages"];
  Json limit;
  for (const Json& stage : stages)
    if (limit.is_null() && (stage["mode"] == "read_only" || stage["mode"] == "shutdown"))
      limit = stage["from"];
  const Json one = {{"stages", stages},
                    {"opened_at", said.body["start"]},
                    {"deadline", said.body["deadline"]},
                    {"limited_from", limit}};
  return timeline(visit, one, {{"zone", zone}, {"name", ""}}, policy);
}

Json policy_view(const Visit& visit, const Json& policy) {
  return {{"name", policy["name"]},
          {"version", policy["version"]},
          {"words", policy_words(policy)},
          {"needs_sighting", policy["needs_sighting"]},
          {"help_hold_days", policy["help_hold_days"] == 0 ? Json() : policy["help_hold_days"]},
          {"snooze_days_before", policy["snooze_days_before"]},
          {"hours", policy["working_hours"]},
          {"timeline", drawn(visit, policy)}};
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
