#include "client/config_check.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "core/web_link.hpp"
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
    return at("product", "it is missing: give the id that gracegated was started with (--product)");
  if (!is_account_id(config.product))
    return at("product", "it is not one line of at most 128 bytes of UTF-8: give gracegated's --product");
  if (!config.account.empty() && !is_account_id(config.account))
    return at("account",
              "it is not one line of at most 128 bytes of UTF-8: give the id that the server knows");
  return {};
}

Result<void> check_sdk_key(const Config& config) {
  constexpr std::string_view kMake =
      "take sdk_key of the server's first-run.json, or make one with gracectl key create --kind product";
  const auto wrong = [&](std::string_view complaint) {
    return at("sdk_key", std::string(complaint) + ": " + std::string(kMake));
  };
  const std::string_view key = config.sdk_key;
  const bool is_for_account = starts_with(key, "gg_account_");
  if (key.empty()) return wrong("it is missing");
  if (!is_visible_ascii(key))
    return at("sdk_key", "it has white space, a line break or other characters that no key has: trim it");
  if (starts_with(key, "gg_person_")) return wrong("it is a person's token");
  if (!is_for_account && !starts_with(key, "gg_product_"))
    return wrong("it does not start with gg_product_ or gg_account_");
  if (key.size() > 256) return at("sdk_key", "it is too long: give the key alone");
  if (is_for_account && config.account.empty())
    return at("account", "a gg_account_ key reads one account: say which, or take a gg_product_ key");
  return {};
}

// What is wrong with a text that is no root key; what it was taken for shows what to give instead.
std::string about_root(std::string_view text, const Error& error) {
  constexpr const char* kInstead = "; give the 43 characters of root_key in the server's first-run.json";
  const auto complaint = [&]() -> std::string {
    if (text.empty()) return "is empty";
    if (text.find("PRIVATE KEY") != std::string_view::npos)
      return "is the PRIVATE key, which no product may have: remove it from here";
    if (starts_with(text, "-----BEGIN")) return "is PEM";
    if (starts_with(text, "{")) return "is a JWK, of which it needs `x` alone";
    if (starts_with(text, "gg_")) return "is an SDK key or a token";
    if (!is_visible_ascii(text)) return "has white space or a line break in it: trim it";
    return "cannot be used: " + error.message;
  };
  return complaint() + kInstead;
}

Result<std::vector<PublicKey>> check_roots(const Config& config) {
  if (config.root_keys.empty())
    return at("root_keys", "there is none: pin root_key of the server's first-run.json");
  std::vector<PublicKey> roots;
  for (const std::string& text : config.root_keys) {
    const auto key = parse_public_key(text);
    if (!key)
      return at("root_keys", "key " + std::to_string(roots.size() + 1) + " " + about_root(text, key.error()));
    roots.push_back(*key);
  }
  return roots;
}

Result<void> check_times(const Config& config) {
  using std::chrono::seconds;
  if (config.poll_wait < seconds(1) || config.poll_wait > seconds(60))
    return at("poll_wait", "it is not from 1 to 60 seconds: leave it at 25 if in doubt");
  if (config.stale_after < seconds(1))
    return at("stale_after", "it is less than a second: leave it at 24 hours if in doubt");
  return {};
}

Result<void> check_on_stale(const Config& config) {
  if (config.stale_countdown < 3 * kDay || config.stale_countdown > 400 * kDay)
    return at("stale_countdown", "it is not from 3 to 400 days: leave it at 14 days if in doubt");
  if (config.on_stale == OnStale::allow) return {};
  if (config.account.empty())
    return at("on_stale", "strictness is for a product on a customer's machine: say whose as `account`");
  if (config.cache_file.empty() && !config.cache)
    return at("on_stale", "its countdown would begin again with each start: give a cache_file");
  return {};
}

Result<void> check_files(const Config& config) {
  if (!config.notice_file.empty() && config.account.empty())
    return at("notice_file", "it is for a gate of one account: say which as `account`, or leave it empty");
  if (!config.notice_file.empty() && config.notice_file == config.cache_file)
    return at("notice_file", "it is the cache_file too, which the gate writes: give each a file of its own");
  if (!config.notice_page.empty() && config.account.empty())
    return at("notice_page", "it is for a gate of one account: say which as `account`, or leave it empty");
  if (!config.notice_page.empty() && !is_page_link(config.notice_page))
    return at("notice_page",
              "it is neither a path (\"/settings/notice\") nor an https URL: give one of them");
  if (!config.ca_file.empty() && ::access(config.ca_file.c_str(), R_OK) != 0)
    return at("ca_file", "it cannot be read by this user: correct it, or leave it empty for the system's");
  return {};
}

// What is asked of the server's address depends on who connects.
Result<ServerUrl> check_server(const Config& config) {
  if (config.transport && config.server.empty()) return ServerUrl{};
  return parse_server_url(config.server);
}

bool is_folder(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash + 1);
}

}  // namespace

Result<CheckedConfig> check_config(const Config& config) {
  auto server = check_server(config);
  if (!server) return server.error();
  for (const auto check : {check_names, check_sdk_key, check_times, check_on_stale, check_files}) {
    if (const auto checked = check(config); !checked) return checked.error();
  }
  auto roots = check_roots(config);
  if (!roots) return roots.error();
  return CheckedConfig{std::move(*server), std::move(*roots)};
}

std::string doubt_about_cache_file(const Config& config) {
  const std::string& file = config.cache_file;
  if (file.empty() || config.cache) return {};
  const std::string folder = folder_of(file);
  if (!is_folder(folder)) return "the folder of cache_file does not exist: create " + folder;
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return "the folder of cache_file cannot be written by this user: give it " + folder;
  return {};
}

std::string doubt_about_notice_file(const Config& config) {
  if (config.notice_file.empty()) return {};
  const std::string folder = folder_of(config.notice_file);
  return is_folder(folder) ? std::string() : "its folder does not exist: create " + folder;
}

}  // namespace gracegate
