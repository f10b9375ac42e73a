// The gate with its thread.
#include "gracegate/gate.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "core/notice_file.hpp"
#include "tests/client/loopback_server.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

// Configuration of a gate whose server says that "acme" is in countdown.
Config served(World& world) {
  Config config = world.config();
  config.log = nullptr;  // the world's own is for one thread
  world.transport->then(world.keys());
  world.transport->then(world.complete(10, {overdue_notice("acme", kStart)}));
  return config;
}

Config at(World& world, const Listener& listener) {
  Config config = world.config();
  config.log = nullptr;
  config.clock = nullptr;
  config.transport = nullptr;
  config.server = listener.url();
  return config;
}

}  // namespace

TEST_CASE("The gate keeps itself current") {
  World world;
  std::promise<Transition> told;
  Config config = served(world);
  config.on_transition = [&](const Transition& transition) { told.set_value(transition); };
  auto gate = Gate::open(std::move(config));
  REQUIRE(gate);
  const Transition transition = told.get_future().get();
  CHECK(transition.account == "acme");
  CHECK(transition.before.mode == Mode::open);
  CHECK(transition.after.mode == Mode::countdown);
  CHECK(transition.after.provenance == Provenance::fresh);
  CHECK(gate->standing("acme").mode == Mode::countdown);
  CHECK(gate->health().accounts == 1);
}

TEST_CASE("The gate's thread takes no signals of the product, and SIGPIPE cannot come of it") {
  World world;
  std::promise<sigset_t> mask;
  Config config = served(world);
  config.on_transition = [&](const Transition&) {
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    mask.set_value(blocked);
  };
  sigset_t before;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  auto gate = Gate::open(std::move(config));
  REQUIRE(gate);
  const sigset_t blocked = mask.get_future().get();
  for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGCHLD, SIGALRM})
    CHECK(sigismember(&blocked, signal) == 1);
  CHECK(sigismember(&blocked, SIGSEGV) == 0);
  sigset_t after;
  pthread_sigmask(SIG_SETMASK, nullptr, &after);
  CHECK(sigismember(&after, SIGTERM) == sigismember(&before, SIGTERM));
}

TEST_CASE("A gate that is closed in its own callback closes") {
  World world;
  std::unique_ptr<Gate> gate;
  std::promise<void> opened;
  auto is_open = opened.get_future();
  std::promise<void> closed;
  Config config = served(world);
  config.on_transition = [&](const Transition&) {
    is_open.wait();
    gate.reset();
    closed.set_value();
  };
  auto result = Gate::open(std::move(config));
  REQUIRE(result);
  gate = std::make_unique<Gate>(std::move(*result));
  opened.set_value();
  closed.get_future().wait();
  CHECK(gate == nullptr);
}

TEST_CASE("Closing waits for a callback to end") {
  World world;
  std::promise<void> entered;
  std::atomic<bool> is_closing{false};
  std::atomic<bool> has_ended{false};
  Config config = served(world);
  config.on_transition = [&](const Transition&) {
    entered.set_value();
    while (!is_closing) std::this_thread::yield();
    has_ended = true;
  };
  {
    auto gate = Gate::open(std::move(config));
    REQUIRE(gate);
    entered.get_future().wait();
    is_closing = true;
  }
  CHECK(has_ended);
}

// The time limit of the test program is what fails these: an exchange may take a minute, connecting ten
// seconds.
TEST_CASE("A gate closes at once while the server does not take the connection") {
  for (int i = 0; i < 20; ++i) {
    World world;
    const Listener deaf(0);
    const auto gate = Gate::open(at(world, deaf));
    REQUIRE(gate);
    CHECK(gate->allows("acme", Operation::write));
  }
}

TEST_CASE("A gate closes at once while the server does not answer") {
  for (int i = 0; i < 20; ++i) {
    World world;
    std::promise<void> asked;
    LoopbackServer silent([&](int connection) {
      if (!read_head(connection).empty()) asked.set_value();
      read_head(connection);
    });
    const auto gate = Gate::open(at(world, silent.at()));
    REQUIRE(gate);
    asked.get_future().wait();
  }
}

