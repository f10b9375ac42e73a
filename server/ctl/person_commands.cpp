// gracectl person: who may sign in, at the terminal and at the console.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "core/percent.hpp"
#include "server/cases/words.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/table.hpp"
#include "server/store/store.hpp"

namespace gracegate::ctl {
namespace {

struct PersonInput {
  std::string name, role, why;
};

Result<void> list(const Session& session) {
  const auto found = get(session, "/v1/people");
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  Table table({"NAME", "ROLE", "ZONE", "MAY SIGN IN"});
  for (const Json& person : member(*found, "people"))
    table.add({text_at(person, "name"), text_at(person, "role"), text_at(person, "zone"),
               is_true_at(person, "disabled") ? "no" : "yes"});
  session.out << table.draw(session.screen);
  return {};
}

// The password stands alone on the output, so that a script can take it.
Result<void> report_password(const Session& session, const Result<Json>& made) {
  if (!made) return made.error();
  if (session.wants_json) return (print_json(session, *made), Result<void>());
  session.out << one_line(text_at(*made, "password")) << "\n" << std::flush;
  session.notes << one_line("the password of " + text_at(*made, "name") + "; it is not shown again") << "\n";
  return {};
}

Result<void> report(const Session& session, const Result<Json>& person) {
  if (!person) return person.error();
  if (session.wants_json)
    print_json(session, *person);
  else
    session.out << one_line(text_at(*person, "name") + " has the role " + text_at(*person, "role") +
                            (is_true_at(*person, "disabled") ? ", and may not sign in" : ""))
                << "\n";
  return {};
}

Result<Json> body_of(const PersonInput& input) {
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  Json body = {{"why", *why}};
  if (!input.role.empty()) body["role"] = input.role;
  return body;
}

Result<void> add(const Session& session, const PersonInput& input) {
  const auto name = sentence("NAME", input.name, 200);
  if (!name) return name.error();
  auto body = body_of(input);
  if (!body) return body.error();
  (*body)["name"] = *name;
  return report_password(session, ask_for_secret(session, "/v1/people", *body));
}

Result<std::string> target_of(const PersonInput& input, const std::string& action) {
  const auto name = sentence("NAME", input.name, 200);
  if (!name) return name.error();
  return "/v1/people/" + percent_encode(*name) + "/" + action;
}

Result<void> act(const Session& session, const PersonInput& input, const std::string& action) {
  const auto target = target_of(input, action);
  if (!target) return target.error();
  const auto body = body_of(input);
  if (!body) return body.error();
  if (action == "password") return report_password(session, ask_for_secret(session, *target, *body));
  return report(session, change(session, "POST", *target, *body));
}

CLI::App& with_name(CLI::App& command, PersonInput& input) {
  command.add_option("NAME", input.name, "With which they sign in")->required();
  add_why(command, input.why);
  return command;
}

void with_role(CLI::App& command, PersonInput& input) {
  command.add_option("--role", input.role, "What they may do; each may what the ones before it may")
      ->required()
      ->check(CLI::IsMember(server::words_to(server::StaffRole::admin)));
}

}  // namespace

void add_person_commands(Commands& commands) {
  CLI::App& group = commands.add_group(commands.root(), {"person", "Who may sign in (admin)",
                                                         "gracectl person list\n"
                                                         "gracectl person disable bea --why \"has left\""});
  commands.add(group, {"list", "Everybody, those who are disabled too", "gracectl person list"},
               [](const Session& session) { return list(session); });
  auto input = std::make_shared<PersonInput>();
  with_role(
      with_name(commands.add(group,
                             {"add", "Let somebody in; the password is printed once, alone on the output",
                              "gracectl person add bea --role finance --why \"new in the team\""},
                             [input](const Session& session) { return add(session, *input); }),
                *input),
      *input);
  with_role(with_name(commands.add(group,
                                   {"role", "Give somebody another role; it counts at once",
                                    "gracectl person role bea --role support --why \"is trained\""},
                                   [input](const Session& session) { return act(session, *input, "role"); }),
                      *input),
            *input);
  const auto add_act = [&](const char* name, const char* about, const char* example) {
    with_name(commands.add(group, {name, about, example},
                           [input, name](const Session& session) { return act(session, *input, name); }),
              *input);
  };
  add_act("disable", "Lock somebody out at once: sessions and tokens end",
          "gracectl person disable bea --why \"has left\"");
  add_act("enable", "Let somebody in again, with the password that they had",
          "gracectl person enable bea --why \"is back\"");
  add_act("password", "Make somebody a new password, printed once; they are signed out everywhere",
          "gracectl person password bea --why \"forgot it\"");
}

}  // namespace gracegate::ctl
