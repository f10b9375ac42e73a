// gracectl completion: scripts that complete commands and options in a shell, made from the tree of commands.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "server/ctl/commands.hpp"

namespace gracegate::ctl {
namespace {

// What may follow a path of commands: "account list" → its commands or options.
struct Place {
  std::string path;  // empty for the root
  std::vector<std::string> commands;
  std::vector<std::string> options;
};

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

void add_places(const CLI::App& app, const std::string& path, std::vector<Place>& places) {
  Place place{path, {}, options_of(app)};
  const auto below = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* one : below) place.commands.push_back(one->get_name());
  places.push_back(std::move(place));
  for (const CLI::App* one : below)
    add_places(*one, path.empty() ? one->get_name() : path + " " + one->get_name(), places);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

// One function for bash; zsh runs it through bashcompinit. `global` are the options known everywhere.
std::string bash_script(const std::vector<Place>& places, const std::string& global) {
  std::string script =
      "_gracectl() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} path= commands= options= i\n"
      "  for ((i = 0; i < COMP_CWORD; i++)); do\n"
      "    [ \"$i\" = 0 ] || case \"${path:+$path }${COMP_WORDS[i]}\" in\n";
  for (const Place& place : places)
    if (!place.path.empty()) script += "      '" + place.path + "') path='" + place.path + "' ;;\n";
  script += "    esac\n  done\n  case \"$path\" in\n";
  for (const Place& place : places)
    script += "    '" + place.path + "') commands='" + joined(place.commands) + "' options='" +
              joined(place.options) + "' ;;\n";
  script +=
      "  esac\n"
      "  case \"$word\" in\n"
      "    -*) COMPREPLY=($(compgen -W \"$options " +
      global +
      "\" -- \"$word\")) ;;\n"
      "    *) COMPREPLY=($(compgen -W \"$commands\" -- \"$word\")) ;;\n"
      "  esac\n"
      "}\n"
      "complete -o default -F _gracectl gracectl\n";
  return script;
}

// The words of the line so far, commands only, are compared with each path.
std::string fish_script(const std::vector<Place>& places, const std::vector<std::string>& global) {
  std::string script =
      "function __gracectl_at\n"
      "  set -l path\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    string match -q -- '-*' $word; or set -a path $word\n"
      "  end\n"
      "  set -l wanted (count $argv)\n"
      "  test \"$path[1..$wanted]\" = \"$argv\"; and begin\n"
      "    test $wanted != 0; or test (count $path) = 0\n"
      "  end\n"
      "end\n"
      "complete -c gracectl -f\n";
  for (const Place& place : places) {
    const std::string start = "complete -c gracectl -n '__gracectl_at " + place.path + "'";
    if (!place.commands.empty()) script += start + " -a '" + joined(place.commands) + "'\n";
    for (const std::string& option : place.options)
      if (!place.path.empty()) script += start + " -l " + option.substr(2) + "\n";
  }
  for (const std::string& option : global) script += "complete -c gracectl -l " + option.substr(2) + "\n";
  return script;
}

Result<void> print(const Session& session, const CLI::App& root, const std::string& shell) {
  std::vector<Place> places;
  add_places(root, "", places);
  std::vector<std::string> global = options_of(root);
  global.erase(std::remove(global.begin(), global.end(), "--help"),
               global.end());  // each command has its own
  places.front().options = {"--help"};
  if (shell == "fish") return (session.out << fish_script(places, global), Result<void>());
  if (shell == "zsh") session.out << "autoload -U +X bashcompinit && bashcompinit\n";
  session.out << bash_script(places, joined(global));
  return {};
}

}  // namespace

void add_completion_command(Commands& commands) {
  auto shell = std::make_shared<std::string>();
  CLI::App& root = commands.root();
  CLI::App& command =
      commands.add(root,
                   {"completion", "A script that completes commands and options in a shell",
                    "source <(gracectl completion bash)\n"
                    "source <(gracectl completion zsh)\n"
                    "gracectl completion fish > ~/.config/fish/completions/gracectl.fish"},
                   [&root, shell](const Session& session) { return print(session, root, *shell); });
  command.add_option("SHELL", *shell, "Which shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

}  // namespace gracegate::ctl
