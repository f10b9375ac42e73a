// Command lines that end before any server is asked.
#include <sstream>

#include "server/ctl/gracectl.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl {
namespace {

struct Said {
  Exit code;
  std::string out, err;
};

Said run_line(std::vector<const char*> words) {
  words.insert(words.begin(), "gracectl");
  // An address that fails the test rather than reach a server of somebody's: it is refused before any use.
  words.insert(words.end(), {"--server", "http://gracegate.invalid"});
  std::ostringstream out, err;
  const Exit code = run(static_cast<int>(words.size()), words.data(), {}, out, err);
  return {code, out.str(), err.str()};
}

TEST_CASE("What cannot be right is refused with one line that names it") {
  struct Line {
    std::vector<const char*> words;
    const char* names;
  };
  for (const Line& line : std::vector<Line>{
           {{}, "give a command"},
           {{"bogus"}, "bogus"},
           {{"account"}, "give a command"},
           {{"account", "bogus"}, "bogus"},
           {{"account", "add", "acme"}, "--name"},
           {{"account", "add", "--name", "x"}, "ACCOUNT"},
           {{"account", "add", "acme", "--name", "x", "--name", "y"}, "--name"},
           {{"account", "add", "acme", "other", "--name", "x"}, "other"},
           {{"account", "add", "acme", "--name", "x", "--colour", "red"}, "--colour"},
           {{"account", "add", "", "--name", "x"}, "ACCOUNT"},
           {{"account", "add", "acme", "--name", "x", "--contact", "ada"}, "--contact"},
           {{"account", "change", "acme"}, "--name"},
           {{"account", "change", "acme", "--no-contacts", "--contact", "billing:a:b"}, "--contact"},
           {{"case", "open", "acme", "--why", "x"}, "--reason"},
           {{"case", "open", "acme", "--reason", "spite", "--why", "x"}, "--reason"},
           {{"case", "open", "acme", "--reason", "other"}, "--why"},
           {{"case", "open", "acme", "--reason", "other", "--why", " "}, "--why"},
           {{"case", "open", "acme", "--reason", "other", "--why", "x", "--invoice", "1"}, "--invoice"},
           {{"case", "extend", "c_1", "--why", "x"}, "--until"},
           {{"case", "extend", "c_1", "--why", "x", "--days", "0"}, "--days"},
           {{"case", "extend", "c_1", "--why", "x", "--days", "732"}, "--days"},
           {{"case", "extend", "c_1", "--why", "x", "--days", "two"}, "--days"},
           {{"case", "extend", "c_1", "--why", "x", "--days", "1", "--until", "2026-12-06T00:00:00Z"},
            "--days"},
           {{"case", "extend", "c_1", "--why", "x", "--until", "2026-12-06"}, "--until"},
           {{"case", "hold", "c_1", "--why", "x", "--days", "1"}, "--reason"},
           {{"case", "settle", "c_1", "--why", "x", "--days", "1"}, "--days"},
           {{"case", "settle", "c/1", "--why", "x"}, "CASE"},
           {{"case", "show", ""}, "CASE"},
           {{"case", "list", "--state", "shut"}, "--state"},
           {{"pay", "acme", "--payment", "P"}, "--amount"},
           {{"pay", "acme", "--payment", "P", "--amount", "5"}, "--currency"},
           {{"pay", "acme", "--amount", "5", "--currency", "USD"}, "--payment"},
           {{"standing", "acme", "--at", "yesterday"}, "--at"},
           {{"banner", "acme", "--role", "boss"}, "--role"},
           {{"simulate", "--policy", "no such", "--zone", "UTC"}, "--policy"},
           {{"simulate"}, "--policy"},
           {{"policy", "set", "x", "--why", "y", "--file", "/nonexistent"}, "--file"},
           {{"policy", "set", "x", "--countdown-days", "many", "--why", "y"}, "--countdown-days"},
           {{"policy", "set", "x", "--days", "mon,someday", "--why", "y"}, "--days"},
           {{"audit", "list", "--after", "-1"}, "--after"},
           {{"audit", "list", "--after", "9007199254740992"}, "--after"},
           {{"watch", "--after", "x"}, "--after"},
           {{"audit", "verify", "--expect", ""}, "--expect"},
           {{"audit", "verify", "--expect", "7"}, "--expect"},
           {{"audit", "verify", "--expect", "7:"}, "--expect"},
           {{"audit", "verify", "--expect", ":hash"}, "--expect"},
           {{"audit", "verify", "--expect", "0:hash"}, "--expect"},
           {{"audit", "verify", "--expect", "-1:hash"}, "--expect"},
           {{"audit", "verify", "--expect", "9007199254740992:hash"}, "--expect"},
           {{"key", "create", "--kind", "master", "--name", "x", "--why", "y"}, "--kind"},
           {{"key", "create", "--kind", "person", "--name", "x", "--why", "y"}, "--role"},
           {{"key", "create", "--kind", "account", "--name", "x", "--why", "y"}, "--account"},
           {{"key", "create", "--kind", "product", "--name", "x", "--why", "y", "--expires", "never"},
            "--expires"},
           {{"key", "rotate", "--why", "x"},
            "rotate is not known here, but gracectl keys knows it; see gracectl key -"},
           {{"keys", "create", "--kind", "product"},
            "create is not known here, but gracectl key knows it; see gracectl keys -"},
           {{"keys", "bogus"}, "bogus is not known here; see gracectl keys --help"},
           {{"enforcement", "suspend", "--reason", "x", "--why", "y"}, "--until"},
           {{"restore", "/nonexistent", "--data", "/nonexistent"}, "/nonexistent"},
           {{"completion", "tcsh"}, "SHELL"},
           {{"account", "list"}, "--server"},
       }) {
    const Said said = run_line(line.words);
    INFO(said.err);
    CHECK(said.code == Exit::bad_input);
    CHECK(said.out.empty());
    CHECK(said.err.rfind("gracectl: ", 0) == 0);
    CHECK(said.err.find(line.names) != std::string::npos);
    CHECK(said.err.find('\n') == said.err.size() - 1);
  }
}

TEST_CASE("An error repeats at most a piece of what was typed, and nothing that a terminal obeys") {
  const std::string long_word = "x\x1b[31m\u202E" + std::string(100000, 'y');
  const Said said = run_line({"account", "list", long_word.c_str()});
  CHECK(said.code == Exit::bad_input);
  CHECK(said.err.size() < 1100);
  CHECK(said.err.find('\x1b') == std::string::npos);
  CHECK(said.err.find("\u202E") == std::string::npos);
}

TEST_CASE("A token that would break a header is refused") {
  for (const char* token : {"a b", "a\nb", "a\r\nX-Evil: 1", "é"}) {
    std::ostringstream out, err;
    const char* words[] = {"gracectl", "--server", "http://127.0.0.1:9", "--token", token, "account", "list"};
    CHECK(run(7, words, {}, out, err) == Exit::bad_input);
    CHECK(err.str().find("--token") != std::string::npos);
  }
}

TEST_CASE("Tokens are not sent over plain http to another machine") {
  for (const char* server : {"http://grace.example.com", "ftp://127.0.0.1", "127.0.0.1:8080", "", "https://",
                             "https://user@host", "https://host?x"}) {
    std::ostringstream out, err;
    const char* words[] = {"gracectl", "--server", server, "account", "list"};
    INFO(server);
    CHECK(run(5, words, {}, out, err) == Exit::bad_input);
    CHECK(err.str().find("--server") != std::string::npos);
  }
}

TEST_CASE("Help and version are answers, not errors") {
  for (const std::vector<const char*>& words :
       std::vector<std::vector<const char*>>{{"--version"},
                                             {"--help"},
                                             {"account", "--help"},
                                             {"case", "open", "--help"},
                                             {"case", "open", "-h"}}) {
    const Said said = run_line(words);
    CHECK(said.code == Exit::ok);
    CHECK_FALSE(said.out.empty());
    CHECK(said.err.empty());
  }
}

TEST_CASE("The help of SDK keys and of signing keys names the other") {
  CHECK(run_line({"key", "--help"}).out.find("signing keys: gracectl keys") != std::string::npos);
  CHECK(run_line({"keys", "--help"}).out.find("SDK keys: gracectl key)") != std::string::npos);
}

TEST_CASE("Each kind of error has its exit code") {
  for (const auto& [code, exit] : {std::pair{ErrorCode::invalid_argument, Exit::bad_input},
                                   {ErrorCode::malformed, Exit::bad_input},
                                   {ErrorCode::too_large, Exit::bad_input},
                                   {ErrorCode::untrusted, Exit::refused},
                                   {ErrorCode::outdated, Exit::refused},
                                   {ErrorCode::not_found, Exit::refused},
                                   {ErrorCode::conflict, Exit::refused},
                                   {ErrorCode::internal, Exit::refused},
                                   {ErrorCode::forbidden, Exit::not_allowed},
                                   {ErrorCode::unavailable, Exit::not_reachable}})
    CHECK(exit_of({code, "", ""}) == exit);
}

}  // namespace
}  // namespace gracegate::ctl
