// The gate without a thread: the product's loop calls poll().
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>

#include "gracegate/gate.hpp"
#include "tests/client/loopback_server.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// Of a gate whose server says that "acme" is in countdown.
Config pumped(World& world) {
  Config config = world.config();
  config.has_own_thread = false;
  world.transport->then(world.keys());
  world.transport->then(world.complete(10, {overdue_notice("acme", kStart)}));
  return config;
}

// Ends a forked child that touches it.
class OfParent : public Transport {
 public:
  ~OfParent() override { expect_parent(); }
  OfParent() = default;
  OfParent(const OfParent&) = delete;
  OfParent& operator=(const OfParent&) = delete;
  Result<TransportResponse> send(const TransportRequest& /*request*/) override {
    expect_parent();
    return Error{ErrorCode::unavailable, "nobody there", {}};
  }
  void cancel() noexcept override { expect_parent(); }

 private:
  void expect_parent() const {
    if (::getpid() != opened_by_) ::_exit(3);
  }
  const pid_t opened_by_ = ::getpid();
};

std::ptrdiff_t threads() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return std::distance(begin(tasks), end(tasks));
}

}  // namespace

TEST_CASE("A gate without a thread learns, tells and saves in poll(), on the thread that calls it") {
  World world;
  const auto before = threads();
  Config config = pumped(world);
  std::optional<std::thread::id> told_on;
  config.on_transition = [&](const Transition&) { told_on = std::this_thread::get_id(); };
  {
    auto gate = Gate::open(std::move(config));
    REQUIRE(gate);
    CHECK(world.transport->requests.empty());
    CHECK(gate->poll() == milliseconds::zero());  // the key set; the notices are due
    CHECK(gate->poll() == milliseconds::zero());
    CHECK(threads() == before);
    CHECK(gate->standing("acme").mode == Mode::countdown);
    CHECK(gate->standing("acme").provenance == Provenance::fresh);
    CHECK(told_on == std::this_thread::get_id());
  }
  CHECK(world.disk->bytes);
}

TEST_CASE("Without a thread the server is asked some seconds apart, never to hold its answer back") {
  World world;
  Config config = pumped(world);
  config.clock = nullptr;  // one that is moved by hand is looked at more often
  auto gate = Gate::open(std::move(config));
  REQUIRE(gate);
  (void)gate->poll();
  (void)gate->poll();
  world.transport->then(world.changes(10, 10, {}));
  const milliseconds wait = gate->poll();
  CHECK(world.transport->last_target() == "/v1/feed?after=10&wait=0");
  CHECK(wait > seconds(1));
  CHECK(wait <= seconds(5));
  const auto asked = world.transport->requests.size();
  CHECK(gate->poll() <= wait);
  CHECK(world.transport->requests.size() == asked);
}

TEST_CASE("poll() takes no longer than it may, whatever the server does") {
  World world;
  SECTION("it bounds each exchange") {
    auto gate = Gate::open(pumped(world));
    REQUIRE(gate);
    (void)gate->poll(milliseconds(70));
    (void)gate->poll(seconds(3600));
    REQUIRE(world.transport->requests.size() == 2);
    CHECK(world.transport->requests[0].timeout == milliseconds(70));
    CHECK(world.transport->requests[1].timeout == seconds(60));
  }
  // Ended by the time limit of the whole test program, if it did not end by itself.
  SECTION("a server that takes the connection and says nothing is left again") {
    const Listener deaf(1);
    Config config = world.config();
    config.has_own_thread = false;
    config.transport = nullptr;
    config.server = deaf.url();
    auto gate = Gate::open(std::move(config));
    REQUIRE(gate);
    CHECK(gate->poll(milliseconds(20)) > milliseconds::zero());
    CHECK(gate->health().last_error.find("in time") != std::string::npos);
    CHECK(gate->allows("acme", Operation::write));
  }
}

// Not by a moment either: a loop would turn in vain until it has passed. Several gates, for where the machine
// is busy the moment goes by unseen.
TEST_CASE("poll(0) asks nobody, and is not to be called again at once for that") {
  World world;
  auto gate = Gate::open(pumped(world));
  for (int i = 0; i < 3; ++i) CHECK(gate->poll(milliseconds(0)) > milliseconds(0));
  CHECK(world.transport->requests.empty());
  (void)gate->poll();
  CHECK_FALSE(world.transport->requests.empty());
}

