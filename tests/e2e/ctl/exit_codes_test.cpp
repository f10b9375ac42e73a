// What scripts may rely on.
#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

void check_refused(const Outcome& outcome, int code) {
  INFO(outcome.out << outcome.err);
  CHECK(outcome.code == code);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.rfind("gracectl: ", 0) == 0);
  CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
}

std::string key_of(const House& house, const Words& options) {
  Words words = {"key", "create", "--name", "x", "--why", "x"};
  words.insert(words.end(), options.begin(), options.end());
  return house.json(words).at("token");
}

TEST_CASE("1: refused by the server, or not found") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const std::string id = house.opened({"acme", "--reason", "other", "--why", "x"});
  house.json({"case", "settle", id, "--why", "x"});
  for (const Words& words :
       std::vector<Words>{{"account", "show", "nobody"},
                          {"account", "change", "nobody", "--name", "x"},
                          {"case", "show", "c_nothing"},
                          {"case", "open", "nobody", "--reason", "other", "--why", "x"},
                          {"case", "open", "acme", "--reason", "other", "--policy", "no", "--why", "x"},
                          {"case", "settle", id, "--why", "again"},
                          {"case", "extend", id, "--days", "3", "--why", "x"},
                          {"case", "resume", id, "--why", "x"},
                          {"pay", "nobody", "--payment", "P", "--invoice", "1"},
                          {"policy", "show", "no"},
                          {"simulate", "--policy", "no"},
                          {"key", "revoke", "t_nothing", "--why", "x"}})
    check_refused(house.ctl(words), 1);
}

TEST_CASE("2: whatever the parser of options has against them, gracectl and gracegated end with its code") {
  const House house;
  write_file(house.path("odd.toml"), "colour = \"red\"\n");
  const std::string odd = "gracegated serve --data x --config " + house.path("odd.toml");
  for (const char* line :
       {"gracectl --bogus", "gracectl account list --bogus", "gracectl audit list --after x",
        "gracectl --server", "gracectl case", "gracegated", "gracegated --bogus", "gracegated serve",
        "gracegated serve --bogus", "gracegated serve --data x extra",
        "gracegated serve --data x --max-connections many", "gracegated serve --data x --log-level loud",
        "gracegated serve --data x --config nothing.toml", odd.c_str(), "gracegated routes --bogus"}) {
    const Outcome outcome = house.shell(line);
    INFO(line << "\n" << outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("3: not allowed") {
  House house;
  house.start_server();
  const std::string admin = house.token;
  const std::string viewer = key_of(house, {"--kind", "person", "--role", "viewer"});
  const std::string support = key_of(house, {"--kind", "person", "--role", "support"});
  const std::string product = key_of(house, {"--kind", "product"});
  house.token.clear();
  check_refused(house.ctl({"account", "list"}), 3);
  check_refused(house.ctl({"login", "admin", "--password-stdin"}, "wrong\n"), 3);
  house.token = "nonsense";
  check_refused(house.ctl({"account", "list"}), 3);
  house.token = product;
  check_refused(house.ctl({"account", "list"}), 3);
  house.token = viewer;
  check_refused(house.ctl({"account", "add", "acme", "--name", "x"}), 3);
  check_refused(house.ctl({"backup", house.path("b.db")}), 3);
  CHECK(text_of(house.path("b.db")).empty());
  house.token = support;
  check_refused(house.ctl({"policy", "set", "x", "--why", "x"}), 3);
  check_refused(house.ctl({"enforcement", "resume", "--why", "x"}), 3);
  check_refused(house.ctl({"watch", "--token", "nonsense"}), 3);
}

TEST_CASE("4: nobody answers") {
  House house;
  house.start_server();
  const std::string id = house.json({"key", "list"}).at("tokens").at(0).at("id");
  house.stop_server();
  for (const Words& words : std::vector<Words>{{"account", "list"},
                                               {"account", "add", "acme", "--name", "x"},
                                               {"case", "open", "acme", "--reason", "other", "--why", "x"},
                                               {"audit", "verify"},
                                               {"watch"},
                                               {"key", "revoke", id, "--why", "x"},
                                               {"backup", house.path("b.db")}})
    check_refused(house.ctl(words), 4);
  CHECK(text_of(house.path("b.db")).empty());
}

TEST_CASE("Output that cannot be written is no success") {
  House house;
  house.start_server();
  const Outcome full = house.shell("gracectl account list --json > /dev/full");
  CHECK(full.code == 1);
  CHECK(full.err == "gracectl: the output cannot be written: is the disk full?\n");
}

TEST_CASE("Colours and lines that ASCII does not have stand only where they can be shown") {
  House house;
  house.start_server();
  CHECK(house.shell("gracectl simulate --policy standard").out.find("━") != std::string::npos);
  const Outcome ascii = house.shell("LANG=C gracectl simulate --policy standard");
  CHECK(ascii.out.find("━") == std::string::npos);
  CHECK(ascii.out.find("====") != std::string::npos);
  CHECK(ascii.out.find('\x1b') == std::string::npos);
}

}  // namespace
}  // namespace gracegate::ctl_test
