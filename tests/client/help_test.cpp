// Requests for help: kept and sent until the server has them.
#include <nlohmann/json.hpp>

#include "client/help_delivery.hpp"
#include "core/help_request.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;
using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;
using State = HelpStatus::State;

namespace {

using Instant = HelpOutbox::Instant;
using Wait = HelpOutbox::Wait;

const Error kNobody{ErrorCode::unavailable, "cannot connect", {}};

std::string receipt(const std::string& id) {
  return json{{"id", id}, {"answer_by", "2026-11-24T07:00:00Z"}, {"by", "Maria"}}.dump();
}
TransportResponse taken(const HelpLetter& letter) {
  TransportResponse response = World::status(200);
  response.body = receipt(letter.id);
  return response;
}

// An outbox, and a server that takes what comes unless `answer` says otherwise.
struct Post {
  std::function<Result<TransportResponse>(const HelpLetter&)> answer = taken;
  std::vector<std::string> sent;  // ids
  std::vector<std::string> log;
  HelpOutbox outbox;
  HelpDelivery delivery{outbox, [this](LogLevel, std::string_view line) { log.emplace_back(line); }, 1};
  Instant now{};

  void put(const std::string& id, std::size_t size = 1) {
    REQUIRE(outbox.put({id, "acme", std::string(size, 'x')}, now));
  }
  // All that is due.
  Wait deliver() {
    Wait wait = deliver_one();
    while (wait == Wait::zero()) wait = deliver_one();
    return wait;
  }
  Wait deliver_one() {
    return delivery.deliver(now, [this](const HelpLetter& letter) {
      sent.push_back(letter.id);
      return answer(letter);
    });
  }
  State state(const std::string& id) const { return outbox.status(id, {}).state; }
};

HelpRequest request() {
  HelpRequest request;
  request.account = "acme";
  request.case_id = "c_1";
  request.text = "Nothing prints.";
  return request;
}

}  // namespace

TEST_CASE("A request for help waits until the server has it, and then it is known who answers by when") {
  Post post;
  CHECK(post.state("h_1") == State::unknown);
  post.put("h_1");
  CHECK(post.state("h_1") == State::waiting);
  CHECK(post.deliver() == HelpDelivery::kNothingWaits);
  const HelpStatus status = post.outbox.status("h_1", {});
  CHECK(status.state == State::arrived);
  CHECK(status.by == "Maria");
  CHECK(status.answer_by == parse_rfc3339("2026-11-24T07:00:00Z").value());
  (void)post.deliver();
  CHECK(post.sent.size() == 1);
}

TEST_CASE("While the server cannot take a request it is sent again, ever more seldom, and never given up") {
  const std::vector<Result<TransportResponse>> rows = {
      kNobody,
      World::status(500),
      World::status(401),
      World::status(403),
      World::status(408),
      World::status(302),
      World().ok("<html>Please sign in to the network</html>"),
      World().ok(receipt("h_other")),
  };
  for (const auto& row : rows) {
    Post post;
    post.answer = [&](const HelpLetter&) { return row; };
    post.put("h_1");
    for (std::size_t tries = 1; tries <= 100; ++tries) {
      const Wait wait = post.deliver();
      REQUIRE(post.sent.size() == tries);
      REQUIRE(wait > Wait::zero());
      REQUIRE(wait <= Backoff::kMost);
      post.now += wait - Wait(1);
      (void)post.deliver();
      REQUIRE(post.sent.size() == tries);
      post.now += Wait(1);
    }
    CHECK(post.state("h_1") == State::waiting);
    post.answer = taken;
    (void)post.deliver();
    CHECK(post.state("h_1") == State::arrived);
  }
}

TEST_CASE("A request that the server refuses is not sent again, and it is known why") {
  for (const int status : {400, 404, 409, 413, 422}) {
    CAPTURE(status);
    Post post;
    post.answer = [&](const HelpLetter&) {
      TransportResponse refusal = World::status(status);
      if (status == 409) refusal.body = R"({"detail":"the case has ended"})";
      return refusal;
    };
    post.put("h_1");
    CHECK(post.deliver() == HelpDelivery::kNothingWaits);
    const HelpStatus known = post.outbox.status("h_1", {});
    CHECK(known.state == State::refused);
    CHECK(known.why == (status == 409 ? "the case has ended" : "server answers " + std::to_string(status)));
    REQUIRE(post.log.size() == 1);
    CHECK(post.log[0].find(known.why) != std::string::npos);
  }
}

TEST_CASE("One account that has sent too many holds up nobody else") {
  Post post;
  post.answer = [](const HelpLetter& letter) {
    if (letter.id != "h_many") return taken(letter);
    TransportResponse wait = World::status(429);
    wait.retry_after = seconds(600);
    return wait;
  };
  post.put("h_many");
  post.put("h_2");
  CHECK(post.deliver() == seconds(600));
  CHECK(post.state("h_many") == State::waiting);
  CHECK(post.state("h_2") == State::arrived);
  post.now += seconds(300);
  post.put("h_3");
  (void)post.deliver();
  CHECK(post.state("h_3") == State::arrived);
  CHECK(post.sent == std::vector<std::string>{"h_many", "h_2", "h_3"});
  post.answer = taken;
  post.now += seconds(300);
  (void)post.deliver();
  CHECK(post.state("h_many") == State::arrived);
}

TEST_CASE("What cannot be sent does not keep a new request from being tried at once") {
  Post post;
  post.answer = [](const HelpLetter&) { return kNobody; };
  post.put("h_1");
  (void)post.deliver();
  CHECK_FALSE(post.outbox.has_untried());
  post.put("h_2");
  CHECK(post.outbox.has_untried());
  (void)post.deliver();
  CHECK_FALSE(post.outbox.has_untried());
  CHECK(post.sent == std::vector<std::string>{"h_1", "h_2"});
}

