// What a product's log gets to read: each change of condition once.
#include <functional>
#include <string>
#include <vector>

#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

enum class Server { up, away, refuses_key, forges };

// A gate, its log with levels, and a server that is as it is told to be.
class Scene : public World {
 public:
  Scene() {
    Config config = World::config();
    config.transport = std::make_unique<Asked>(*this);
    config.log = [this](LogLevel level, std::string_view message) {
      constexpr const char* kNames[] = {"debug: ", "info: ", "warning: ", "error: "};
      lines.push_back(kNames[static_cast<int>(level)] + std::string(message));
    };
    engine = World::open(std::move(config));
  }

  // The gate asks until it would wait.
  void ask(Server state) {
    server_ = state;
    while (engine->sync() == Engine::Wait::zero()) continue;
  }
  void set_clock_off_by(Seconds by) const { clock->set_wall(now + by); }

  std::vector<std::string> lines;
  std::shared_ptr<Engine> engine;

 private:
  class Asked : public Transport {
   public:
    explicit Asked(Scene& scene) : scene_(scene) {}
    Result<TransportResponse> send(const TransportRequest& request) override {
      auto response = scene_.answer(request.target);
      if (response)
        response->receipt = sign_receipt(scene_.signer, request.nonce, response->body, scene_.now);
      return response;
    }
    void cancel() noexcept override {}

   private:
    Scene& scene_;
  };

  Result<TransportResponse> answer(const std::string& target) const {
    if (server_ == Server::away) return Error{ErrorCode::unavailable, "cannot connect", {}};
    if (target == "/v1/keys") return keys();
    if (server_ == Server::refuses_key) return status(401);
    FeedHead all = head(10);
    all.issued_at = now;
    const TestSigner& by = server_ == Server::forges ? root : signer;
    return ok(sign_feed(by, all, {overdue_notice("acme", now)}));
  }

  Server server_ = Server::up;
};

using Step = std::function<void(Scene&)>;

Step asks(Server state) {
  return [state](Scene& scene) { scene.ask(state); };
}
Step passes(Seconds by) {
  return [by](Scene& scene) { scene.advance(by); };
}
Step clock_is_off(Seconds by) {
  return [by](Scene& scene) { scene.set_clock_off_by(by); };
}

struct Row {
  std::string name;
  std::vector<Step> steps;
  std::vector<std::string> lines;  // how they begin
};

const std::string kContact = "info: in contact with the server, provenance fresh, open cases: 1";
const std::string kAway = "warning: cannot connect";
const std::string kAgrees = "info: this machine's clock agrees with the server's";

std::vector<Row> rows() {
  const Step up = asks(Server::up);
  const Step away = asks(Server::away);
  const Step refuses = asks(Server::refuses_key);
  const Step forges = asks(Server::forges);
  const Step day = passes(kDay);
  return {
      {"contact", {up, up, up}, {kContact}},
      {"late contact", {away, away, away, up, up}, {kAway, kContact}},
      {"two outages", {up, away, away, up, away, up}, {kContact, kAway, kContact, kAway, kContact}},
      {"no contact at all, for long", {away, day, day, away, away}, {kAway}},
      {"key refused",
       {refuses, refuses, refuses, up, up},
       {"error: server refuses the SDK key (401): check sdk_key", kContact}},
      {"key revoked", {up, refuses, refuses}, {kContact, "error: server refuses the SDK key (401)"}},
      {"forged", {up, forges, forges, up}, {kContact, "error: refused an answer of the server", kContact}},
      {"one trouble after another",
       {away, refuses, away, refuses, up},
       {kAway, "error: server refuses the SDK key (401)", kContact}},
      {"stale",
       {up, passes(24 * kHour), away, passes(Seconds(1)), away, passes(2 * kHour), away, up, up},
       {kContact, kAway, "warning: provenance stale: the server last answered 24 h ago", kContact}},
      {"stale twice",
       {up, passes(2 * kDay), away, up, passes(3 * kDay), away, up},
       {kContact, kAway, "warning: provenance stale: the server last answered 2 d ago", kContact, kAway,
        "warning: provenance stale: the server last answered 3 d ago", kContact}},
      {"expired",
       {up, passes(30 * kDay - Seconds(1)), away, passes(Seconds(1)), away, away, up, up},
       {kContact, kAway, "warning: provenance stale", "warning: notices that are held have expired", kContact,
        "info: no notice that is held is expired any more"}},
      {"clock right enough", {clock_is_off(5 * kMinute), up, clock_is_off(-5 * kMinute), up}, {kContact}},
      {"clock ahead",
       {clock_is_off(3 * kHour), up, up, clock_is_off(4 * kHour), up, clock_is_off(Seconds(0)), up, up},
       {"warning: this machine's clock is 3 h ahead of the server's", kContact, kAgrees}},
      {"clock behind",
       {clock_is_off(-5 * kMinute - Seconds(1)), up, up},
       {"warning: this machine's clock is 5 min behind the server's", kContact}},
      {"clock at the edge",
       {clock_is_off(Seconds(301)), up, clock_is_off(Seconds(299)), up, clock_is_off(Seconds(301)), up},
       {"warning: this machine's clock is 5 min ahead of", kContact}},
      {"clock that nobody can judge", {clock_is_off(3 * kHour), away, away}, {kAway}},
  };
}

}  // namespace

TEST_CASE("The log says each change of condition once, with the level that it deserves") {
  for (const Row& row : rows()) {
    CAPTURE(row.name);
    Scene scene;
    for (const Step& step : row.steps) step(scene);
    CAPTURE(scene.lines);
    REQUIRE(scene.lines.size() == row.lines.size());
    for (std::size_t i = 0; i < row.lines.size(); ++i) CHECK(scene.lines[i].rfind(row.lines[i], 0) == 0);
  }
}
