// The tree of commands. Each group adds its own; the one that the command line names is run.
#ifndef GRACEGATE_SERVER_CTL_COMMANDS_HPP
#define GRACEGATE_SERVER_CTL_COMMANDS_HPP

#include <functional>
#include <string>

#include "gracegate/result.hpp"
#include "server/ctl/session.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace gracegate::ctl {

using Action = std::function<Result<void>(const Session&)>;

struct Command {
  const char* name;
  const char* about;
  const char* examples;  // lines, without indentation
};

// A resource. Threads: one at a time.
class Commands {
 public:
  explicit Commands(CLI::App& root) : root_(root) {}
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;

  CLI::App& root() const { return root_; }
  // A command that has commands.
  CLI::App& add_group(CLI::App& parent, const Command& command);
  // A command that does something. What `action` refers to must live in it.
  CLI::App& add(CLI::App& parent, const Command& command, Action action);
  // Precondition: the command line was parsed without error.
  const Action& chosen() const { return chosen_; }

 private:
  CLI::App& root_;
  Action chosen_;
};

// An option that may be repeated, one value each time.
CLI::Option* add_repeated(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                          const std::string& about);

void add_login_command(Commands& commands);
void add_account_commands(Commands& commands);
void add_notice_command(Commands& commands, CLI::App& group);  // of accounts
void add_case_commands(Commands& commands);
void add_inbox_commands(Commands& commands);
void add_pay_command(Commands& commands);
void add_standing_commands(Commands& commands);
void add_simulate_command(Commands& commands);
void add_policy_commands(Commands& commands);
void add_audit_commands(Commands& commands);
void add_watch_command(Commands& commands);
void add_person_commands(Commands& commands);
void add_token_commands(Commands& commands);
void add_keyring_commands(Commands& commands);
void add_enforcement_commands(Commands& commands);
void add_backup_commands(Commands& commands);
void add_completion_command(Commands& commands);

}  // namespace gracegate::ctl

#endif
