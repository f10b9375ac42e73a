#include "client/config_check.hpp"

#include <functional>

#include "gracegate/gate.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

TEST_CASE("A mistake in the configuration names the member at fault and the remedy, and nothing is started") {
  struct Mistake {
    std::string member;
    std::string remedy;  // in the message
    std::function<void(Config&)> make;
  };
  const auto server = [](const char* text) { return [text](Config& c) { c.server = text; }; };
  const auto root = [](const char* text) { return [text](Config& c) { c.root_keys = {text}; }; };
  const auto sdk_key = [](const char* text) { return [text](Config& c) { c.sdk_key = text; }; };
  const auto notice_page = [](const char* text) {
    return [text](Config& c) { c.account = "acme", c.notice_page = text; };
  };
  const std::string written = "write it like \"https://grace.example.com\"";
  const std::string instead = "give the 43 characters of root_key in the server's first-run.json";
  const std::string key_from = "first-run.json, or make one with gracectl key create --kind product";
  const std::vector<Mistake> mistakes = {
      {"server", written, [](Config& c) { c.server = "", c.transport = nullptr; }},
      {"server", "does not start with https://", server("grace.example.com")},
      {"server", written, server("htps://grace.example.com")},
      {"server", "use https", server("http://grace.example.com")},
      {"server", "trim it", server("https://grace.example.com\n")},
      {"server", "trim it", server(" https://grace.example.com")},
      {"server", "it has a query", server("https://grace.example.com/?a=b")},
      {"server", "it has a query", server("https://grace.example.com?a=b@c")},
      {"server", "a user or a password", server("https://me@grace.example.com")},
      {"server", "a user or a password", server("https://me:secret@grace.example.com:8443/")},
      {"server", "its path", server("https://grace.example.com/%2e")},
      {"product", "--product", [](Config& c) { c.product = ""; }},
      {"product", "--product", [](Config& c) { c.product = "notes\n"; }},
      {"sdk_key", key_from, sdk_key("")},
      {"sdk_key", key_from, sdk_key("gg_admin_1")},
      {"sdk_key", "person's token: take sdk_key of", sdk_key("gg_person_1")},
      {"sdk_key", "trim it", sdk_key("gg_product_1\n")},
      {"sdk_key", "trim it", sdk_key(" gg_product_1")},
      {"sdk_key", "trim it", sdk_key("gg_product_1\r\nX-Header: y")},
      {"sdk_key", "give the key alone", [](Config& c) { c.sdk_key += std::string(256, 'x'); }},
      {"account", "say which, or take a gg_product_ key", sdk_key("gg_account_1")},
      {"account", "give the id that the server knows", [](Config& c) { c.account = std::string(129, 'a'); }},
      {"account", "give the id that the server knows", [](Config& c) { c.account = "\xff"; }},
      {"stale_countdown", "leave it at 14 days",
       [](Config& c) { c.stale_countdown = 3 * kDay - Seconds(1); }},
      {"stale_countdown", "leave it at 14 days", [](Config& c) { c.stale_countdown = 401 * kDay; }},
      {"on_stale", "say whose as `account`",
       [](Config& c) { c.on_stale = OnStale::countdown_then_read_only; }},
      {"on_stale", "give a cache_file",
       [](Config& c) {
         c.on_stale = OnStale::countdown_then_read_only;
         c.account = "acme";
         c.cache = nullptr;
       }},
      {"notice_file", "say which as `account`", [](Config& c) { c.notice_file = "/tmp/notice"; }},
      {"notice_file", "a file of its own",
       [](Config& c) { c.account = "acme", c.notice_file = c.cache_file = "/tmp/notice"; }},
      {"notice_page", "say which as `account`", [](Config& c) { c.notice_page = "/settings/notice"; }},
      {"notice_page", "neither a path", notice_page("settings/notice")},
      {"notice_page", "neither a path", notice_page("//example.com/notice")},
      {"notice_page", "neither a path", notice_page("http://example.com/notice")},
      {"root_keys", "pin root_key", [](Config& c) { c.root_keys.clear(); }},
      {"root_keys", "key 2 is empty; " + instead, [](Config& c) { c.root_keys.emplace_back(); }},
      {"root_keys", "43 characters of base64url; " + instead, root("short")},
      {"root_keys", "trim it; " + instead, [](Config& c) { c.root_keys.front() += "\n"; }},
      {"root_keys", "is PEM; " + instead,
       root("-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n")},
      {"root_keys", "is the PRIVATE key, which no product may have: remove it from here; " + instead,
       root("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n")},
      {"root_keys", "`x` alone; " + instead, root(R"({"kty":"OKP","crv":"Ed25519","x":"11qY"})")},
      {"root_keys", "is an SDK key or a token; " + instead, root("gg_product_1")},
      {"root_keys", instead, [](Config& c) { c.root_keys = {std::string(43, 'A')}; }},  // of small order
      {"poll_wait", "leave it at 25", [](Config& c) { c.poll_wait = Seconds(0); }},
      {"poll_wait", "leave it at 25", [](Config& c) { c.poll_wait = Seconds(61); }},
      {"stale_after", "leave it at 24 hours", [](Config& c) { c.stale_after = Seconds(0); }},
      {"ca_file", "leave it empty", [](Config& c) { c.ca_file = "/nowhere/ca.pem"; }},
  };
  World world;
  for (const Mistake& mistake : mistakes) {
    Config config = world.config();
    mistake.make(config);
    const auto gate = Gate::open(std::move(config));
    CAPTURE(mistake.member, mistake.remedy);
    REQUIRE_FALSE(gate);
    const std::string& message = gate.error().message;
    CAPTURE(message);
    CHECK(gate.error().code == ErrorCode::invalid_argument);
    CHECK(message.rfind(mistake.member + ": ", 0) == 0);
    CHECK(message.find(mistake.remedy) != std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
  }
}

TEST_CASE("A sound configuration is taken") {
  World world;
  CHECK(check_config(world.config()));
  CHECK(check_config(world.config("acme")));
  Config config = world.config();
  config.server.clear();  // who brings a transport need not say where it leads
  CHECK(check_config(config));
}