TEST_CASE("A gate closes at once while it waits to try again") {
  World world;
  for (int i = 0; i < 20; ++i) {
    Config config = world.config();
    std::promise<void> failed;
    config.log = [&, is_first = true](LogLevel, std::string_view) mutable {
      if (std::exchange(is_first, false)) failed.set_value();
    };
    const auto gate = Gate::open(std::move(config));
    REQUIRE(gate);
    failed.get_future().wait();
  }
}

namespace {

// Nobody moves it: the gate looks as seldom as with the real one.
class StillClock : public Clock {
 public:
  TimePoint wall() const noexcept override { return kStart; }
  std::chrono::milliseconds elapsed() const noexcept override { return {}; }
};

}  // namespace

// The time limit of the test program is what fails this: left to itself the thread looks every 30 seconds.
TEST_CASE("A notice that comes by hand wakes the gate's thread, each time") {
  World world;
  std::promise<void> asked;
  std::array<std::promise<Mode>, 4> told;
  std::size_t count = 0;
  Config config = world.config("acme");
  config.log = nullptr;
  config.clock = std::make_shared<StillClock>();
  world.transport->then([&](const TransportRequest&) -> Result<TransportResponse> {
    asked.set_value();
    return Error{ErrorCode::untrusted, "certificate", {}};  // not asked again for five minutes
  });
  config.on_transition = [&](const Transition& change) { told.at(count++).set_value(change.after.mode); };
  auto gate = Gate::open(std::move(config));
  REQUIRE(gate);
  asked.get_future().wait();
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto seq = static_cast<std::int64_t>(i) + 1;
    const Notice notice =
        i % 2 == 0 ? overdue_notice("acme", kStart, seq) : clear_notice("acme", kStart, seq);
    REQUIRE(gate->take_notice(encode_notice_file(
        {sign_keyset(world.root, make_keyset(world.signer)), sign_notice(world.signer, notice)})));
    CHECK(told.at(i).get_future().get() == (i % 2 == 0 ? Mode::countdown : Mode::open));
  }
}

namespace {

HelpRequest request_for_help() {
  HelpRequest request;
  request.account = "acme";
  request.case_id = "c_1";
  request.text = "Nothing prints.";
  return request;
}

// A server that has nothing new to tell, and holds its answer for as long as nobody interrupts; it takes what
// it is sent.
class Patient : public Transport {
 public:
  explicit Patient(World& world) : world_(world) {}

  Result<TransportResponse> send(const TransportRequest& request) override {
    if (!request.body.empty()) return take(request.body);
    if (request.may_be_interrupted) return hold();
    TransportResponse response =
        request.target == "/v1/keys" ? world_.keys() : world_.complete(10, {overdue_notice("acme", kStart)});
    response.receipt = sign_receipt(world_.signer, request.nonce, response.body, kStart);
    return response;
  }
  void interrupt() noexcept override { set(is_interrupted_); }
  void cancel() noexcept override { set(is_cancelled_); }

  std::atomic<int> held{0};

 private:
  Result<TransportResponse> hold() {
    std::unique_lock lock(mutex_);
    ++held;
    changed_.wait(lock, [this] { return is_interrupted_ || is_cancelled_; });
    is_interrupted_ = false;
    return Error{ErrorCode::unavailable, "interrupted", {}};
  }
  static TransportResponse take(const std::string& body) {
    const std::size_t id = body.find("\"id\":\"") + 6;
    TransportResponse taken;
    taken.status = 200;
    taken.body = "{\"id\":\"" + body.substr(id, body.find('"', id) - id) + "\"}";
    return taken;
  }
  void set(bool& flag) {
    const std::lock_guard lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  World& world_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_interrupted_ = false;  // under the mutex, as is_cancelled_
  bool is_cancelled_ = false;
};

struct PatientGate {
  Patient* transport = nullptr;
  Result<Gate> gate;

