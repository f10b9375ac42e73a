// gracectl policy: the templates from which cases get their stages.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <tuple>

#include "server/cases/policy.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/local_file.hpp"
#include "server/ctl/table.hpp"

namespace gracegate::ctl {
namespace {

struct PolicyInput {
  std::string name, file, read_only_days, ends_in, needs_sighting, snooze_days_before, hours, why;
  std::vector<std::string> days, holidays;
  std::optional<int> reminder_days, countdown_days, help_hold_days;
};

std::string hours_text(const Json& policy) {
  const Json& hours = member(policy, "working_hours");
  return joined(member(hours, "days")) + " " + text_at(hours, "from") + "-" + text_at(hours, "to");
}

std::string days_text(const Json& policy, const char* name) {
  const Json& value = member(policy, name);
  return value.is_number_integer() ? std::to_string(value.get<std::int64_t>()) : "-";
}

void print_policy(const Session& session, const Json& policy) {
  if (session.wants_json) return print_json(session, policy);
  session.out << draw_pairs(session.screen,
                            {{"policy", Cell(text_at(policy, "name"), Ink::bold)},
                             {"version", std::to_string(integer_at(policy, "version"))},
                             {"reminder days", days_text(policy, "reminder_days")},
                             {"countdown days", days_text(policy, "countdown_days")},
                             {"read-only days", days_text(policy, "read_only_days")},
                             {"ends in", text_at(policy, "ends_in")},
                             {"needs sighting", is_true_at(policy, "needs_sighting") ? "yes" : "no"},
                             {"snooze days before", days_text(policy, "snooze_days_before")},
                             {"help hold days", days_text(policy, "help_hold_days")},
                             {"limits start", hours_text(policy)},
                             {"holidays", joined(member(member(policy, "working_hours"), "holidays"))}});
}

Result<void> list(const Session& session) {
  const auto found = get(session, "/v1/policies");
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  Table table({"POLICY", "VERSION", "REMINDER", "COUNTDOWN", "READ-ONLY", "ENDS IN", "LIMITS START"});
  for (const Json& policy : member(*found, "policies"))
    table.add({text_at(policy, "name"), std::to_string(integer_at(policy, "version")),
               days_text(policy, "reminder_days"), days_text(policy, "countdown_days"),
               days_text(policy, "read_only_days"), text_at(policy, "ends_in"), hours_text(policy)});
  session.out << table.draw(session.screen);
  return {};
}

Result<void> show(const Session& session, const std::string& name) {
  const auto segment = plain_segment("POLICY", name);
  if (!segment) return segment.error();
  const auto policy = get(session, "/v1/policies/" + *segment);
  if (!policy) return policy.error();
  print_policy(session, *policy);
  return {};
}

// What the flags change: the file, else the policy as it is, else the usual stages.
Result<Json> base_of(const Session& session, const PolicyInput& input, const std::string& segment) {
  if (!input.file.empty()) return json_from("--file", input.file);
  auto present = get(session, "/v1/policies/" + segment);
  if (present || present.error().code != ErrorCode::not_found) return present;
  return Json{{"countdown_days", 14}, {"read_only_days", 7}, {"ends_in", "shutdown"}};
}

// A number of days, or none; left as it is where nothing was typed.
Result<void> apply_days(const std::string& option, const std::string& text, Json& policy, const char* name) {
  if (text.empty()) return {};
  if (text == "none") return (policy[name] = nullptr, Result<void>());
  int days = 0;
  if (!CLI::detail::lexical_cast(text, days)) return bad_input(option + ": give a number of days, or none");
  policy[name] = days;
  return {};
}

Result<void> apply_hours(const PolicyInput& input, Json& policy) {
  const Json& hours = member(policy, "working_hours");
  if (!hours.is_object() && !hours.is_null()) return bad_input("--file: working_hours must be an object");
  if (!input.days.empty()) policy["working_hours"]["days"] = input.days;
  if (!input.holidays.empty()) policy["working_hours"]["holidays"] = input.holidays;
  if (input.hours.empty()) return {};
  const std::size_t dash = input.hours.find('-');
  if (dash == std::string::npos) return bad_input("--hours: give FROM-TO, for example 09:00-17:00");
  policy["working_hours"]["from"] = input.hours.substr(0, dash);
  policy["working_hours"]["to"] = input.hours.substr(dash + 1);
  return {};
}

Result<Json> body_of(const Session& session, const PolicyInput& input, const std::string& segment) {
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  auto policy = base_of(session, input, segment);
  if (!policy) return policy;
  for (const char* given_by_the_server : {"name", "version"}) policy->erase(given_by_the_server);
  if (input.reminder_days) (*policy)["reminder_days"] = *input.reminder_days;
  if (input.countdown_days) (*policy)["countdown_days"] = *input.countdown_days;
  if (input.help_hold_days) (*policy)["help_hold_days"] = *input.help_hold_days;
  if (!input.ends_in.empty()) (*policy)["ends_in"] = input.ends_in;
  if (!input.needs_sighting.empty()) (*policy)["needs_sighting"] = input.needs_sighting == "yes";
  if (input.ends_in == "read_only") (*policy)["read_only_days"] = nullptr;  // it stays so: there is no number
  for (const auto& [option, text, name] :
       {std::tuple("--read-only-days", &input.read_only_days, "read_only_days"),
        std::tuple("--snooze-days-before", &input.snooze_days_before, "snooze_days_before")})
    if (const auto done = apply_days(option, *text, *policy, name); !done) return done.error();
  if (const auto done = apply_hours(input, *policy); !done) return done.error();
  (*policy)["why"] = *why;
  return policy;
}

Result<void> set(const Session& session, const PolicyInput& input) {
  const auto segment = plain_segment("POLICY", input.name);
  if (!segment) return segment.error();
  const auto body = body_of(session, input, *segment);
  if (!body) return body.error();
  const auto policy = change(session, "PUT", "/v1/policies/" + *segment, *body);
  if (!policy) return policy.error();
  print_policy(session, *policy);
  return {};
}

void add_set(Commands& commands, CLI::App& group) {
  auto input = std::make_shared<PolicyInput>();
  CLI::App& command = commands.add(
      group,
      {"set", "Make a policy, or a new version of one; open cases keep theirs (admin)",
       "gracectl policy set standard --holiday 2026-12-25 --holiday 2026-12-26 --why \"holidays\"\n"
       "gracectl policy set patient --countdown-days 30 --ends-in read_only --why \"public sector\"\n"
       "gracectl --json policy show standard > standard.json\n"
       "gracectl policy set standard --file standard.json --why \"as agreed\""},
      [input](const Session& session) { return set(session, *input); });
  command.add_option("POLICY", input->name, "Its name: a-z 0-9 _ -")->required();
  command
      .add_option("--file", input->file,
                  "Start from this JSON, as policy show --json prints it; - is the input")
      ->type_name("FILE");
  command.add_option("--reminder-days", input->reminder_days, "Days before the banner shows")->type_name("N");
  command.add_option("--countdown-days", input->countdown_days, "Days from banner to deadline")
      ->type_name("N");
  command
      .add_option("--read-only-days", input->read_only_days,
                  "Days from read-only to shutdown; none: straight to shutdown")
      ->type_name("N");
  command.add_option("--ends-in", input->ends_in, "Where it ends")
      ->check(CLI::IsMember({"shutdown", "read_only"}));
  command
      .add_option("--needs-sighting", input->needs_sighting,
                  "Whether nobody is limited before somebody was shown the banner (yes)")
      ->check(CLI::IsMember({"yes", "no"}));
  command
      .add_option("--snooze-days-before", input->snooze_days_before,
                  "Until so many days before the deadline people may fold the banner to a line; none: never")
      ->type_name("N");
  command
      .add_option("--help-hold-days", input->help_hold_days,
                  "So long at most a case waits for the answer to who asks about the bill or for time (0)")
      ->type_name("N");
  add_repeated(command, "--days", input->days, "Working days: limits start on these only")
      ->delimiter(',')
      ->check(CLI::IsMember(std::vector<std::string>(server::kDayNames.begin(), server::kDayNames.end())))
      ->type_name("mon,tue,...");
  command.add_option("--hours", input->hours, "Working hours in the account's zone")
      ->type_name("09:00-17:00");
  add_repeated(command, "--holiday", input->holidays, "A date on which nothing starts; may be repeated")
      ->type_name("DATE");
  add_why(command, input->why);
}

}  // namespace

void add_policy_commands(Commands& commands) {
  CLI::App& group =
      commands.add_group(commands.root(), {"policy", "Templates from which cases get their stages",
                                           "gracectl policy list\ngracectl policy show standard"});
  commands.add(group, {"list", "All policies, in their newest version", "gracectl policy list"},
               [](const Session& session) { return list(session); });
  auto name = std::make_shared<std::string>();
  CLI::App& one = commands.add(group, {"show", "One policy", "gracectl policy show standard"},
                               [name](const Session& session) { return show(session, *name); });
  one.add_option("POLICY", *name, "Its name")->required();
  add_set(commands, group);
}

}  // namespace gracegate::ctl
