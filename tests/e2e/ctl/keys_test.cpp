// The keys that notices are signed with, through gracectl: on the server, and with the root elsewhere.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

namespace fs = std::filesystem;

class Keys {
 public:
  explicit Keys(House& house) : house_(house) {}

  Json list() const { return house_.json({"keys", "list"}); }
  std::string signing() const {
    const Json state = list();
    for (const Json& key : state["keys"])
      if (key["signs"]) return key["id"];
    return "";
  }
  std::string root_file() const { return house_.path("data/keys/root.pem"); }
  // As the operator copies it.
  void copy_root(const std::string& to) const {
    fs::copy_file(root_file(), to, fs::copy_options::overwrite_existing);
    REQUIRE(::chmod(to.c_str(), 0600) == 0);
  }
  void restart() const {
    house_.stop_server();
    house_.start_server();
  }

 private:
  House& house_;
};

const Words kWhy = {"--why", "w"};

Words with_why(Words words) {
  words.insert(words.end(), kWhy.begin(), kWhy.end());
  return words;
}

}  // namespace

TEST_CASE("Keys are listed, rotated and revoked, and a restart finds them so") {
  House house;
  house.start_server();
  const Keys keys(house);
  const std::string first = keys.signing();
  const Outcome shown = house.ctl({"keys", "list"});
  CHECK(shown.code == 0);
  CHECK(shown.out.find("on the server") != std::string::npos);
  CHECK(shown.out.find(first) != std::string::npos);
  const std::string pinned = house.first_run["root_key"];
  const std::string root_id = keys.list()["root"]["id"];
  const auto line_of = [&](const std::string& text) {
    const std::size_t at = shown.out.find(text);
    REQUIRE(at != std::string::npos);
    const std::size_t start = shown.out.rfind('\n', at) + 1;
    return shown.out.substr(start, shown.out.find('\n', at) - start);
  };
  CHECK(line_of(pinned).find("products pin") == 0);
  CHECK(line_of(root_id).find(root_id + " (not to be pinned)") != std::string::npos);

  CHECK(house.ctl(with_why({"keys", "rotate"})).code == 0);
  CHECK(keys.list()["keys"].size() == 2);
  CHECK(keys.signing() == first);
  Words revoke = with_why({"keys", "revoke"});
  revoke.insert(revoke.end(), {"--", first});
  CHECK(house.ctl(revoke).code == 0);
  CHECK(keys.signing() != first);
  CHECK(house.ctl(revoke).code == 1);
  const Json before = keys.list();
  keys.restart();
  CHECK(keys.list() == before);
  CHECK(house.ctl({"keys", "rotate"}).code == 2);
}

TEST_CASE("A replaced root that was put back is not shown as the root, and the cure is shown") {
  House house;
  house.start_server();
  const Keys keys(house);
  const std::string replaced = house.path("replaced.pem");
  const std::string right = house.path("right.pem");
  keys.copy_root(replaced);
  REQUIRE(house.ctl(with_why({"keys", "root", "replace"})).code == 0);
  keys.copy_root(right);
  fs::copy_file(replaced, keys.root_file(), fs::copy_options::overwrite_existing);
  const std::string cure = "put the one of " + keys.list()["root"]["key"].get<std::string>() + " there";
  CHECK(keys.list()["root"]["here"] == false);
  CHECK(keys.list()["warning"].get<std::string>().find(cure) != std::string::npos);
  const Outcome shown = house.ctl({"keys", "list"});
  CHECK(shown.out.find("elsewhere") != std::string::npos);
  CHECK(shown.out.find("WARNING: ") != std::string::npos);
  const Outcome refused = house.ctl(with_why({"keys", "root", "remove", "--copy", right}));
  CHECK(refused.code == 1);
  CHECK(refused.err.find("root.pem: is of a root that was replaced") != std::string::npos);
  CHECK(fs::exists(keys.root_file()));
  fs::copy_file(right, keys.root_file(), fs::copy_options::overwrite_existing);
  CHECK(keys.list()["root"]["here"] == true);
  CHECK(house.ctl(with_why({"keys", "root", "remove", "--copy", right})).code == 0);
}

TEST_CASE("A root is replaced on the server, and the first one may be pinned for ever") {
  House house;
  house.start_server();
  const Keys keys(house);
  const std::string pinned = house.first_run["root_key"];
  for (int count = 0; count < 2; ++count) CHECK(house.ctl(with_why({"keys", "root", "replace"})).code == 0);
  const Json state = keys.list();
  CHECK(state["replaced_roots"].size() == 2);
  CHECK(state["root"]["key"] != pinned);
  keys.restart();
  CHECK(keys.list() == state);
}

TEST_CASE("The root goes to a safe, and what it signs there comes back to the server") {
  House house;
  house.start_server();
  const Keys keys(house);
  const std::string safe = house.path("safe.pem");
  keys.copy_root(safe);
  const Outcome removed = house.ctl(with_why({"keys", "root", "remove", "--copy", safe, "--days", "100"}));
  INFO(removed.err);
  REQUIRE(removed.code == 0);
  CHECK_FALSE(fs::exists(keys.root_file()));
  CHECK(house.ctl(with_why({"keys", "rotate"})).code == 1);
  keys.restart();

  const std::string stolen = keys.signing();
  const Outcome asked = house.ctl(with_why({"keys", "request", "--days", "300", "--revoke=" + stolen}));
  REQUIRE(asked.code == 0);
  write_file(house.path("request.json"), asked.out);
  const Words sign = {"keys", "sign", "--root-key", safe, house.path("request.json")};
  Words check = sign;
  check.emplace_back("--check");
  const Outcome said = house.ctl(check);
  CHECK(said.code == 0);
  CHECK(said.out.empty());
  CHECK(said.err.find(", which ends at 2027-03-03T10:00:00Z, becomes ") != std::string::npos);
  CHECK(said.err.find("revoked:  " + stolen) != std::string::npos);
  CHECK(said.err.find("stays\n") != std::string::npos);

  const std::int64_t before = keys.list()["version"];
  const Outcome keyset = house.ctl(sign);
  REQUIRE(keyset.code == 0);
  write_file(house.path("keyset.jws"), keyset.out);
  const Words install = with_why({"keys", "install", house.path("keyset.jws")});
  CHECK(house.ctl(install).code == 0);
  CHECK(house.ctl(install).code == 1);  // it is there already
  CHECK(keys.signing() != stolen);
  const Json state = keys.list();
  CHECK(state["version"] == before + 1);
  CHECK(state["ends_at"] == "2027-09-19T10:00:00Z");
  CHECK(state["waits_for_root"] == false);
  keys.restart();
  CHECK(keys.list() == state);
}

