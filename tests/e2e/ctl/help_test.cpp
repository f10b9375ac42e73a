// The help, and the completion that is made from the same tree of commands.
#include <set>
#include <sstream>

#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

Words split(const std::string& line) {
  std::istringstream in(line);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// All commands, as the completion for bash knows them: lines like  'case open') path=…
std::set<std::string> commands(const House& house) {
  std::set<std::string> all;
  std::istringstream script(house.ctl({"completion", "bash"}).out);
  for (std::string line; std::getline(script, line);)
    if (const std::size_t end = line.find("') path='"); end != std::string::npos)
      all.insert(line.substr(line.find('\'') + 1, end - line.find('\'') - 1));
  return all;
}

TEST_CASE("Each command teaches itself with examples") {
  const House house;
  const std::set<std::string> all = commands(house);
  CHECK(all.size() == 65);
  for (const char* one :
       {"account add", "case open", "case escalate", "inbox answer", "pay", "watch", "policy set", "restore"})
    CHECK(all.count(one) == 1);
  for (const std::string& command : all) {
    Words words = split(command);
    words.emplace_back("--help");
    const Outcome help = house.ctl(words);
    INFO(command);
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK(help.out.find("Usage: gracectl " + command) != std::string::npos);
    CHECK(help.out.find("\n\nExamples:\n  ") != std::string::npos);
    CHECK(help.out.find("gracectl ") != std::string::npos);
  }
  CHECK(house.ctl({"--help"}).out.find("Exit codes: 0 done; 1 ") != std::string::npos);
  CHECK(house.ctl({"--version"}).out.rfind("gracectl ", 0) == 0);
}

// The row of the manual's tables that is about a command; empty where there is none.
std::string row_of(const std::string& page, const std::string& command) {
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);)
    for (const char* end : {"`", " "})
      if (line.rfind("| `", 0) == 0 && line.find("`" + command + end) != std::string::npos) return line;
  return {};
}

TEST_CASE("The manual names each command, and each of its options beside it") {
  const House house;
  const std::string page = text_of(GRACEGATE_VECTORS "/../../docs/operators/gracectl.md");
  const std::string between = "') commands='' options='";
  std::istringstream script(house.ctl({"completion", "bash"}).out);
  int looked = 0;
  for (std::string line; std::getline(script, line);) {
    const std::size_t end = line.find(between);
    if (end == std::string::npos) continue;
    const std::size_t start = line.find('\'') + 1;
    const std::size_t options = end + between.size();
    const std::string row = row_of(page, line.substr(start, end - start));
    for (const std::string& option : split(line.substr(options, line.rfind('\'') - options))) {
      INFO(line.substr(start, end - start) << " " << option);
      CHECK((option == "--help" || row.find("`" + option) != std::string::npos));
      ++looked;
    }
  }
  CHECK(looked > 80);
}

TEST_CASE("The shell completes commands and options where they may stand") {
  const House house;
  write_file(house.path("gracectl.bash"), house.ctl({"completion", "bash"}).out);
  const auto completed = [&](const std::string& words, int at) {
    Child shell("/bin/bash",
                {"-c", "source " + house.path("gracectl.bash") + "; COMP_WORDS=(" + words +
                           "); COMP_CWORD=" + std::to_string(at) + "; _gracectl; echo \"${COMPREPLY[*]}\""},
                {"PATH=/usr/bin:/bin"}, "/dev/null", house.path("shell.log"));
    const std::string line = shell.line();
    CHECK(shell.wait() == 0);
    CHECK(text_of(house.path("shell.log")).empty());
    return split(line);
  };
  CHECK(completed("gracectl acc", 1) == Words{"account"});
  CHECK(completed("gracectl --json case ex", 3) == Words{"extend"});
  CHECK(completed("gracectl case extend c_1 --un", 4) == Words{"--until"});
  CHECK(completed("gracectl case extend --js", 3) == Words{"--json"});
  CHECK(completed("gracectl case open case --in", 4) == Words{"--invoice"});
}

TEST_CASE("Completion exists for three shells") {
  const House house;
  CHECK(house.ctl({"completion", "zsh"}).out.find("bashcompinit") != std::string::npos);
  const std::string fish = house.ctl({"completion", "fish"}).out;
  CHECK(fish.find("complete -c gracectl -n '__gracectl_at case extend' -l until") != std::string::npos);
}

}  // namespace
}  // namespace gracegate::ctl_test
