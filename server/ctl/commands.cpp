#include "server/ctl/commands.hpp"

#include <CLI/CLI.hpp>

namespace gracegate::ctl {
namespace {

std::string examples_of(const Command& command) {
  std::string text = "Examples:\n";
  std::string_view left = command.examples;
  while (!left.empty()) {
    const std::size_t end = left.find('\n');
    text.append("  ").append(left.substr(0, end)).append("\n");
    left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
  }
  return text;
}

}  // namespace

CLI::App& Commands::add_group(CLI::App& parent, const Command& command) {
  CLI::App& group = *parent.add_subcommand(command.name, command.about);
  group.footer(examples_of(command));
  // Exactly one, so that an id that reads like a command is no command.
  group.require_subcommand(1);
  return group;
}

CLI::App& Commands::add(CLI::App& parent, const Command& command, Action action) {
  CLI::App& added = *parent.add_subcommand(command.name, command.about);
  added.footer(examples_of(command));
  added.require_subcommand(0);
  added.callback([this, action = std::move(action)] { chosen_ = action; });
  return added;
}

CLI::Option* add_repeated(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                          const std::string& about) {
  return command.add_option(name, values, about)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace gracegate::ctl
