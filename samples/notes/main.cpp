// Notes, a small product for teams: the sample that shows how gracegate is embedded. See README.md.
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "gracegate/testing.hpp"
#include "samples/notes/options.hpp"
#include "samples/notes/routes.hpp"
#include "samples/notes/summary_job.hpp"

namespace {

using namespace notes;

// The gate, from what the vendor's entitlement server gave: its address, a key to read notices, and the
// public root key by which they are verified.
gracegate::Result<gracegate::Gate> open_gate(const Options& options) {
  gracegate::Config config;
  config.server = options.server;
  config.product = options.product;
  config.sdk_key = options.sdk_key;
  config.root_keys = {options.root_key};
  config.cache_file = options.cache_file;
  config.log = [](gracegate::LogLevel level, std::string_view message) {
    if (level < gracegate::LogLevel::warning) return;
    std::fprintf(stderr, "notes: gate: %.*s\n", static_cast<int>(message.size()), message.data());
  };
  if (!options.clock_file.empty()) {
    auto clock = gracegate::testing::shared_clock(options.clock_file);
    if (!clock) return clock.error();
    config.clock = *clock;
  }
  if (options.server.empty()) return gracegate::testing::fixed_gate({}, config.clock);
  return gracegate::Gate::open(std::move(config));
}

void set_up(httplib::Server& server) {
  server.new_task_queue = [] { return new httplib::ThreadPool(64); };
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1000);
  server.set_payload_max_length(6 * 1024 * 1024);  // a file can go with a request for help
  server.set_default_headers(
      {{"Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
       {"X-Content-Type-Options", "nosniff"},
       {"Referrer-Policy", "same-origin"}});
  server.set_exception_handler([](const httplib::Request&, httplib::Response& res, const auto&) {
    res.status = 500;
    res.set_content("Something went wrong on our side.\n", "text/plain");
  });
}

std::string notes_file(const Options& options) {
  return options.data.empty() ? "" : options.data + "/notes.json";
}

// The gate writes into its cache's folder, the store into its own: whoever comes first finds both.
void make_folders(const Options& options) {
  for (const auto& folder :
       {std::filesystem::path(options.data), std::filesystem::path(options.cache_file).parent_path()}) {
    if (!folder.empty()) std::filesystem::create_directories(folder);
  }
}

// Written aside and renamed: who sees the file sees all of it.
void write_ready_file(const std::string& file, const std::string& address) {
  if (file.empty()) return;
  std::ofstream(file + ".new") << address << "\n";
  std::filesystem::rename(file + ".new", file);
}

// The port that it listens on; -1: it cannot.
int bind(httplib::Server& server, const Options& options) {
  if (options.port == 0) return server.bind_to_any_port(options.host);
  return server.bind_to_port(options.host, options.port) ? options.port : -1;
}

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// Serves until SIGINT or SIGTERM. Precondition: these are blocked in every thread.
void serve(httplib::Server& server) {
  std::atomic<bool> is_over{false};
  std::thread stopper([&] {
    const sigset_t signals = stop_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    for (; !is_over; std::this_thread::sleep_for(std::chrono::milliseconds(10))) server.stop();
  });
  server.listen_after_bind();
  is_over = true;
  kill(getpid(), SIGTERM);  // for the stopper, where it still waits
  stopper.join();
}

int fail(const std::string& message) {
  std::fprintf(stderr, "notes: %s\n", message.c_str());
  return 2;
}

int run(const Options& options) {
  make_folders(options);
  gracegate::Result<gracegate::Gate> gate = open_gate(options);
  if (!gate) return fail(gate.error().message);

  const Directory directory = options.accounts.empty() ? Directory() : Directory(options.accounts);
  NoteStore store(notes_file(options));
  if (store.is_empty()) add_examples(store, directory.accounts(), gate->now());
  Sessions sessions;
  const Payments payments(options.server, options.api_token);
  const Product product{directory, sessions, store, payments, *gate};

  httplib::Server server;
  set_up(server);
  add_sign_in_routes(server, product);
  add_page_routes(server, product);
  add_api_routes(server, product);
  protect_routes(server, product);

  const int port = bind(server, options);
  if (port < 0) return fail("cannot listen on " + options.host + "; choose another with --listen");
  const std::string address = "http://" + options.host + ":" + std::to_string(port);
  const SummaryJob job(store, *gate, directory.accounts());
  std::printf("notes is at %s\n", address.c_str());
  std::fflush(stdout);
  write_ready_file(options.ready_file, address);
  serve(server);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = 0;
  const std::optional<Options> options = read_options(argc, argv, exit_code);
  if (!options) return exit_code;
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  try {
    return run(*options);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
