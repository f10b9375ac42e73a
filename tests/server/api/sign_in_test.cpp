#include <algorithm>
#include <thread>
#include <vector>

#include "office.hpp"
#include "server/api/sign_in.hpp"

using namespace gracegate;

namespace {

constexpr TimePoint kNewYear{Seconds{1'767'225'600}};

Answer log_in(Office& office, const std::string& user, const std::string& password) {
  return office.ask("nobody", "POST", "/v1/login", {{"user", user}, {"password", password}});
}

}  // namespace

TEST_CASE("A person signs in with name and password and gets a token for half a day") {
  Office office;
  const Answer in = log_in(office, "ada", "correct horse battery");
  REQUIRE(in.status == 200);
  const std::string token = in.body["token"];
  CHECK(office.ask(token, "GET", "/v1/me").body["name"] == "ada");
  CHECK(office.ask(token, "GET", "/v1/me").body["role"] == "support");
  office.now += 12 * kHour;
  CHECK(office.ask(token, "GET", "/v1/me").status == 401);
}

TEST_CASE("A wrong name, a wrong password and a disabled person get the same answer") {
  Office office;
  const Answer wrong = log_in(office, "ada", "wrong horse battery");
  CHECK(wrong.status == 401);
  CHECK(log_in(office, "nobody", "correct horse battery").text == wrong.text);
  CHECK(log_in(office, "gone", "correct horse battery").text == wrong.text);
}

TEST_CASE("Guessing is slowed down for the guesser's address, and stops being so") {
  Office office;
  for (int i = 0; i < 5; ++i) CHECK(log_in(office, "ada", "wrong horse battery").status == 401);
  const Answer waits = log_in(office, "ada", "correct horse battery");
  CHECK(waits.status == 429);
  CHECK(waits.header("Retry-After") == "900");
  CHECK(log_in(office, "grace", "wrong horse battery").status == 401);  // another name is not held up
  office.now += 15 * kMinute;
  CHECK(log_in(office, "ada", "correct horse battery").status == 200);
}

TEST_CASE("Where too many are counted the oldest is forgotten, and who waits goes on waiting") {
  server::api::SignIn sign_in;
  const TimePoint now = kNewYear;
  const auto attempt = [&](const std::string& name, TimePoint at) {
    const bool may = !sign_in.begin(name, "10.0.0.1", at);
    if (may) sign_in.ended(name, "10.0.0.1", false);
    return may;
  };
  for (int i = 0; i < 5; ++i) REQUIRE(attempt("a guessed name", now));
  for (int i = 0; i < 4; ++i) REQUIRE(attempt("z", now));
  for (int i = 0; i < 10'000; ++i) REQUIRE(attempt("b" + std::to_string(i), now + Seconds{1}));
  CHECK_FALSE(attempt("a guessed name", now + Seconds{2}));
  CHECK(attempt("z", now + Seconds{2}));
  CHECK(attempt("z", now + Seconds{2}));  // its four from before are forgotten
}

TEST_CASE("A guesser is held up at every address that is theirs, and nobody is at another one") {
  struct Row {
    std::string guesses_from, then_from;
    bool is_same;
  };
  const Row rows[] = {
      {"10.0.0.1", "10.0.0.1", true},
      {"10.0.0.1", "10.0.0.2", false},
      {"10.0.0.1", "::ffff:10.0.0.1", true},
      {"::ffff:10.0.0.1", "::ffff:10.0.0.2", false},
      {"2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true},
      {"2001:db8::1", "2001:0DB8:0::2", true},
      {"2001:db8::1", "2001:db8:0:1::1", false},
      {"2001:db8::1", "::1", false},
      {"no address", "no address", true},
      {"no address", "another one", false},
  };
  for (const Row& row : rows) {
    INFO(row.guesses_from << ", then " << row.then_from);
    const TimePoint now{};
    server::api::SignIn counted;
    for (int i = 0; i < 5; ++i) {
      REQUIRE_FALSE(counted.begin("ada", row.guesses_from, now));
      counted.ended("ada", row.guesses_from, false);
    }
    CHECK(counted.begin("ada", row.then_from, now).has_value() == row.is_same);

    server::api::SignIn at_once;
    REQUIRE_FALSE(at_once.begin("ada", row.guesses_from, now));
    REQUIRE_FALSE(at_once.begin("grace", row.guesses_from, now));
    CHECK(at_once.begin("eve", row.then_from, now).has_value() == row.is_same);
  }
}

TEST_CASE("Who signs in while the server stops is told to come back, and the password is not called wrong") {
  Office office;
  office.stop_sign_ins();
  const Answer in = log_in(office, "ada", "correct horse battery");
  CHECK(in.status == 503);
  CHECK(in.header("Retry-After") == "1");
  CHECK(log_in(office, "nobody", "correct horse battery").text == in.text);
}

TEST_CASE("Guesses that come all at once are counted as well") {
  Office office;
  std::vector<int> statuses(40);
  std::vector<std::thread> guessers;
  for (int& status : statuses)
    guessers.emplace_back(
        [&office, &status] { status = log_in(office, "ada", "wrong horse battery").status; });
  for (std::thread& guesser : guessers) guesser.join();
  CHECK(std::count(statuses.begin(), statuses.end(), 401) <= 5);
  CHECK(std::count(statuses.begin(), statuses.end(), 429) >= 35);
}
