#include "server/ctl/gracectl.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "gracegate/version.h"
#include "server/ctl/commands.hpp"

namespace gracegate::ctl {
namespace {

constexpr const char* kAbout =
    "gracectl: accounts, cases, policies and keys of a gracegated, over its HTTP API.\n";

constexpr const char* kFooter = R"(Examples:
  export GRACEGATE_SERVER=https://grace.example.com
  export GRACEGATE_TOKEN=$(gracectl login ada)
  gracectl account add acme --name "Acme Inc" --zone Europe/Berlin
  gracectl case open acme --reason nonpayment --owed 30000.00 --currency USD --invoice INV-1 --why overdue
  gracectl case list --state open
  gracectl pay acme --payment txn_1 --invoice INV-1
  gracectl case open --help

Times are RFC 3339 with an offset: 2026-12-06T17:00:00+01:00. Options may stand anywhere. --json prints what the
server says, as JSON. Colours: only on a terminal, and not when NO_COLOR is set.

Exit codes: 0 done; 1 refused by the server, not found, or an audit log that is not whole; 2 the command line, or
what it says, cannot be right; 3 not allowed (token missing, invalid, or of a role that does not suffice); 4 the
server cannot be reached.
)";

struct Settings {
  Target target{"http://127.0.0.1:8080", "", ""};
  bool wants_json = false;
};

void add_settings(CLI::App& app, Settings& settings) {
  app.add_option("--server", settings.target.server, "Address of the server (http://127.0.0.1:8080)")
      ->envname("GRACEGATE_SERVER")
      ->type_name("URL");
  app.add_option("--token", settings.target.token,
                 "Your token; better in the environment, where other users do not see it")
      ->envname("GRACEGATE_TOKEN")
      ->type_name("TOKEN");
  app.add_option("--ca", settings.target.ca_file, "Certificates to trust (PEM) instead of the system's")
      ->envname("GRACEGATE_CA")
      ->type_name("FILE");
  app.add_flag("--json", settings.wants_json, "Print JSON, for programs");
}

void add_commands(Commands& commands) {
  add_account_commands(commands);
  add_case_commands(commands);
  add_inbox_commands(commands);
  add_pay_command(commands);
  add_standing_commands(commands);
  add_simulate_command(commands);
  add_policy_commands(commands);
  add_audit_commands(commands);
  add_watch_command(commands);
  add_person_commands(commands);
  add_token_commands(commands);
  add_keyring_commands(commands);
  add_enforcement_commands(commands);
  add_backup_commands(commands);
  add_login_command(commands);
  add_completion_command(commands);
}

// One line, and not a long one, whatever it repeats.
Exit fail(std::ostream& err, Exit code, std::string_view message) {
  constexpr std::size_t kLongest = 1000;
  std::string line = one_line(message.substr(0, kLongest));
  if (message.size() > kLongest) line += " ...";
  err << "gracectl: " << line << "\n";
  return code;
}

// The command that the command line names, or as much of it as there is.
const CLI::App& named_command(const CLI::App& root) {
  const CLI::App* app = &root;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

// "gracectl case open"
std::string path_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : path_of(*app.get_parent()) + " " + app.get_name();
}

// Two groups differ by one letter: says so where the other one knows `word`.
std::string known_elsewhere(const CLI::App& group, const std::string& word) {
  const std::string other = group.get_name() == "key" ? "keys" : group.get_name() == "keys" ? "key" : "";
  if (other.empty()) return "";
  const auto is_word = [&](const CLI::App* command) { return command->get_name() == word; };
  const auto found = group.get_parent()->get_subcommand(other)->get_subcommands(is_word);
  return found.empty() ? "" : ", but gracectl " + other + " knows it";
}

// What the parser says, or better where it does not say what is wrong.
std::string complaint(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> unknown = app.remaining(true);
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !unknown.empty())
    return unknown.front() + " is not known here" + known_elsewhere(named_command(app), unknown.front());
  std::string text = error.what();
  if (text.rfind("A subcommand", 0) == 0) return "give a command";
  if (text.rfind("The ", 0) == 0) text.front() = 't';
  return text;
}

Exit explain(const CLI::App& app, const CLI::ParseError& error, std::ostream& out, std::ostream& err) {
  if (error.get_exit_code() != 0)
    return fail(
        err, Exit::bad_input,
        one_line(complaint(app, error)).substr(0, 600) + "; see " + path_of(named_command(app)) + " --help");
  app.exit(error, out, err);
  return Exit::ok;
}

}  // namespace

Exit run(int argc, const char* const* argv, const Screen& screen, std::ostream& out, std::ostream& err) {
  Settings settings;
  CLI::App app(kAbout, "gracectl");
  app.set_version_flag("--version", std::string("gracectl ") + GRACEGATE_VERSION);
  app.footer(kFooter);
  app.fallthrough();  // so that the global options may stand behind a command
  app.require_subcommand(1);
  add_settings(app, settings);
  Commands commands(app);
  add_commands(commands);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // also help and version
    return explain(app, error, out, err);
  }
  const ApiClient api(settings.target);
  const auto done = commands.chosen()({api, settings.wants_json, screen, out, err});
  return done ? Exit::ok : fail(err, exit_of(done.error()), done.error().message);
}

}  // namespace gracegate::ctl
