// gracectl: the only place of it that looks at environment and terminal.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>

#include "server/ctl/gracectl.hpp"

namespace gracegate::ctl {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

// The first of these that is set decides, as in setlocale().
bool has_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view locale = variable(name);
    if (locale.empty()) continue;
    for (const char* spelling : {"UTF-8", "utf-8", "UTF8", "utf8"})
      if (locale.find(spelling) != std::string_view::npos) return true;
    return false;
  }
  return false;
}

Screen screen_of_this_terminal() {
  Screen screen;
  screen.has_unicode = has_utf8();
  const bool is_terminal = isatty(STDOUT_FILENO) == 1;
  screen.has_colour = is_terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
  winsize size = {};
  if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    screen.columns = size.ws_col;
  return screen;
}

}  // namespace
}  // namespace gracegate::ctl

int main(int argc, char** argv) {
  using namespace gracegate::ctl;
  std::signal(SIGPIPE, SIG_IGN);  // of the server's connection; a closed output shows when it is flushed
  Exit code = run(argc, argv, screen_of_this_terminal(), std::cout, std::cerr);
  if (!std::cout.flush() && code == Exit::ok) {
    code = Exit::refused;
    if (errno != EPIPE) std::cerr << "gracectl: the output cannot be written: is the disk full?\n";
  }
  return static_cast<int>(code);
}
