// Mistakes in the configuration, found when the gate opens and not in the night after.
#ifndef GRACEGATE_CLIENT_CONFIG_CHECK_HPP
#define GRACEGATE_CLIENT_CONFIG_CHECK_HPP

#include <string>
#include <vector>

#include "client/server_url.hpp"
#include "gracegate/config.hpp"
#include "gracegate/keyset.hpp"

namespace gracegate {

struct CheckedConfig {
  ServerUrl server;
  std::vector<PublicKey> roots;
};

// Errors: invalid_argument; the message starts with the member at fault and says what to do.
Result<CheckedConfig> check_config(const Config& config);

// Why nothing can be kept in cache_file, and what to do; empty where nothing is known against it. The gate
// works without, and the folder may come later.
std::string doubt_about_cache_file(const Config& config);
// The same of a notice that somebody could put in notice_file.
std::string doubt_about_notice_file(const Config& config);

}  // namespace gracegate

#endif