  explicit PatientGate(World& world) : gate(Error{}) {
    Config config = world.config();
    config.log = nullptr;
    config.clock = std::make_shared<StillClock>();
    auto patient = std::make_unique<Patient>(world);
    transport = patient.get();
    config.transport = std::move(patient);
    gate = Gate::open(std::move(config));
  }
};

}  // namespace

// The time limit of the test program is what fails these: a gate that waits for news waits for ever.
TEST_CASE("A request for help goes out at once while the gate waits for news, each time") {
  World world;
  const PatientGate patient(world);
  REQUIRE(patient.gate);
  for (int i = 1; i <= 20; ++i) {
    while (i % 2 == 0 && patient.transport->held < i) std::this_thread::yield();
    const auto id = patient.gate->ask_help(request_for_help());
    REQUIRE(id);
    while (patient.gate->help_status(*id, std::chrono::hours(1)).state != HelpStatus::State::arrived) {
    }
  }
}

TEST_CASE("Many threads ask for help at once, and all of it arrives") {
  World world;
  const PatientGate patient(world);
  REQUIRE(patient.gate);
  std::atomic<int> arrived{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        const auto id = patient.gate->ask_help(request_for_help());
        const auto status = patient.gate->help_status(*id, std::chrono::hours(1));
        if (status.state == HelpStatus::State::arrived) ++arrived;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(arrived == 40);
}

TEST_CASE("Many threads ask while the gate learns") {
  World world;
  Config config = world.config();
  config.log = nullptr;
  const auto engine = World::open(std::move(config));
  world.transport->then(world.keys());
  world.transport->then(world.complete(1, {overdue_notice("acme", kStart)}));
  (void)engine->sync();
  (void)engine->sync();
  std::atomic<bool> is_over{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&, t] {
      const Viewer viewer;
      while (!is_over) {
        const Standing standing = engine->standing("acme");
        if (standing.mode != Mode::countdown || standing.case_id.empty()) ++wrong;
        if (!engine->allows("acme", Operation::write) || !engine->allows("nobody", Operation::write)) ++wrong;
        if (t % 4 == 0 && engine->notice("acme") == nullptr) ++wrong;
        if (t % 4 == 1 && engine->health().accounts == 0) ++wrong;
        std::this_thread::yield();  // the one that learns has to get a turn
      }
    });
  }
  for (int i = 1; i <= 60; ++i) {
    const Notice other = i % 2 == 0 ? clear_notice("bolt", kStart, i) : overdue_notice("bolt", kStart, i);
    world.transport->then(world.changes(i, i + 1, {overdue_notice("acme", kStart, i + 1), other}));
    (void)engine->sync();
    (void)engine->tick();
  }
  is_over = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(engine->health().revision == 61);
}

TEST_CASE("Several gates live in one process without knowing of each other") {
  World one;
  World other;
  other.clock->advance(15 * kDay);
  const auto first = one.open();
  const auto second = other.open();
  for (const auto& [world, engine] : {std::pair{&one, first}, {&other, second}}) {
    world->transport->then(world->keys());
    world->transport->then(World::status(500));
    (void)engine->sync();
  }
  CHECK(first->now() == kStart);
  CHECK(second->now() == kStart);  // told by its server
}

TEST_CASE(
    "In a forked child the gate still answers, says that it is not current, and closes without hanging") {
  World world;
  LoopbackServer silent([](int connection) { read_head(connection); });
  auto gate = std::make_unique<Gate>(std::move(Gate::open(at(world, silent.at())).value()));
  const pid_t child = ::fork();
  if (child == 0) {
    const GateHealth health = gate->health();
    const bool allowed = gate->allows("acme", Operation::write);
    const auto taken = gate->take_notice("");
    const auto asked = gate->ask_help(request_for_help());
    const bool is_known = gate->help_status("h_1", std::chrono::hours(1)).state != HelpStatus::State::unknown;
    gate.reset();
    ::_exit(allowed && !taken && taken.error().code == ErrorCode::unavailable && !asked && !is_known &&
                    health.last_error.find("forked") != std::string::npos
                ? 0
                : 1);
  }
  REQUIRE(child > 0);
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