TEST_CASE("Whoever waits as long as poll() says is not too early") {
  using std::chrono::steady_clock;
  for (int i = 0; i < 20; ++i) {
    World world;
    Config config = world.config();
    config.has_own_thread = false;
    config.clock = nullptr;
    steady_clock::time_point answered;
    world.transport->then([&answered](const TransportRequest&) {
      TransportResponse busy = World::status(429);
      busy.retry_after = seconds(2);
      answered = steady_clock::now();
      return busy;
    });
    auto gate = Gate::open(std::move(config));
    REQUIRE(gate);
    const milliseconds wait = gate->poll();
    CHECK(steady_clock::now() + wait >= answered + seconds(2));
  }
}

TEST_CASE("poll() inside of a callback of poll() does nothing, and the gate may be destroyed there") {
  World world;
  Config config = pumped(world);
  std::optional<Gate> gate;
  int told = 0;
  config.on_transition = [&](const Transition&) {
    ++told;
    const auto asked = world.transport->requests.size();
    CHECK(gate->poll() > milliseconds::zero());
    CHECK(world.transport->requests.size() == asked);
    gate.reset();
  };
  gate.emplace(std::move(Gate::open(std::move(config)).value()));
  for (int i = 0; i < 2 && gate; ++i) (void)gate->poll();
  CHECK(told == 1);
  CHECK_FALSE(gate);
}

TEST_CASE("poll() is for gates without a thread: elsewhere it does nothing") {
  World world;
  SECTION("with a thread") {
    Config config = pumped(world);
    config.has_own_thread = true;
    config.log = nullptr;
    auto gate = Gate::open(std::move(config));
    REQUIRE(gate);
    CHECK(gate->poll() > std::chrono::minutes(1));
  }
  SECTION("in a gate that was moved from") {
    auto gate = Gate::open(pumped(world));
    REQUIRE(gate);
    const Gate taken = std::move(*gate);
    CHECK(gate->poll() > std::chrono::minutes(1));  // NOLINT(bugprone-use-after-move)
  }
}

TEST_CASE("In a forked child a gate without a thread says so, asks nobody, and leaves the connection alone") {
  World world;
  Config config = world.config();
  config.has_own_thread = false;
  config.transport = std::make_unique<OfParent>();
  auto gate = Gate::open(std::move(config));
  REQUIRE(gate);
  const pid_t child = ::fork();
  if (child == 0) {
    const bool is_idle = gate->poll() > std::chrono::minutes(1);
    const bool says_so = gate->health().last_error.find("forked") != std::string::npos;
    const bool allows = gate->allows("acme", Operation::write);
    { const Gate closed = std::move(*gate); }
    ::_exit(is_idle && says_so && allows ? 0 : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("Without a thread poll() sends requests for help, and does not where it may not ask") {
  World world;
  Config config = pumped(world);
  auto gate = Gate::open(std::move(config));
  REQUIRE(gate);
  (void)gate->poll();
  (void)gate->poll();
  HelpRequest request;
  request.account = "acme";
  request.case_id = "c_1";
  request.text = "Nothing prints.";
  const auto id = gate->ask_help(request);
  REQUIRE(id);
  const std::size_t before = world.transport->requests.size();
  (void)gate->poll(milliseconds::zero());
  CHECK(world.transport->requests.size() == before);
  world.transport->then([&](const TransportRequest& sent) {
    CHECK(sent.target == "/v1/help");
    CHECK(sent.timeout == milliseconds(700));
    return world.ok("{\"id\":\"" + *id + "\"}");
  });
  request.text = "Nor is anything saved.";
  const auto second = gate->ask_help(request);
  REQUIRE(second);
  CHECK(gate->poll(milliseconds(700)) ==
        milliseconds::zero());  // one for each: it takes no longer than it may
  CHECK(gate->help_status(*id).state == HelpStatus::State::arrived);
  CHECK(gate->help_status(*second).state == HelpStatus::State::waiting);
  world.transport->then([&](const TransportRequest&) { return world.ok("{\"id\":\"" + *second + "\"}"); });
  (void)gate->poll(milliseconds(700));
  CHECK(gate->help_status(*second).state == HelpStatus::State::arrived);
}
