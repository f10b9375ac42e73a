#include "client/config_check.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "gracegate/notice.hpp"

namespace gracegate {
namespace {

Error at(std::string_view member, std::string_view complaint) {
  return {ErrorCode::invalid_argument, std::string(member) + ": " + std::string(complaint), {}};
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

Result<void> check_names(const Config& config) {
  if (config.product.empty())
    return at("product", "it is missing: give the product id that the server knows");
  if (!is_account_id(config.product)) return at("product", "must be at most 128 bytes of UTF-8 in one line");
  if (!config.account.empty() && !is_account_id(config.account))
    return at("account", "must be at most 128 bytes of UTF-8 in one line");
  return {};
}

Result<void> check_sdk_key(const Config& config) {
  const bool is_for_account = starts_with(config.sdk_key, "gg_account_");
  if (config.sdk_key.empty())
    return at("sdk_key", "it is missing: create one in the console or with gracectl");
  if (!is_for_account && !starts_with(config.sdk_key, "gg_product_"))
    return at("sdk_key", "must start with gg_product_ or gg_account_: is it a token for people?");
  if (config.sdk_key.size() > 256 || !is_visible_ascii(config.sdk_key))
    return at("sdk_key", "has characters that no key has: was more than the key copied?");
  if (is_for_account && config.account.empty())
    return at("account", "a gg_account_ key reads one account: say which, or take a gg_product_ key");
  return {};
}

Result<std::vector<PublicKey>> check_roots(const Config& config) {
  if (config.root_keys.empty())
    return at("root_keys", "it is empty: pin the root key that first-run.json of the server names");
  std::vector<PublicKey> roots;
  for (const std::string& text : config.root_keys) {
    const auto key = parse_public_key(text);
    if (!key) return at("root_keys", "not a public key of 43 characters: " + key.error().message);
    roots.push_back(*key);
  }
  return roots;
}

Result<void> check_times(const Config& config) {
  using std::chrono::seconds;
  if (config.poll_wait < seconds(1) || config.poll_wait > seconds(60))
    return at("poll_wait", "must be 1 to 60 seconds");
  if (config.stale_after < seconds(1)) return at("stale_after", "must be at least a second");
  return {};
}

bool is_folder(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

Result<void> check_files(const Config& config) {
  if (!config.ca_file.empty() && ::access(config.ca_file.c_str(), R_OK) != 0)
    return at("ca_file", "cannot be read");
  if (config.cache_file.empty() || config.cache) return {};
  const std::size_t slash = config.cache_file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : config.cache_file.substr(0, slash + 1);
  if (!is_folder(folder)) return at("cache_file", "its folder does not exist: create it");
  if (is_folder(config.cache_file)) return at("cache_file", "it is a folder: give the name of a file in it");
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return at("cache_file", "its folder cannot be written by this user");
  return {};
}

// What is asked of the server's address depends on who connects.
Result<ServerUrl> check_server(const Config& config) {
  if (config.transport && config.server.empty()) return ServerUrl{};
  return parse_server_url(config.server);
}

}  // namespace

Result<CheckedConfig> check_config(const Config& config) {
  auto server = check_server(config);
  if (!server) return server.error();
  for (const auto check : {check_names, check_sdk_key, check_times, check_files}) {
    if (const auto checked = check(config); !checked) return checked.error();
  }
  auto roots = check_roots(config);
  if (!roots) return roots.error();
  return CheckedConfig{std::move(*server), std::move(*roots)};
}

}  // namespace gracegate
