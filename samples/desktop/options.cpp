#include "samples/desktop/options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

namespace notes_desktop {

std::optional<Options> read_options(int argc, char** argv, int& exit_code) {
  using gracegate::Role;
  Options options;
  CLI::App app{"A note in a window: shows how gracegate is embedded in a desktop product", "notes_desktop"};
  app.add_option("file", options.file, "The note")->capture_default_str();
  app.add_option("--server", options.server, "URL of gracegated; without it everything is open");
  app.add_option("--product", options.product, "Id of this product at the server")->capture_default_str();
  app.add_option("--account", options.account, "Whose installation it is")->capture_default_str();
  app.add_option("--sdk-key", options.sdk_key, "SDK key of the account");
  app.add_option("--root-key", options.root_key, "Public root key to trust");
  app.add_option("--cache", options.cache_file, "File in which the gate keeps notices over a restart");
  app.add_option("--notice-file", options.notice_file, "File in which a notice may be brought by hand");
  app.add_option("--clock", options.clock_file, "Clock file shared with gracegated, for demos");
  app.add_option("--role", options.viewer.role, "Who sits before it: member or billing")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Role>{{"member", Role::member}, {"billing", Role::billing}}));
  app.add_option("--locale", options.viewer.locale, "Language of the banner")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help
    exit_code = app.exit(asked);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    std::cerr << "notes_desktop: " << error.what() << " (see notes_desktop --help)\n";
    exit_code = 2;
    return std::nullopt;
  }
  return options;
}

}  // namespace notes_desktop
