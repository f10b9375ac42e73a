// gracectl watch: each change as it happens, for as long as it runs.
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <thread>

#include "core/json_reader.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/audit_view.hpp"
#include "server/ctl/commands.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::chrono::seconds kWait{50};
constexpr std::chrono::seconds kLongestPause{15};
constexpr std::int64_t kFromNow = -1;

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals, signal);
  return signals;
}

// From here on SIGINT and SIGTERM end the program with 0. Nothing is lost: what was printed is flushed.
void end_on_signals() {
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction action = {};
    action.sa_handler = [](int) { _exit(0); };
    sigaction(signal, &action, nullptr);
  }
}

// Ends the program when nobody reads its output any more, which a pipe tells without being written to.
void end_without_reader() {
  std::thread([] {
    pollfd output{STDOUT_FILENO, 0, 0};
    while (poll(&output, 1, -1) < 0 || (output.revents & POLLERR) == 0) {
      if ((output.revents & POLLNVAL) != 0) return;
    }
    _exit(0);
  }).detach();
}

// Keeps the ending signals waiting, so that no line is cut.
class Undisturbed {
 public:
  Undisturbed() {
    const sigset_t signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
  }
  ~Undisturbed() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  Undisturbed(const Undisturbed&) = delete;
  Undisturbed& operator=(const Undisturbed&) = delete;

 private:
  sigset_t before_ = {};
};

Result<Json> entries_behind(const Session& session, std::int64_t after, int limit,
                            std::chrono::seconds wait) {
  Request request;
  request.target = target_of("/v1/audit", {{"after", std::to_string(after)},
                                           {"limit", std::to_string(limit)},
                                           {"wait", std::to_string(wait.count())}});
  request.patience = wait + std::chrono::seconds{30};
  return ask(session, request);
}

// The number of the newest entry. Numbers have no gaps: an entry behind n exists or not, so it is searched by
// halves.
Result<std::int64_t> newest(const Session& session) {
  std::int64_t there = 0;  // an entry of this number exists (or it is 0)
  std::int64_t step = 1;
  bool grows = true;
  while (step > 0) {
    const auto page = entries_behind(session, there + step - 1, 1, {});
    if (!page) return page.error();
    if (member(*page, "entries").empty())
      grows = false;
    else
      there += step;
    step = grows ? step * 2 : step / 2;
  }
  return there;
}

// Whether somebody still reads.
bool print(const Session& session, const Json& entries) {
  const Undisturbed undisturbed;
  for (const Json& entry : entries)
    if (session.wants_json)
      print_json(session, entry);
    else
      session.out << audit_line(entry);
  session.out.flush();
  return session.out.good();
}

// Trouble that passes: the server restarts, the network is away.
bool may_pass(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::internal;
}

Result<void> follow(const Session& session, std::int64_t after) {
  std::chrono::seconds pause{1};
  bool is_away = false;
  for (;;) {
    const auto page = entries_behind(session, after, 1000, kWait);
    if (page) {
      if (is_away) session.notes << "gracectl: the server is back" << std::endl;
      is_away = false;
      pause = std::chrono::seconds{1};
      if (!print(session, member(*page, "entries"))) return {};
      after = std::max(after, integer_at(*page, "next"));
      continue;
    }
    if (!may_pass(page.error())) return page.error();
    if (!is_away) session.notes << "gracectl: the server does not answer; waiting for it" << std::endl;
    is_away = true;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

Result<void> watch(const Session& session, std::int64_t after) {
  end_on_signals();
  end_without_reader();
  if (after == kFromNow) {
    const auto last = newest(session);
    if (!last) return last.error();
    after = *last;
  } else if (const auto first = entries_behind(session, after, 1, {}); !first) {
    return first.error();  // a wrong address or token shows at once
  }
  session.notes << "watching; Ctrl-C ends" << std::endl;
  return follow(session, after);
}

}  // namespace

void add_watch_command(Commands& commands) {
  auto after = std::make_shared<std::int64_t>(kFromNow);
  CLI::App& command = commands.add(commands.root(),
                                   {"watch", "Print each change as it happens, until Ctrl-C",
                                    "gracectl watch\n"
                                    "gracectl watch --after 0\n"
                                    "gracectl --json watch | jq -r .action"},
                                   [after](const Session& session) { return watch(session, *after); });
  command
      .add_option("--after", *after, "Begin behind the entry of this number; left out: with what comes next")
      ->check(CLI::Range(std::int64_t{0}, kMaxJsonInteger))
      ->type_name("N");
}

}  // namespace gracegate::ctl