TEST_CASE("A root in a safe gives way to another one there") {
  House house;
  house.start_server();
  const Keys keys(house);
  const std::string safe = house.path("safe.pem");
  const std::string next = house.path("next.pem");
  keys.copy_root(safe);
  House other;
  other.start_server();
  Keys(other).copy_root(next);
  REQUIRE(house.ctl(with_why({"keys", "root", "remove", "--copy", safe})).code == 0);
  write_file(house.path("request.json"), house.ctl(with_why({"keys", "request"})).out);
  const Outcome keyset =
      house.ctl({"keys", "sign", "--root-key", safe, "--new-root-key", next, house.path("request.json")});
  INFO(keyset.err);
  REQUIRE(keyset.code == 0);
  CHECK(keyset.err.find("gives way to") != std::string::npos);
  write_file(house.path("keyset.jws"), keyset.out);
  REQUIRE(house.ctl(with_why({"keys", "install", house.path("keyset.jws")})).code == 0);
  CHECK(keys.list()["root"]["key"] == other.first_run["root_key"]);
  keys.restart();
  CHECK(keys.list()["replaced_roots"].size() == 1);

  write_file(house.path("request.json"), house.ctl(with_why({"keys", "request"})).out);
  const Outcome old = house.ctl({"keys", "sign", "--root-key", safe, house.path("request.json")});
  CHECK(old.code == 2);
  CHECK(old.err.find("--root-key: was replaced") != std::string::npos);
  CHECK(house.ctl({"keys", "sign", "--root-key", next, house.path("request.json")}).code == 0);
}

TEST_CASE("What is to be signed is looked at before: another's root, an edited request, nonsense") {
  House house;
  house.start_server();
  const Keys keys(house);
  const std::string safe = house.path("safe.pem");
  keys.copy_root(safe);
  const Json request = house.json(with_why({"keys", "request", "--days", "500"}));
  const auto refused = [&](const std::string& root, const Json& edited, const std::string& says) {
    write_file(house.path("request.json"), edited.dump());
    const Outcome outcome = house.ctl({"keys", "sign", "--root-key", root, house.path("request.json")});
    INFO(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find(says) != std::string::npos);
  };
  Json edited = request;
  edited["keyset"]["version"] = 1;
  refused(safe, edited, "not newer");
  edited = request;
  edited["keyset"]["successions"] = {"a.b.c"};
  refused(safe, edited, "other roots");
  edited = request;
  edited["keyset"].erase("exp");
  refused(safe, edited, "/exp is missing");
  refused(safe, Json::object(), "is no request");
  refused(house.path("nowhere.pem"), request, "is not there");
  House other;
  other.start_server();
  const std::string others = other.path("safe.pem");
  Keys(other).copy_root(others);
  refused(others, request, "is not the root of the server's key set");
  const Outcome same =
      house.ctl({"keys", "sign", "--root-key", safe, "--new-root-key", safe, house.path("request.json")});
  CHECK(same.code == 2);
  CHECK(same.err.find("--new-root-key: is the same root as --root-key") != std::string::npos);
  REQUIRE(::chmod(safe.c_str(), 0644) == 0);
  refused(safe, request, "chmod 600");
}

TEST_CASE(
    "What is to be installed is told by what it is instead: the request, another server's, an older one") {
  House house;
  house.start_server();
  const Keys keys(house);
  const std::string safe = house.path("safe.pem");
  keys.copy_root(safe);
  House other;
  other.start_server();
  std::string request;
  const auto signed_by_root = [&](House& of) {
    request = of.ctl(with_why({"keys", "request"})).out;
    write_file(house.path("request.json"), request);
    Keys(of).copy_root(safe);
    const Outcome done = house.ctl({"keys", "sign", "--root-key", safe, house.path("request.json")});
    REQUIRE(done.code == 0);
    return done.out;
  };
  const std::string others = signed_by_root(other);
  const std::string right = signed_by_root(house);
  const auto refused = [&](const std::string& bytes, const std::string& says) {
    write_file(house.path("signed"), bytes);
    const Outcome outcome = house.ctl(with_why({"keys", "install", house.path("signed")}));
    INFO(outcome.err);
    CHECK(outcome.code != 0);
    CHECK(outcome.err.find(says) != std::string::npos);
    CHECK(outcome.err.find("jws ") == std::string::npos);
  };
  refused("", "is empty: did gracectl keys sign print an error?");
  refused(request, "is the request: have the root sign it");
  refused(right.substr(0, right.size() / 2), "is cut off");
  refused(others, "is not signed by this server's root");
  write_file(house.path("signed"), right);
  CHECK(house.ctl(with_why({"keys", "install", house.path("signed")})).code == 0);
  refused(right, "not newer than the present one");
}

}  // namespace gracegate::ctl_test
