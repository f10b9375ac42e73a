// gracectl simulate: a policy's stages for a start and a zone, without a case.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "server/cases/calendar.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/timeline.hpp"

namespace gracegate::ctl {
namespace {

struct Start {
  std::string policy, at, zone = "UTC";
};

// UTC where this machine has no time zone database; the server has answered in its own words then.
Zone zone_for(const std::string& name, const Timeline& timeline) {
  if (timeline.stages.empty() || !server::is_zone(name)) return {};
  return server::zone_between(name, timeline.stages.front().from, timeline.stages.back().from);
}

void print(const Session& session, const Json& answer) {
  const Timeline timeline{stages_at(answer, "stages"), time_at(answer, "deadline").value_or(TimePoint()),
                          std::nullopt};
  const Zone zone = zone_for(text_at(answer, "zone"), timeline);
  session.out << one_line("policy " + text_at(answer, "policy") + ", version " +
                          std::to_string(integer_at(answer, "version")) + ", in " + text_at(answer, "zone"))
              << "\ndeadline " << wall_time(zone, timeline.deadline) << ", "
              << format_rfc3339(timeline.deadline) << "\n\n"
              << draw_bar(timeline, session.screen) << "\n"
              << draw_stages(timeline, zone, session.screen);
}

Result<void> simulate(const Session& session, const Start& start) {
  const auto policy = plain_segment("--policy", start.policy);
  if (!policy) return policy.error();
  const auto at = instant("--start", start.at);
  if (!at) return at.error();
  Json body = {{"policy", *policy}, {"zone", start.zone}};
  if (!at->empty()) body["start"] = *at;
  const auto answer = change(session, "POST", "/v1/simulate", body);
  if (!answer) return answer.error();
  if (session.wants_json)
    print_json(session, *answer);
  else
    print(session, *answer);
  return {};
}

}  // namespace

void add_simulate_command(Commands& commands) {
  auto start = std::make_shared<Start>();
  CLI::App& command = commands.add(
      commands.root(),
      {"simulate", "When each stage of a policy would begin; changes nothing",
       "gracectl simulate --policy standard --start 2026-12-10T12:00:00+01:00 --zone Europe/Berlin\n"
       "gracectl simulate --policy gentle --zone America/New_York"},
      [start](const Session& session) { return simulate(session, *start); });
  command.add_option("--policy", start->policy, "Name of the policy")->required()->type_name("NAME");
  command.add_option("--start", start->at, "When the case is opened (RFC 3339; now)")->type_name("T");
  command.add_option("--zone", start->zone, "IANA time zone of the account (UTC)")->type_name("ZONE");
}

}  // namespace gracegate::ctl
