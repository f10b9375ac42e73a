// gracegated: opens what is on disk, takes the port, wires the parts together, and serves until a signal ends
// it.
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "server/api/routes.hpp"
#include "server/clock.hpp"
#include "server/config.hpp"
#include "server/console/console.hpp"
#include "server/ending.hpp"
#include "server/first_run.hpp"
#include "server/http/listener.hpp"
#include "server/parts.hpp"
#include "server/publish/keyring.hpp"
#include "server/refresh.hpp"
#include "server/server_log.hpp"
#include "server/store/sqlite/sqlite_store.hpp"

namespace gracegate::server {
namespace {

// The exit code: 2 for options that cannot be right.
int fail(const Error& error) {
  std::cerr << "gracegated: " << error.message << "\n";
  return error.code == ErrorCode::invalid_argument ? 2 : 1;
}

Result<void> make_data_folder(const std::string& folder) {
  std::error_code fault;
  const bool is_new = std::filesystem::create_directories(folder, fault);
  if (is_new) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
  if (!fault) return {};
  return Error{ErrorCode::unavailable, "cannot make the folder " + folder + ": " + fault.message(), ""};
}

std::string server_url(const Config& config, int port) {
  if (!config.public_url.empty()) return config.public_url;
  const bool is_v6 = config.host.find(':') != std::string::npos;
  const std::string host = is_v6                      ? "[" + config.host + "]"
                           : config.host == "0.0.0.0" ? "127.0.0.1"
                                                      : config.host;
  return (config.tls_cert.empty() ? "http://" : "https://") + host + ":" + std::to_string(port);
}

http::Options listen_options(const Config& config, const Now& now) {
  http::Options options;
  options.host = config.host;
  options.port = config.port;
  options.tls_cert = config.tls_cert;
  options.tls_key = config.tls_key;
  options.trusted_proxies = config.trusted_proxies;
  options.max_connections = config.max_connections;
  options.max_connections_per_address = config.max_connections_per_address;
  options.on_error = log_error;
  options.on_reply = log_request;
  options.wall_clock = [now] { return std::chrono::system_clock::to_time_t(now()); };
  return options;
}

std::string listener_metrics(const http::Stats& stats) {
  std::string text = "# TYPE gracegate_connections gauge\ngracegate_connections " +
                     std::to_string(stats.connections) +
                     "\n# TYPE gracegate_requests_total counter\ngracegate_requests_total " +
                     std::to_string(stats.requests) + "\n# TYPE gracegate_refused_total counter\n";
  for (const auto& [cause, count] : stats.refused)
    text.append("gracegate_refused_total{cause=\"")
        .append(cause)
        .append("\"} ")
        .append(std::to_string(count))
        .append("\n");
  return text;
}

int list_routes() {
  for (const api::Route& route : api::routes())
    std::cout << route.method << " " << route.pattern << " " << to_string(route.access) << "\n";
  for (const console::Route& route : console::routes())
    std::cout << route.method << " /console" << route.pattern << " " << to_string(route.least) << "\n";
  return 0;
}

// Whoever waits for the file would wait for ever without it.
Result<void> write_ready_file(const std::string& file, const std::string& url) {
  if (file.empty()) return {};
  const std::string part = file + ".part";
  std::ofstream(part) << url << "\n";
  if (std::rename(part.c_str(), file.c_str()) == 0) return {};
  return Error{ErrorCode::unavailable, "cannot write the ready file " + file + ": is its folder there?", ""};
}

// What is in the data folder, opened.
struct Data {
  std::unique_ptr<Store> store;
  std::unique_ptr<Keyring> keyring;
};

// Keys without their database, or a database without its keys, are half of a server that has run before.
Result<std::unique_ptr<Keyring>> open_keys(const Config& config, const Store& store, TimePoint now) {
  const auto settings = store.settings();
  if (!settings) return settings.error();
  const std::string folder = config.data + "/keys";
  const bool has_signed = !settings->issuer.empty();
  const bool has_keys = std::filesystem::exists(folder + "/keyset.jws");
  if (has_keys && config.may_make_root)
    return Error{ErrorCode::conflict,
                 "--new-root: " + folder + " has keys: leave the option out, or move them away", ""};
  if (has_keys && !has_signed)
    log_warning(
        "the keys have been used, but the database is new: if " + config.data +
        "/gracegate.db was lost, stop and restore a backup (gracectl restore); products believe nothing "
        "that is older than what they hold");
  return Keyring::open(folder, now,
                       has_signed && !config.may_make_root ? MissingRoot::refuse : MissingRoot::make);
}

Result<Data> open_data(const Config& config, TimePoint now) {
  const std::string& folder = config.data;
  if (const auto made = make_data_folder(folder); !made) return made.error();
  auto store = open_sqlite_store(folder + "/gracegate.db");
  if (!store) return store.error();
  auto keyring = open_keys(config, **store, now);
  if (!keyring) return keyring.error();
  return Data{std::move(*store), std::move(*keyring)};
}

// Settles product and first admin in the store, and says where the secrets of a first start stand.
Result<NoticeTerms> settle(const Config& config, const std::string& url, const Data& data, TimePoint now) {
  const auto product = settle_product(*data.store, config.product);
  if (!product) return product.error();
  PasswordHasher passwords;
  const auto written = set_up(*data.store, config.data, url, *product, data.keyring->root(), now, passwords);
  if (!written) return written.error();
  if (const auto named = name_root(config.data, data.keyring->root()); !named) return named.error();
  if (!written->empty()) std::cout << "first start: log-in, token and keys are in " << *written << std::endl;
  return NoticeTerms{url, *product, config.links, config.contact};
}

Result<void> announce(const Config& config, const std::string& url) {
  std::cout << "gracegated answers at " << url << std::endl;
  if (config.links.pay.empty() && config.links.help.empty() && config.contact.name.empty() &&
      config.contact.email.empty() && config.contact.phone.empty())
    log_warning(
        "notices tell customers of a deadline, and not what to do: give --pay-url, --help-url or "
        "--contact-…");
  if (!config.clock_file.empty())
    log_info("the time of day is the one of " + config.clock_file + ", for demos and tests");
  return write_ready_file(config.ready_file, url);
}

// Until a signal ends it.
int run(const Config& config, Parts& parts, http::Listener& listener) {
  // On a clock that runs fast notices age fast.
  const Refresh refresh(parts.app,
                        config.clock_file.empty() ? std::chrono::seconds{600} : std::chrono::seconds{2});
  const SignalWatch watch([&] {
    parts.stop_waiting();
    listener.stop();
  });
  if (const auto done = announce(config, parts.notary.terms().issuer); !done) return fail(done.error());
  if (!listener.run()) std::_Exit(0);  // a handler still runs and refers to what would be destroyed
  return 0;
}

http::Answer answer_to(api::App& app, const http::Request& head) {
  return console::is_of_console(head) ? console::answer(app, head) : api::answer(app, head);
}

int serve(const Config& config) {
  const auto now = config.clock_file.empty() ? Result<Now>(real_clock()) : clock_from_file(config.clock_file);
  if (!now) return fail(now.error());
  // The port is taken first: the first-run file names it, and an option that cannot be right leaves nothing
  // on the disk. Requests that come before the parts are there wait in the backlog until the listener runs.
  Data data;
  std::unique_ptr<Parts> parts;
  const auto listener =
      http::Listener::open(listen_options(config, *now),
                           [&parts](const http::Request& head) { return answer_to(parts->app, head); });
  if (!listener) return fail(listener.error());
  auto opened = open_data(config, (*now)());
  if (!opened) return fail(opened.error());
  data = *std::move(opened);
  auto terms = settle(config, server_url(config, (*listener)->port()), data, (*now)());
  if (!terms) return fail(terms.error());
  const auto held = read_held(*data.store);
  if (!held) return fail(held.error());
  parts = std::make_unique<Parts>(*data.store, *data.keyring, std::move(*terms), *held, *now,
                                  [&listener] { return listener_metrics((*listener)->stats()); });
  return run(config, *parts, **listener);
}

}  // namespace
}  // namespace gracegate::server

namespace {

// Each connection is a file.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // where it fails the limit stays as it was, and the listener copes
}

}  // namespace

int main(int argc, char** argv) {
  using namespace gracegate::server;
  const Parsed parsed = parse_command_line(argc, argv, std::cout, std::cerr);
  if (parsed.lists_routes) return list_routes();
  if (!parsed.config) return parsed.exit_code;
  block_ending_signals();
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit();
  start_log(parsed.config->log_level, parsed.config->log_json);
  return serve(*parsed.config);
}
