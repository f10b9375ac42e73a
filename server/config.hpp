// What gracegated is told on its command line or in a file.
#ifndef GRACEGATE_SERVER_CONFIG_HPP
#define GRACEGATE_SERVER_CONFIG_HPP

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "gracegate/notice.hpp"

namespace gracegate::server {

struct Config {
  std::string data;  // folder of database, keys and first-run.json
  std::string host = "127.0.0.1";
  int port = 8080;             // 0: a free one
  bool may_make_root = false;  // though the database was signed for with another
  std::string ready_file;      // written once the port answers
  std::string public_url;      // `iss` of notices; empty: from host and port
  std::string product;         // `aud` of notices; empty: as at the first start, where it is "default"
  Links links;                 // {account} stands for the account's id
  Contact contact;
  std::string tls_cert, tls_key;
  std::vector<std::string> trusted_proxies;
  std::size_t max_connections = 8192;
  std::size_t max_connections_per_address = 512;
  std::string clock_file;  // demos and tests
  std::string log_level = "info";
  bool log_json = false;
};

// The command line parsed: options to serve with, or the exit code of a program that has said all it had to
// say: help and version on `out`, a mistake in one line on `err`.
struct Parsed {
  std::optional<Config> config;
  int exit_code = 0;
  bool lists_routes = false;  // what is asked for instead
};
Parsed parse_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

// Errors: invalid_argument with the option and what to do.
Result<void> validate(const Config& config);

}  // namespace gracegate::server

#endif
