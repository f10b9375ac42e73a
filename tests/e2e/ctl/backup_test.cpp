#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

namespace fs = std::filesystem;

mode_t rights_of(const std::string& file) {
  struct stat found = {};
  REQUIRE(stat(file.c_str(), &found) == 0);
  return found.st_mode & 0777;
}

// All files of a folder, with their content.
std::string contents(const std::string& folder) {
  std::set<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      all.insert(entry.path().string() + ":" + text_of(entry.path().string()) + "\n");
  std::string text;
  for (const std::string& one : all) text += one;
  return text;
}

// Files of a folder whose names begin so.
std::ptrdiff_t names_like(const std::string& folder, const std::string& beginning) {
  return std::count_if(fs::directory_iterator(folder), fs::directory_iterator(), [&](const auto& entry) {
    return entry.path().filename().string().rfind(beginning, 0) == 0;
  });
}

TEST_CASE("A backup is whole, private, and never replaces a file") {
  House house;
  house.start_server();
  const std::string file = house.path("backup.db");
  CHECK(house.ctl({"backup", file}).code == 0);
  CHECK(rights_of(file) == 0600);
  CHECK(house.json({"audit", "list"}).at("entries").back().at("why") == "backup");
  const std::string content = text_of(file);
  CHECK(house.ctl({"backup", file}).code == 1);
  CHECK(house.ctl({"backup", house.path("no/such/folder/b.db")}).code == 1);
  CHECK(text_of(file) == content);
  CHECK(names_like(house.path(""), "backup.db") == 1);
  const Json said = house.json({"backup", house.path("second.db"), "--why", "upgrade"});
  CHECK(said.at("bytes") == fs::file_size(house.path("second.db")));
}

TEST_CASE("A backup that does not fit on the disk leaves nothing, and is no hindrance to the next one") {
  House house;
  house.start_server();
  const std::string line = "gracectl backup " + house.path("backup.db");
  const Outcome full = house.shell("trap '' XFSZ; ulimit -f 8; " + line);
  INFO(full.err);
  CHECK(full.code == 1);
  CHECK(house.shell("ulimit -c 0; ulimit -f 8; " + line).code > 128);  // it was killed while it wrote
  CHECK(names_like(house.path(""), "backup.db") == 0);
  CHECK(house.shell(line).code == 0);
}

TEST_CASE("A restored server goes on in a new epoch, with everything in it") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const std::string id = house.opened({"acme", "--reason", "other", "--why", "x"});
  const std::string before = house.json({"case", "show", id}).dump();
  CHECK(house.json({"standing", "acme"}).at("notice").at("epoch") == 1);
  const int seq = house.json({"standing", "acme"}).at("notice").at("seq");
  REQUIRE(house.ctl({"backup", house.path("backup.db")}).code == 0);
  house.stop_server();

  const Outcome done = house.ctl({"restore", house.path("backup.db"), "--data", house.path("restored")});
  INFO(done.err);
  REQUIRE(done.code == 0);
  CHECK(done.out.find("epoch 2") != std::string::npos);
  CHECK(done.out.find("put the old server's folder keys") != std::string::npos);
  CHECK(rights_of(house.path("restored")) == 0700);
  CHECK(rights_of(house.path("restored/gracegate.db")) == 0600);
  CHECK(contents(house.path("restored")).find(".restored:") == std::string::npos);

  fs::copy(house.path("data/keys"), house.path("restored/keys"), fs::copy_options::recursive);
  house.start_server("restored");
  CHECK(house.json({"case", "show", id}).dump() == before);
  const Json notice = house.json({"standing", "acme"}).at("notice");
  CHECK(notice.at("epoch") == 2);
  CHECK(notice.at("seq") >= seq);
  CHECK(house.json({"audit", "verify"}).at("ok") == true);
}

TEST_CASE("A restore with the keys there says that they are used") {
  House house;
  house.start_server();
  REQUIRE(house.ctl({"backup", house.path("backup.db")}).code == 0);
  fs::create_directories(house.path("restored"));
  fs::copy(house.path("data/keys"), house.path("restored/keys"), fs::copy_options::recursive);
  const Json said = house.json({"restore", house.path("backup.db"), "--data", house.path("restored")});
  CHECK(said.at("epoch") == 2);
  CHECK(said.at("keys").get<std::string>().find("are used") != std::string::npos);
}

TEST_CASE("A folder that has a database is left as it is") {
  House house;
  house.start_server();
  REQUIRE(house.ctl({"backup", house.path("backup.db")}).code == 0);
  house.stop_server();
  const std::string before = contents(house.path("data"));
  const Outcome refused = house.ctl({"restore", house.path("backup.db"), "--data", house.path("data")});
  CHECK(refused.code == 1);
  CHECK(refused.err.find("has a database") != std::string::npos);
  CHECK(contents(house.path("data")) == before);
}

TEST_CASE("What is no backup of ours, or a damaged one, is refused and leaves nothing") {
  House house;
  house.start_server();
  REQUIRE(house.ctl({"backup", house.path("backup.db")}).code == 0);
  const std::string whole = text_of(house.path("backup.db"));
  const auto damaged = [&](std::size_t at, const std::string& with) {
    return whole.substr(0, at) + with + whole.substr(at + with.size());
  };
  for (const std::string& content :
       {std::string(), std::string("text"), std::string(4096, '\0'), whole.substr(0, 16),
        whole.substr(0, whole.size() / 2), damaged(68, std::string(4, '\x01')),
        damaged(4096, std::string(4096, '\xaa')), damaged(whole.size() - 4096, std::string(4096, '\xaa'))}) {
    write_file(house.path("bad.db"), content);
    const Outcome refused = house.ctl({"restore", house.path("bad.db"), "--data", house.path("new")});
    INFO(content.size() << " bytes: " << refused.out << refused.err);
    CHECK(refused.code == 2);
    CHECK_FALSE(fs::exists(house.path("new")));
  }
  CHECK(house.ctl({"restore", house.path("nothing"), "--data", house.path("new")}).code == 2);
  CHECK(house.ctl({"restore", house.path("data"), "--data", house.path("new")}).code == 2);
  CHECK_FALSE(fs::exists(house.path("new")));
}

TEST_CASE("The database of a running server is no backup: its newest changes are in another file") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const Outcome refused =
      house.ctl({"restore", house.path("data/gracegate.db"), "--data", house.path("new")});
  CHECK(refused.code == 2);
  CHECK(refused.err.find("gracectl backup") != std::string::npos);
}

}  // namespace
}  // namespace gracegate::ctl_test
