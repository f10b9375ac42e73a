// What a start of the server finds in its folder, and what it is told.
#include <filesystem>

#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::ctl_test;

namespace {

namespace fs = std::filesystem;

// What a product would read of acme's notice.
std::string notice(const House& house) {
  const std::string key = house.first_run.at("sdk_key");
  const Outcome said = house.shell("curl -fs -H 'Authorization: Bearer " + key + "' " + house.url +
                                   "/v1/notices/acme | cut -d. -f2 | tr _- /+ | base64 -d 2>/dev/null");
  return said.out;
}

Outcome refused_start(const House& house, const std::string& options = "") {
  return house.shell("gracegated serve --data " + house.path("data") + " --listen 127.0.0.1:0 " + options);
}

}  // namespace

TEST_CASE("Links and contact that a start is given are in the notices of open cases at once") {
  House house;
  house.start_server();
  const int port = house.port();
  house.json({"account", "add", "acme", "--name", "Acme"});
  house.opened({"acme", "--reason", "nonpayment", "--why", "x"});
  CHECK(notice(house).find("pay.example") == std::string::npos);
  house.stop_server();
  house.start_server("data", port, {"--pay-url", "https://pay.example/{account}", "--contact-name", "Ann"});
  CHECK(notice(house).find("https://pay.example/acme") != std::string::npos);
  CHECK(notice(house).find("Ann") != std::string::npos);
}

TEST_CASE("A server that has run before does not start without its keys, but with --new-root") {
  House house;
  house.start_server();
  house.stop_server();
  fs::rename(house.path("data/keys"), house.path("safe"));
  const Outcome refused = refused_start(house);
  CHECK(refused.code == 1);
  CHECK(refused.err.find("put the folder back") != std::string::npos);
  CHECK(refused.err.find("--new-root") != std::string::npos);
  const Json before = house.first_run;
  house.start_server("data", 0, {"--new-root"});
  house.stop_server();
  const std::string root = text_of(house.path("data/keys/root.pub"));
  CHECK(root != text_of(house.path("safe/root.pub")));
  CHECK(house.first_run.at("root_key") == root.substr(0, root.find('\n')));
  Json others = house.first_run;
  others["root_key"] = before.at("root_key");
  CHECK(others == before);
  CHECK(fs::status(house.path("data/first-run.json")).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(refused_start(house, "--new-root").err.find("leave the option out") != std::string::npos);
}

TEST_CASE("Used keys with a new database are a warning") {
  House house;
  house.start_server();
  CHECK(text_of(house.path("server.log")).find("the database is new") == std::string::npos);
  house.stop_server();
  fs::create_directories(house.path("other"));
  fs::copy(house.path("data/keys"), house.path("other/keys"), fs::copy_options::recursive);
  house.start_server("other");
  CHECK(text_of(house.path("server.log")).find("the database is new") != std::string::npos);
}

TEST_CASE("A secret in the place of an id is not in the log") {
  House house;
  house.start_server();
  house.shell("curl -s -X DELETE -H 'Content-Length: 0' " + house.url + "/v1/tokens/" + house.token);
  const std::string log = text_of(house.path("server.log"));
  CHECK(log.find("DELETE /v1/tokens/gg_...") != std::string::npos);
  CHECK(log.find(house.token) == std::string::npos);
}

TEST_CASE(
    "An option that cannot be right ends the start with 2 and one line that names it, and nothing is made") {
  const House house;
  write_file(house.path("empty"), "");
  const std::string empty = house.path("empty");
  for (const std::string& options :
       {std::string("--listen no-such-host.invalid:0"), std::string("--trust-proxy everybody"),
        "--tls-cert " + empty + " --tls-key " + empty, std::string("--contact-email ada")}) {
    const Outcome refused = house.shell("gracegated serve --data " + house.path("data") + " " + options);
    INFO(options << ": " << refused.err);
    CHECK(refused.code == 2);
    CHECK(refused.out.empty());
    CHECK(refused.err.rfind("gracegated: " + options.substr(0, options.find(' ')), 0) == 0);
    CHECK(refused.err.find('\n') == refused.err.size() - 1);
    CHECK_FALSE(fs::exists(house.path("data")));
  }
}
