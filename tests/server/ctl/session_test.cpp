#include "server/ctl/session.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "server/ctl/outcome.hpp"
#include "tests/server/ctl/scripted_server.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl {
namespace {

struct Desk {
  explicit Desk(std::vector<std::string> answers) : server(std::move(answers)) {}

  ScriptedServer server;
  ApiClient api{{server.url(), "secret", ""}};
  std::ostringstream out, notes;
  Session session{api, false, {}, out, notes};
};

std::string header(const std::string& request, const std::string& name) {
  const std::size_t at = request.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const std::size_t start = at + name.size() + 4;
  return request.substr(start, request.find("\r\n", start) - start);
}

TEST_CASE("A change whose answer is lost is sent once more under the same key, and no third time") {
  Desk desk({"", http(200, "{\"ok\":true}")});
  CHECK(change(desk.session, "POST", "/v1/x", {{"why", "because"}})->at("ok") == true);
  const auto& requests = desk.server.requests();
  REQUIRE(requests.size() == 2);
  CHECK(header(requests[0], "Idempotency-Key").size() == 36);
  CHECK(header(requests[0], "Idempotency-Key") == header(requests[1], "Idempotency-Key"));
  CHECK(requests[0] == requests[1]);
  CHECK(header(requests[0], "Authorization") == "Bearer secret");
  CHECK(header(requests[0], "Content-Type") == "application/json");
  CHECK(requests[0].substr(requests[0].find("\r\n\r\n") + 4) == "{\"why\":\"because\"}");

  Desk broken({"", "", http(200, "{}")});
  const auto lost = change(broken.session, "POST", "/v1/x", {{"why", "x"}});
  REQUIRE_FALSE(lost);
  CHECK(exit_of(lost.error()) == Exit::not_reachable);
}

TEST_CASE("A request for a secret is sent once, without a key") {
  Desk desk({"", http(200, "{}")});
  const auto lost = ask_for_secret(desk.session, "/v1/tokens", {{"kind", "product"}});
  REQUIRE_FALSE(lost);
  CHECK(lost.error().message.find("look whether it was done") != std::string::npos);
  CHECK(get(desk.session, "/v1/other"));  // what the server gets next
  REQUIRE(desk.server.requests().size() == 2);
  CHECK(header(desk.server.requests()[0], "Idempotency-Key").empty());
}

TEST_CASE("Each change has a key of its own") {
  std::set<std::string> keys;
  for (int i = 0; i < 1000; ++i) keys.insert(fresh_idempotency_key());
  CHECK(keys.size() == 1000);
}

TEST_CASE("A list is complete however many pages the server makes of it") {
  Desk desk({http(200, R"({"accounts":[{"id":"a"}],"next":"a b"})"),
             http(200, R"({"accounts":[{"id":"b"}],"next":"b"})"),
             http(200, R"({"accounts":[],"next":null})")});
  const auto all = get_all(desk.session, "/v1/accounts", {{"q", "x&y"}, {"open", ""}}, "accounts");
  REQUIRE(all);
  CHECK(*all == Json{{"accounts", {{{"id", "a"}}, {{"id", "b"}}}}, {"next", nullptr}});
  const auto& requests = desk.server.requests();
  CHECK(requests[0].rfind("GET /v1/accounts?q=x%26y&limit=500 ", 0) == 0);
  CHECK(requests[1].rfind("GET /v1/accounts?q=x%26y&limit=500&after=a%20b ", 0) == 0);
  CHECK(requests[2].rfind("GET /v1/accounts?q=x%26y&limit=500&after=b ", 0) == 0);
}

TEST_CASE("A list that goes in circles ends") {
  Desk desk({http(200, R"({"accounts":[],"next":"a"})"), http(200, R"({"accounts":[],"next":"a"})")});
  CHECK(get_all(desk.session, "/v1/accounts", {}, "accounts"));
}

TEST_CASE("A refusal is told by the server's detail and the option at fault, with its exit code") {
  struct Refusal {
    int status;
    std::string body;
    Exit code;
    std::string message;
  };
  for (const Refusal& one : std::vector<Refusal>{
           {422, R"({"detail":"/owed/minor must be above zero","pointer":"/owed/minor"})", Exit::bad_input,
            "--owed must be above zero"},
           {422, R"({"detail":"give more","pointer":"/owed/minor"})", Exit::bad_input, "--owed: give more"},
           {422, R"({"detail":"/contacts/1/email must be a mail address","pointer":"/contacts/1/email"})",
            Exit::bad_input, "--contact email must be a mail address"},
           {422, R"({"detail":"/zone must be known","pointer":"/zone"})", Exit::bad_input,
            "--zone must be known"},
           {422, R"({"detail":"/zones is not known here","pointer":"/zones"})", Exit::bad_input,
            "/zones is not known here"},
           {400, R"({"detail":"x"})", Exit::bad_input, "x"},
           {413, R"({"detail":"x"})", Exit::bad_input, "x"},
           {415, R"({"detail":"x"})", Exit::bad_input, "x"},
           {404, R"({"detail":"no case has this id"})", Exit::refused, "no case has this id"},
           {409, R"({"detail":"x"})", Exit::refused, "x"},
           {412, R"({"detail":"x"})", Exit::refused, "x"},
           {429, R"({"detail":"wait"})", Exit::refused, "wait"},
           {500, R"({"detail":"x"})", Exit::refused, "x"},
           {403, R"({"detail":"this needs the role admin"})", Exit::not_allowed, "this needs the role admin"},
           {401, R"({"detail":"x"})", Exit::not_allowed,
            "give a valid token with --token or GRACEGATE_TOKEN; gracectl login prints one"},
           {401, R"({"type":"https://gracegate.dev/problems/wrong-login","detail":"check both"})",
            Exit::not_allowed, "name or password is wrong: check both"},
           {503, R"({"detail":"x"})", Exit::not_reachable, "x"},
           {502, "<html>", Exit::not_reachable,
            "the server answers with status 502: check that --server is the address of a gracegated"},
           {404, "<html>", Exit::refused,
            "the server answers with status 404: check that --server is the address of a gracegated"},
           {301, "", Exit::refused,
            "the server answers with status 301: check that --server is the address of a gracegated"},
           {404, R"({"detail":5})", Exit::refused,
            "the server answers with status 404: check that --server is the address of a gracegated"}}) {
    Desk desk({http(one.status, one.body, "application/problem+json")});
    const auto refused = get(desk.session, "/v1/x");
    INFO(one.status << " " << one.body);
    REQUIRE_FALSE(refused);
    CHECK(exit_of(refused.error()) == one.code);
    CHECK(refused.error().message == one.message);
  }
}

TEST_CASE("What answers but is no gracegated is refused, however odd it is") {
  for (const std::string& body :
       {std::string(), std::string("<html>"), std::string("[]"), std::string("5"), std::string(1000, '['),
        std::string("{\"a\":1,\"a\":2}"), std::string("{\"a\":\"\xff\"}"),
        "{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"}) {
    Desk desk({http(200, body)});
    const auto odd = get(desk.session, "/v1/x");
    REQUIRE_FALSE(odd);
    CHECK(exit_of(odd.error()) == Exit::refused);
  }
  Desk desk({http(200, R"({"accounts":{"id":"a"},"next":"x"})")});
  CHECK_FALSE(get_all(desk.session, "/v1/accounts", {}, "accounts"));
}

TEST_CASE("A path in the server's address comes before every path") {
  ScriptedServer server({http(200, "{}")});
  const ApiClient api({server.url() + "/grace/", "", ""});
  std::ostringstream out, notes;
  CHECK(get({api, false, {}, out, notes}, "/v1/x"));
  CHECK(server.requests().front().rfind("GET /grace/v1/x ", 0) == 0);
  CHECK(header(server.requests().front(), "Authorization").empty());
}

}  // namespace
}  // namespace gracegate::ctl
