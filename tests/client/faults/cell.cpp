#include "tests/client/faults/cell.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "client/cache_format.hpp"
#include "client/http/transport.hpp"
#include "tests/client/faults/fault_server.hpp"
#include "tests/client/faults/vendor.hpp"
#include "tests/support/temporary_folder.hpp"

namespace gracegate::test {
namespace {

constexpr std::size_t kMostBytes = 1024 * 1024;
// Beside those, what the sockets of both sides hold.
constexpr std::uint64_t kMostOnTheWay = 32 * 1024 * 1024;

// The built-in transport with a megabyte for each answer and, while it is in a hurry, a second for each
// exchange.
class Hurried : public Transport {
 public:
  Hurried(const std::string& url, const bool& is_in_hurry)
      : built_in_(make_http_transport(*parse_server_url(url), identities().authorities.path())),
        is_in_hurry_(is_in_hurry) {}
  Result<TransportResponse> send(const TransportRequest& request) override {
    TransportRequest hurried = request;
    if (is_in_hurry_) hurried.timeout = std::chrono::seconds(1);
    hurried.max_bytes = std::min(request.max_bytes, kMostBytes);
    return built_in_->send(hurried);
  }
  void cancel() noexcept override { built_in_->cancel(); }

 private:
  std::unique_ptr<Transport> built_in_;
  const bool& is_in_hurry_;
};

bool is_spoilt(Disk disk) {
  return disk == Disk::garbage || disk == Disk::foreign || disk == Disk::truncated;
}

class Life {
 public:
  explicit Life(const Cell& cell)
      : cell_(cell),
        vendor_(cell.notice),
        clock_(std::make_shared<testing::ManualClock>(vendor_.now())),
        server_(vendor_.server(), cell.is_tls ? &identities() : nullptr) {}

  std::string live() {
    prepare_disk();
    if (cell_.disk == Disk::held) engine_ = open_in_contact();
    server_.become(cell_.fault.fault);
    is_in_hurry_ = cell_.fault.fault == Fault::black_hole || cell_.fault.fault == Fault::drips;
    log_.clear();
    if (!engine_) engine_ = open();
    meet_fault();
    check_log();
    if (cell_.notice == Mode::countdown) cross_deadline();
    recover();
    restart();
    return wrong_;
  }

 private:
  std::string cache_file() const { return folder_.file("gate"); }

  std::shared_ptr<Engine> open() {
    Config config = vendor_.config(server_.url(), clock_, cache_file());
    if (cell_.follows == Follows::account) config.account = "acme";
    config.log = [this](LogLevel, std::string_view line) { log_.emplace_back(line); };
    config.transport = std::make_unique<Hurried>(server_.url(), is_in_hurry_);
    return World::open(std::move(config));
  }

  std::shared_ptr<Engine> open_in_contact() {
    auto engine = open();
    for (int i = 0; i < 3; ++i) (void)engine->sync();
    expect(engine->standing("acme").provenance == Provenance::fresh, "no contact before the fault");
    return engine;
  }