TEST_CASE("One request goes out at a time, so that nothing else waits for all of them") {
  Post post;
  post.answer = taken;
  for (const char* id : {"h_1", "h_2", "h_3"}) post.put(id);
  CHECK(post.deliver_one() == Wait::zero());
  CHECK(post.sent.size() == 1);
  CHECK(post.deliver_one() == Wait::zero());
  CHECK(post.deliver_one() == HelpDelivery::kNothingWaits);
  CHECK(post.sent == std::vector<std::string>{"h_1", "h_2", "h_3"});
}

TEST_CASE("Everything that waited goes out without a pause once the server is back") {
  Post post;
  post.answer = [](const HelpLetter&) { return kNobody; };
  for (const char* id : {"h_1", "h_2", "h_3"}) post.put(id);
  const Wait wait = post.deliver();
  CHECK(post.sent.size() == 1);
  post.answer = taken;
  post.now += wait;
  CHECK(post.deliver() == HelpDelivery::kNothingWaits);
  for (const char* id : {"h_1", "h_2", "h_3"}) CHECK(post.state(id) == State::arrived);
}

TEST_CASE("The log is told once that requests wait for long, and once that they are gone") {
  Post post;
  post.answer = [](const HelpLetter&) { return kNobody; };
  post.put("h_1");
  for (const Instant end = post.now + HelpDelivery::kLong; post.now < end;) post.now += post.deliver();
  CHECK(post.log.empty());
  (void)post.deliver();
  REQUIRE(post.log.size() == 1);
  CHECK(post.log[0].find("cannot connect") != std::string::npos);
  post.now += minutes(60);
  (void)post.deliver();
  CHECK(post.log.size() == 1);
  post.answer = taken;
  post.now += minutes(1);
  (void)post.deliver();
  CHECK(post.log.size() == 2);
}

TEST_CASE("The outbox is bounded in number and in bytes, and has room again once something has arrived") {
  const std::pair<std::size_t, std::size_t> rows[] = {// how many of which size fit
                                                      {HelpOutbox::kMostWaiting, 1},
                                                      {4, HelpOutbox::kMostBytes / 4}};
  for (const auto& [most, size] : rows) {
    Post post;
    for (std::size_t i = 0; i < most; ++i) post.put(std::to_string(i), size);
    const auto full = post.outbox.put({"more", "acme", "x"}, post.now);
    REQUIRE_FALSE(full);
    CHECK(full.error().code == ErrorCode::unavailable);
    CHECK(post.state("more") == State::unknown);
    (void)post.deliver();
    post.put("more");
  }
}

TEST_CASE("What became of the last 500 requests is remembered") {
  Post post;
  for (std::size_t i = 0; i <= HelpOutbox::kMostKnown; ++i) {
    post.put(std::to_string(i));
    (void)post.deliver();
  }
  CHECK(post.state("0") == State::unknown);
  CHECK(post.state("1") == State::arrived);
  CHECK(post.state(std::to_string(HelpOutbox::kMostKnown)) == State::arrived);
}

TEST_CASE("The gate posts a request with its key, whatever else it has to do") {
  for (const char* account : {"", "acme"}) {
    World world;
    const auto engine = World::open(world.config(account));
    const auto id = engine->ask_help(request());
    REQUIRE(id);
    CHECK(engine->has_errand());
    world.transport->then([&](const TransportRequest&) { return world.ok(receipt(*id)); });
    (void)engine->deliver_help(std::chrono::steady_clock::now());
    CHECK_FALSE(engine->has_errand());
    const TransportRequest& sent = world.transport->requests.back();
    CHECK(sent.target == "/v1/help");
    CHECK(sent.bearer == world.config(account).sdk_key);
    CHECK_FALSE(sent.may_be_interrupted);
    CHECK(json::parse(sent.body)["id"] == *id);
    CHECK(json::parse(sent.body)["text"] == "Nothing prints.");
    CHECK(engine->help_status(*id, {}).state == State::arrived);
    CHECK(engine->health().provenance == Provenance::never_synced);  // it proves nothing
  }
}

TEST_CASE("The gate refuses a request that support could not take, and one of another account") {
  World world;
  const auto engine = World::open(world.config("acme"));
  HelpRequest empty = request();
  empty.text.clear();
  REQUIRE_FALSE(engine->ask_help(empty));
  CHECK(engine->ask_help(empty).error().pointer == "/text");
  HelpRequest strange = request();
  strange.account = "globex";
  REQUIRE_FALSE(engine->ask_help(strange));
  CHECK(engine->ask_help(strange).error().pointer == "/account");
  CHECK_FALSE(engine->has_errand());
}

TEST_CASE("A wait for news that ends for a request is no trouble with the server") {
  World world;
  const auto engine = world.open();
  world.transport->then(world.keys());
  world.transport->then(world.complete(10, {overdue_notice("acme", kStart)}));
  (void)engine->sync();
  (void)engine->sync();
  world.log.clear();
  world.transport->then([&](const TransportRequest& poll) -> Result<TransportResponse> {
    CHECK(poll.may_be_interrupted);
    (void)engine->ask_help(request());
    CHECK(world.transport->interrupted);
    return kNobody;
  });
  CHECK(engine->sync() == Wait::zero());
  CHECK(engine->health().last_error.empty());
  CHECK(world.log.empty());
  world.transport->then(kNobody);  // the request in vain
  (void)engine->deliver_help(std::chrono::steady_clock::now());
  CHECK(engine->sync() > Wait::zero());  // and nobody there now
  CHECK(engine->health().last_error == "cannot connect");
}
