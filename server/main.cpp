// gracegated: wires the parts together. The only place of the server that touches clock, signals and disk
// paths.
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "server/api/routes.hpp"
#include "server/clock.hpp"
#include "server/config.hpp"
#include "server/first_run.hpp"
#include "server/http/listener.hpp"
#include "server/publish/board.hpp"
#include "server/publish/keyring.hpp"
#include "server/publish/notary.hpp"
#include "server/refresh.hpp"
#include "server/server_log.hpp"
#include "server/store/sqlite/sqlite_store.hpp"

namespace gracegate::server {
namespace {

int fail(const Error& error) {
  std::cerr << "gracegated: " << error.message << "\n";
  return 1;
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
  return 0;
}

// The signals that end the server are taken by one thread of ours, so that no handler runs anywhere.
sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaddset(&signals, signal);
  return signals;
}

// Stops all that waits at the first ending signal. SIGUSR1 from ourselves ends the wait otherwise.
class SignalWatch {
 public:
  explicit SignalWatch(std::function<void()> stop)
      : thread_([stop = std::move(stop), signals = ending_signals()] {
          int signal = 0;
          sigwait(&signals, &signal);
          stop();
        }) {}
  ~SignalWatch() {
    pthread_kill(thread_.native_handle(), SIGUSR1);
    thread_.join();
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  std::thread thread_;
};

// Whoever waits for the file would wait for ever without it.
Result<void> write_ready_file(const std::string& file, const std::string& url) {
  if (file.empty()) return {};
  const std::string part = file + ".part";
  std::ofstream(part) << url << "\n";
  if (std::rename(part.c_str(), file.c_str()) == 0) return {};
  return Error{ErrorCode::unavailable, "cannot write the ready file " + file + ": is its folder there?", ""};
}

int serve(const Config& config) {
  const auto now = config.clock_file.empty() ? Result<Now>(real_clock()) : clock_from_file(config.clock_file);
  if (!now) return fail(now.error());
  if (const auto made = make_data_folder(config.data); !made) return fail(made.error());
  const auto store = open_sqlite_store(config.data + "/gracegate.db");
  if (!store) return fail(store.error());
  const auto keyring = Keyring::open(config.data + "/keys", (*now)());
  if (!keyring) return fail(keyring.error());

  // The port is taken before the first-run file is written, because the file names it. Requests that come
  // before `app` is there wait in the backlog until run().
  api::App* app = nullptr;
  auto listener = http::Listener::open(listen_options(config, *now),
                                       [&app](const http::Request& head) { return api::answer(*app, head); });
  if (!listener) return fail(listener.error());
  const std::string url = server_url(config, (*listener)->port());
  const auto product = settle_product(**store, config.product);
  if (!product) return fail(product.error());
  PasswordHasher passwords;
  const auto first_run = set_up(**store, config.data, url, *product, (*keyring)->root(), (*now)(), passwords);
  if (!first_run) return fail(first_run.error());

  const Notary notary(**keyring, {url, *product, config.links, config.contact});
  const auto tokens = (*store)->tokens();
  const auto notices = (*store)->open_notices();
  const auto revision = (*store)->revision();
  const auto settings = (*store)->settings();
  if (!tokens) return fail(tokens.error());
  if (!notices) return fail(notices.error());
  if (!revision) return fail(revision.error());
  if (!settings) return fail(settings.error());
  Board board(notary, *notices, *revision, settings->epoch, *now);
  api::TokenBook token_book(*tokens);
  api::Desk desk(**store, board, token_book, notary);
  api::SignIn sign_in;
  api::RefusedCallers refused_callers(log_warning);
  api::App parts{**store,   board,
                 notary,    token_book,
                 desk,      sign_in,
                 passwords, refused_callers,
                 *now,      [&listener] { return listener_metrics((*listener)->stats()); }};
  app = &parts;
  // On a clock that runs fast notices age fast.
  const Refresh refresh(parts, **keyring, url,
                        config.clock_file.empty() ? std::chrono::seconds{600} : std::chrono::seconds{2});

  const SignalWatch watch([&] {
    board.stop();
    passwords.stop();
    (*listener)->stop();
  });
  if (!first_run->empty())
    std::cout << "first start: log-in, token and keys are in " << *first_run << std::endl;
  std::cout << "gracegated answers at " << url << std::endl;
  if (!config.clock_file.empty())
    log_info("the time of day is the one of " + config.clock_file + ", for demos and tests");
  if (const auto written = write_ready_file(config.ready_file, url); !written) return fail(written.error());
  if (!(*listener)->run()) std::_Exit(0);  // a handler still runs and refers to what would be destroyed
  return 0;
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
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit();
  start_log(parsed.config->log_level, parsed.config->log_json);
  return serve(*parsed.config);
}
