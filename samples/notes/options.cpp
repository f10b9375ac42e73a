#include "samples/notes/options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace notes {

std::optional<Options> read_options(int argc, char** argv, int& exit_code) {
  Options options;
  std::string listen = "127.0.0.1:8090";
  CLI::App app{"Notes: a small product for teams that shows how gracegate is embedded", "notes"};
  app.add_option("--listen", listen, "Address HOST:PORT; port 0 picks a free one")->capture_default_str();
  app.add_option("--ready-file", options.ready_file, "File that gets the address once it answers");
  app.add_option("--data", options.data, "Folder to keep notes in (default: memory)");
  app.add_option("--accounts", options.accounts, "JSON file with accounts and their people");
  app.add_option("--server", options.server, "URL of gracegated; without it everything is open");
  app.add_option("--product", options.product, "Id of this product at the server")->capture_default_str();
  app.add_option("--sdk-key", options.sdk_key, "SDK key of the product");
  app.add_option("--root-key", options.root_key, "Public root key to trust");
  app.add_option("--api-token", options.api_token, "API token with the role finance, to report payments");
  app.add_option("--cache", options.cache_file, "File in which the gate keeps notices over a restart");
  app.add_option("--clock", options.clock_file, "Clock file shared with gracegated, for demos");
  try {
    app.parse(argc, argv);
    const std::size_t colon = listen.rfind(':');
    if (colon == std::string::npos) throw CLI::ValidationError("--listen", "give HOST:PORT");
    options.host = listen.substr(0, colon);
    if (!CLI::detail::lexical_cast(listen.substr(colon + 1), options.port) || options.port < 0 ||
        options.port > 65535) {
      throw CLI::ValidationError("--listen", "the port is a number from 0 to 65535");
    }
  } catch (const CLI::Success& asked) {  // --help
    exit_code = app.exit(asked);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    std::cerr << "notes: " << error.what() << " (see notes --help)\n";
    exit_code = 2;
    return std::nullopt;
  }
  return options;
}

}  // namespace notes
