#include "tests/e2e/ctl/house.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

const std::string kBin = GRACEGATE_BIN;
constexpr const char* kAnswers = "gracegated answers at ";
constexpr const char* kStandingClock = "0 1795428000000 0\n";  // kNow, at no speed

}  // namespace

House::House() {
  std::string name = (std::filesystem::temp_directory_path() / "gracectl-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
  folder_ = name;
  write_file(path("clock"), kStandingClock);
}

House::~House() {
  server_.reset();
  std::error_code ignored;  // of a folder under the system's one for temporary files
  std::filesystem::remove_all(folder_, ignored);
}

void House::start_server(const std::string& data, int port, const Words& options) {
  Words words = {"serve",   "--data",     path(data), "--listen", "127.0.0.1:" + std::to_string(port),
                 "--clock", path("clock")};
  words.insert(words.end(), options.begin(), options.end());
  server_ =
      std::make_unique<Child>(kBin + "/gracegated", words, Words{"PATH=/usr/bin:/bin", "TZ=Pacific/Apia"},
                              "/dev/null", path("server.log"));
  std::string line;
  while (line.rfind(kAnswers, 0) != 0) {
    line = server_->line();
    if (line.empty()) throw std::runtime_error("gracegated does not start: " + text_of(path("server.log")));
  }
  url = line.substr(std::string(kAnswers).size());
  if (!std::filesystem::exists(path(data) + "/first-run.json")) return;
  first_run = Json::parse(text_of(path(data) + "/first-run.json"));
  token = first_run.at("admin_token");
}

void House::stop_server() {
  if (!server_) return;
  server_->signal(SIGTERM);
  server_->wait();
  server_.reset();
}

int House::port() const { return std::stoi(url.substr(url.rfind(':') + 1)); }

Words House::environment() const {
  Words all = {"PATH=" + kBin + ":/usr/bin:/bin", "LANG=C.UTF-8", "TZ=America/New_York",
               "GRACEGATE_SERVER=" + url};
  if (!token.empty()) all.push_back("GRACEGATE_TOKEN=" + token);
  return all;
}

Outcome House::run(const std::string& program, const Words& words) const {
  Child child(program, words, environment(), path("input"), path("errors"));
  Outcome outcome;
  outcome.out = child.rest();
  outcome.code = child.wait();
  outcome.err = text_of(path("errors"));
  return outcome;
}

Outcome House::ctl(const Words& words, const std::string& input) const {
  write_file(path("input"), input);
  return run(kBin + "/gracectl", words);
}

Outcome House::shell(const std::string& line) const {
  write_file(path("input"), "");
  return run("/bin/sh", {"-c", line});
}

Json House::json(Words words) const {
  words.insert(words.begin(), "--json");
  const Outcome outcome = ctl(words);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  REQUIRE(outcome.err.empty());
  return Json::parse(outcome.out);
}

std::string House::opened(Words words) const {
  words.insert(words.begin(), {"case", "open"});
  return json(std::move(words)).at("id");
}

std::unique_ptr<Child> House::background(const Words& words, const std::string& errors) const {
  return std::make_unique<Child>(kBin + "/gracectl", words, environment(), "/dev/null", path(errors));
}

std::string House::everything() const {
  std::string all;
  for (const Words& words : std::vector<Words>{{"account", "list"},
                                               {"case", "list"},
                                               {"policy", "list"},
                                               {"key", "list"},
                                               {"enforcement", "show"},
                                               {"audit", "list"}})
    all += json(words).dump() + "\n";
  return all;
}

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::string& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace gracegate::ctl_test
