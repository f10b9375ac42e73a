// A note in a window: the sample that shows how gracegate is embedded in a desktop product. See README.md.
#include <QApplication>
#include <cstdio>

#include "gracegate/testing.hpp"
#include "samples/desktop/editor.hpp"
#include "samples/desktop/options.hpp"

namespace {

using notes_desktop::Options;

gracegate::Result<gracegate::Gate> open_gate(const Options& options) {
  gracegate::Config config;
  config.server = options.server;
  config.product = options.product;
  config.account = options.account;
  config.sdk_key = options.sdk_key;
  config.root_keys = {options.root_key};
  config.cache_file = options.cache_file;
  config.notice_file = options.notice_file;
  config.log = [](gracegate::LogLevel level, std::string_view message) {
    if (level < gracegate::LogLevel::warning) return;
    std::fprintf(stderr, "notes_desktop: gate: %.*s\n", static_cast<int>(message.size()), message.data());
  };
  if (!options.clock_file.empty()) {
    auto clock = gracegate::testing::shared_clock(options.clock_file);
    if (!clock) return clock.error();
    config.clock = *clock;
  }
  if (options.server.empty()) return gracegate::testing::fixed_gate({}, config.clock);
  return gracegate::Gate::open(std::move(config));
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = 0;
  const std::optional<Options> options = notes_desktop::read_options(argc, argv, exit_code);
  if (!options) return exit_code;
  gracegate::Result<gracegate::Gate> gate = open_gate(*options);
  if (!gate) {
    std::fprintf(stderr, "notes_desktop: %s\n", gate.error().message.c_str());
    return 2;
  }
  QApplication application(argc, argv);
  notes_desktop::Editor editor(*gate, options->account, options->viewer,
                               QString::fromStdString(options->file));
  editor.show();
  return QApplication::exec();
}
