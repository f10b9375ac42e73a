// Command line of the sample product.
#ifndef NOTES_OPTIONS_HPP
#define NOTES_OPTIONS_HPP

#include <optional>
#include <string>

namespace notes {

struct Options {
  std::string host = "127.0.0.1";
  int port = 8090;         // 0: a free one
  std::string ready_file;  // gets the address, once it answers
  std::string data;        // folder; empty: notes are kept in memory
  std::string accounts;    // JSON file; empty: the demo's companies

  std::string server;  // of gracegate; empty: none, everything is open
  std::string product = "notes";
  std::string sdk_key;
  std::string root_key;
  std::string api_token;   // to report payments
  std::string cache_file;  // what the gate keeps over a restart
  std::string clock_file;  // a clock shared with the server, for demos
};

// nullopt: nothing to run (0: help; 2: a mistake, in a line on standard error); `exit_code` says which.
std::optional<Options> read_options(int argc, char** argv, int& exit_code);

}  // namespace notes

#endif
