// Command line of the sample.
#ifndef NOTES_DESKTOP_OPTIONS_HPP
#define NOTES_DESKTOP_OPTIONS_HPP

#include <optional>
#include <string>

#include "gracegate/banner.hpp"

namespace notes_desktop {

struct Options {
  std::string file = "note.txt";  // the note

  std::string server;  // of gracegate; empty: none, everything is open
  std::string product = "notes";
  std::string account = "acme";
  std::string sdk_key;
  std::string root_key;
  std::string cache_file;   // what the gate keeps over a restart
  std::string notice_file;  // where somebody may put a signed notice, on a machine without a network
  std::string clock_file;   // a clock shared with the server, for demos

  gracegate::Viewer viewer;  // who sits before it
};

// nullopt: nothing to run (0: help; 2: a mistake, in a line on standard error); `exit_code` says which.
std::optional<Options> read_options(int argc, char** argv, int& exit_code);

}  // namespace notes_desktop

#endif
