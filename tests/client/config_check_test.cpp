#include "client/config_check.hpp"

#include <functional>

#include "gracegate/gate.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

TEST_CASE("A mistake in the configuration is reported with the member at fault, and nothing is started") {
  struct Mistake {
    std::string member;
    std::function<void(Config&)> make;
  };
  const std::vector<Mistake> mistakes = {
      {"server", [](Config& c) { c.server = "htps://grace.example.com"; }},
      {"server", [](Config& c) { c.server = "http://grace.example.com"; }},
      {"server", [](Config& c) { c.server = "", c.transport = nullptr; }},
      {"product", [](Config& c) { c.product = ""; }},
      {"product", [](Config& c) { c.product = "two\nlines"; }},
      {"sdk_key", [](Config& c) { c.sdk_key = ""; }},
      {"sdk_key", [](Config& c) { c.sdk_key = "gg_admin_1"; }},
      {"sdk_key", [](Config& c) { c.sdk_key = "gg_product_1\r\nX-Header: y"; }},
      {"account", [](Config& c) { c.sdk_key = "gg_account_1"; }},
      {"account", [](Config& c) { c.account = std::string(129, 'a'); }},
      {"account", [](Config& c) { c.account = "\xff"; }},
      {"root_keys", [](Config& c) { c.root_keys.clear(); }},
      {"root_keys", [](Config& c) { c.root_keys.push_back("short"); }},
      {"root_keys", [](Config& c) { c.root_keys = {std::string(43, 'A')}; }},  // a point of small order
      {"poll_wait", [](Config& c) { c.poll_wait = Seconds(0); }},
      {"poll_wait", [](Config& c) { c.poll_wait = Seconds(61); }},
      {"stale_after", [](Config& c) { c.stale_after = Seconds(0); }},
      {"ca_file", [](Config& c) { c.ca_file = "/nowhere/ca.pem"; }},
      {"cache_file", [](Config& c) { c.cache = nullptr, c.cache_file = "/nowhere/at/all/cache"; }},
      {"cache_file", [](Config& c) { c.cache = nullptr, c.cache_file = "/tmp"; }},
  };
  World world;
  for (const Mistake& mistake : mistakes) {
    Config config = world.config();
    mistake.make(config);
    const auto gate = Gate::open(std::move(config));
    CAPTURE(mistake.member);
    REQUIRE_FALSE(gate);
    CAPTURE(gate.error().message);
    CHECK(gate.error().code == ErrorCode::invalid_argument);
    CHECK(gate.error().message.rfind(mistake.member + ":", 0) == 0);
  }
}

TEST_CASE("A sound configuration is taken") {
  World world;
  CHECK(check_config(world.config()));
  CHECK(check_config(world.config("acme")));
  Config config = world.config();
  config.server.clear();  // who brings a transport need not say where it leads
  CHECK(check_config(config));
  config.cache = nullptr;
  config.cache_file = "/tmp/gracegate.cache";
  CHECK(check_config(config));
}