  void prepare_disk() {
    if (cell_.disk == Disk::empty || cell_.disk == Disk::held) return;
    open_in_contact()->close();
    std::ifstream in(cache_file(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (cell_.disk == Disk::garbage) bytes = "SQLite format 3";
    if (cell_.disk == Disk::truncated) bytes.resize(bytes.size() / 2);
    if (cell_.disk == Disk::foreign) {
      CacheHead head;
      head.product = "other";
      bytes = encode_cache(head, {});
    }
    std::ofstream(cache_file(), std::ios::binary | std::ios::trunc) << bytes;
  }

  // Several exchanges, each of which fails.
  void meet_fault() {
    const bool is_held = cell_.disk == Disk::good || cell_.disk == Disk::held;
    Provenance known = Provenance::never_synced;
    if (cell_.disk == Disk::good) known = Provenance::cached;
    if (cell_.disk == Disk::held) known = Provenance::fresh;
    for (int i = 0; i < 3; ++i) {
      expect_decisions(is_held ? cell_.notice : Mode::open, known, "in the fault");
      const Engine::Wait wait = engine_->sync();
      expect_wait(wait, i == 0);
      if (cell_.fault.is_unverified) known = Provenance::unverified;
    }
    expect_decisions(is_held ? cell_.notice : Mode::open, known, "after the fault");
    expect(server_.most_sent() <= kMostBytes + kMostOnTheWay, "took more than it may");
    expect(server_.strays() == 0, "followed a redirect");
    expect(!engine_->health().last_error.empty(), "health() says nothing of it");
  }

  void expect_wait(Engine::Wait wait, bool is_first) {
    const Engine::Wait asked_for =
        cell_.fault.fault == Fault::too_many ? std::chrono::seconds(7) : Engine::Wait(500);
    expect(wait >= asked_for && wait <= std::chrono::minutes(5), "asks again too soon, or never");
    if (is_first && cell_.fault.fault == Fault::too_many)
      expect(wait == asked_for, "waits longer than it was asked to");
  }

  void check_log() {
    const auto count = [&](const std::string& part) {
      return std::count_if(log_.begin(), log_.end(),
                           [&](const std::string& line) { return line.find(part) != std::string::npos; });
    };
    expect(std::set<std::string>(log_.begin(), log_.end()).size() == log_.size(), "says something twice");
    expect(count(cell_.fault.said) >= 1, "does not say what is the matter");
    expect(count("cache is set aside") == (is_spoilt(cell_.disk) ? 1 : 0),
           "says the wrong thing of its cache");
    expect(log_.size() <= 3, "says too much");
  }

  // What is held counts down without the server; who holds nothing, denies nothing.
  void cross_deadline() {
    const bool is_held = cell_.disk == Disk::good || cell_.disk == Disk::held;
    pass(13 * kDay - Seconds(1));
    expect(engine_->allows("acme", Operation::write), "denies a second before the deadline");
    pass(Seconds(1));
    expect(engine_->allows("acme", Operation::write) == !is_held, "wrong at the deadline");
    expect(engine_->allows("another", Operation::write), "denies somebody else");
  }

  void pass(Seconds by) {
    clock_->advance(by);
    vendor_.pass(by);
  }

  void recover() {
    server_.become(Fault::none);
    is_in_hurry_ = false;
    for (int i = 0; i < 5 && engine_->standing("acme").provenance != Provenance::fresh; ++i)
      (void)engine_->sync();
    (void)engine_->sync();
    expect_decisions(mode_now(), Provenance::fresh, "after the recovery");
    expect(engine_->health().last_error.empty(), "health() still tells of it");
    expect(log_.back().rfind("in contact with the server", 0) == 0, "does not say that it is over");
  }

  void restart() {
    engine_->close();
    server_.become(Fault::refuses);
    engine_ = open();
    expect_decisions(mode_now(), Provenance::cached, "after a restart");
  }

  Mode mode_now() const { return cell_.notice == Mode::countdown ? Mode::read_only : cell_.notice; }

  void expect_decisions(Mode mode, Provenance provenance, const std::string& when) {
    const Standing standing = engine_->standing("acme");
    expect(standing.mode == mode, "wrong mode " + when);
    expect(standing.provenance == provenance, "wrong provenance " + when);
    for (const Operation operation :
         {Operation::read, Operation::write, Operation::export_data, Operation::essential})
      expect(engine_->allows("acme", operation) == mode_allows(mode, operation), "wrong decision " + when);
    expect(engine_->allows("another", Operation::write), "denies somebody else " + when);
  }

  // Not by Catch2, whose assertions are for one thread.
  void expect(bool is_so, const std::string& complaint) {
    if (is_so) return;
    wrong_ += "\n" + complaint;
    for (const std::string& line : log_) wrong_ += "\n    | " + line;
  }

  const Cell cell_;
  TemporaryFolder folder_;
  Vendor vendor_;
  std::shared_ptr<testing::ManualClock> clock_;
  FaultServer server_;
  std::vector<std::string> log_;
  std::string wrong_;
  bool is_in_hurry_ = false;
  std::shared_ptr<Engine> engine_;  // last: it uses the others
};

}  // namespace

std::string live_through(const Cell& cell) { return Life(cell).live(); }

}  // namespace gracegate::test
