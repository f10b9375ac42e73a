#include "server/ctl/case_actions.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "server/cases/actions.hpp"
#include "server/ctl/case_view.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

struct ActionInput {
  std::string name, id, why, until, reason;
  int days = 0;
  bool needs_end = false;
};

Result<Json> body_of(const ActionInput& input) {
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  const auto until = instant("--until", input.until);
  if (!until) return until.error();
  if (input.needs_end && until->empty() && input.days == 0)
    return bad_input("say when it ends: --until or --days");
  Json body = {{"why", *why}};
  if (!until->empty()) body["until"] = *until;
  if (input.days != 0) body["days"] = input.days;
  if (!input.reason.empty()) body["reason"] = input.reason;
  return body;
}

Result<void> act(const Session& session, const ActionInput& input) {
  const auto segment = plain_segment("CASE", input.id);
  if (!segment) return segment.error();
  const auto body = body_of(input);
  if (!body) return body.error();
  return report_case(session, change(session, "POST", "/v1/cases/" + *segment + "/" + input.name, *body));
}

void add_end(CLI::App& command, ActionInput& input, const char* until_text, const char* days) {
  CLI::Option* until = command.add_option("--until", input.until, until_text)->type_name("T");
  command.add_option("--days", input.days, days)
      ->check(CLI::Range(1, server::kMostDays))
      ->type_name("N")
      ->excludes(until);
}

CLI::App& add_action(Commands& commands, CLI::App& group, const Command& what,
                     const std::shared_ptr<ActionInput>& input) {
  input->name = what.name;
  CLI::App& command =
      commands.add(group, what, [input](const Session& session) { return act(session, *input); });
  command.add_option("CASE", input->id, "Id of the case")->required();
  add_why(command, input->why);
  return command;
}

}  // namespace

void add_case_actions(Commands& commands, CLI::App& group) {
  constexpr const char* kEnd = "The instant at which it ends (RFC 3339)";
  const auto extend = std::make_shared<ActionInput>();
  extend->needs_end = true;
  add_end(add_action(
              commands, group,
              {"extend", "Move the deadline later; at least 3 more days follow before any limit",
               "gracectl case extend c_8f3k2m9q4t7w1x5z --days 7 --why \"transfer announced\"\n"
               "gracectl case extend c_8f3k2m9q4t7w1x5z --until 2026-12-20T17:00:00+01:00 --why \"agreed\""},
              extend),
          *extend, kEnd, "Whole days after the present deadline");
  const auto hold = std::make_shared<ActionInput>();
  hold->needs_end = true;
  CLI::App& holding =
      add_action(commands, group,
                 {"hold", "Pause the case; it goes on by itself at the end",
                  "gracectl case hold c_8f3k2m9q4t7w1x5z --days 10 --reason dispute --why \"ticket 4711\""},
                 hold);
  add_end(holding, *hold, kEnd, "Whole days from now");
  holding
      .add_option("--reason", hold->reason,
                  "Why it is paused, as the notice says it: dispute, payment in transit")
      ->required()
      ->type_name("TEXT");
  const auto release = std::make_shared<ActionInput>();
  add_end(add_action(commands, group,
                     {"release", "End it and let the customer go (finance)",
                      "gracectl case release c_8f3k2m9q4t7w1x5z --why \"contract not renewed\"\n"
                      "gracectl case release c_8f3k2m9q4t7w1x5z --days 90 --why \"they need time to move\""},
                     release),
          *release, "Until when their data can be taken out, as they are told (RFC 3339)",
          "The same in whole days from now (30)");
  static constexpr Command kPlain[] = {
      {"resume", "End a hold now", "gracectl case resume c_8f3k2m9q4t7w1x5z --why \"dispute settled\""},
      {"settle", "End it as paid", "gracectl case settle c_8f3k2m9q4t7w1x5z --why \"paid by cheque\""},
      {"waive", "End it without payment (finance)",
       "gracectl case waive c_8f3k2m9q4t7w1x5z --why \"our mistake\""},
      {"escalate", "To shutdown, never before the promised deadline (admin)",
       "gracectl case escalate c_8f3k2m9q4t7w1x5z --why \"fraud confirmed\""},
      {"reopen", "An ended case runs again, with at least 3 days of countdown",
       "gracectl case reopen c_8f3k2m9q4t7w1x5z --why \"payment charged back\""}};
  for (const Command& what : kPlain) add_action(commands, group, what, std::make_shared<ActionInput>());
}

Result<void> report_case(const Session& session, const Result<Json>& one) {
  if (!one) return one.error();
  if (session.wants_json)
    print_json(session, *one);
  else
    session.out << case_line(*one);
  return {};
}

void add_why(CLI::App& command, std::string& why) {
  command.add_option("--why", why, "The reason, for the audit log")->required()->type_name("TEXT");
}

}  // namespace gracegate::ctl
