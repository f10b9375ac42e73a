#include "server/config.hpp"

#include <fstream>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate::server;

namespace {

struct Said {
  Parsed parsed;
  std::string out, err;
};

Said parse(std::vector<const char*> words) {
  words.insert(words.begin(), "gracegated");
  std::ostringstream out, err;
  Parsed parsed = parse_command_line(static_cast<int>(words.size()), words.data(), out, err);
  return {std::move(parsed), out.str(), err.str()};
}

}  // namespace

TEST_CASE("A mistake on the command line is named in one line, says where help is, and the exit code is 2") {
  struct Row {
    std::vector<const char*> words;
    const char* complaint;
  };
  const Row rows[] = {
      {{}, "give a command; see gracegated --help"},
      {{"serv"}, "serv is not known here; see gracegated --help"},
      {{"--prduct", "x", "serve"}, "--prduct is not known here; see gracegated serve --help"},
      {{"serve"}, "--data is required; see gracegated serve --help"},
      {{"serve", "--prduct", "x"}, "--prduct is not known here; see gracegated serve --help"},
      {{"serve", "--data", "d", "--prduct", "x"}, "--prduct is not known here; see gracegated serve --help"},
      {{"serve", "--data", "d", "--prduct=x", "y"},
       "--prduct=x is not known here; see gracegated serve --help"},
      {{"serve", "--prduct", "x", "--max-connections", "many"},
       "--prduct is not known here; see gracegated serve --help"},
      {{"serve", "--data", "d", "more"}, "more is not known here; see gracegated serve --help"},
      {{"serve", "--data"}, "--data: 1 required DIR missing; see gracegated serve --help"},
      {{"serve", "--data", "d", "--listen", "8080"}, "--listen: give HOST:PORT, for example 127.0.0.1:8080"},
      {{"serve", "--data", "d", "--tls-cert", "c"}, "--tls-cert and --tls-key go together: give both"},
      {{"serve", "--data", "d", "--product", ""}, "--product: give 1 to 128 characters, or leave it out"},
      {{"serve", "--data", "d", "--pay-url", "https://pay.example/{acount}"},
       "--pay-url: {account} is the only placeholder there is"},
      {{"serve", "--data", "d", "--contact-name", "Ada\nByron"},
       "--contact-name: give one line of at most 200 bytes of UTF-8"},
      {{"serve", "--data", "d", "--contact-email", "ada"},
       "--contact-email must be one mail address of at most 254 bytes, for example ada@example.com"},
      {{"serve", "--data", "d", "--contact-phone", "call Ada"},
       "--contact-phone must be one telephone number: at most 32 digits, spaces and + - ( ) . /, for example "
       "+49 30 1234567"},
      {{"routes", "--all"}, "--all is not known here; see gracegated routes --help"},
  };
  for (const Row& row : rows) {
    const Said said = parse(row.words);
    CHECK(said.err == "gracegated: " + std::string(row.complaint) + "\n");
    CHECK(said.out.empty());
    CHECK(said.parsed.exit_code == 2);
    CHECK_FALSE(said.parsed.config);
  }
}

TEST_CASE("Options stand in a file as well, and a name in it that is not known is told") {
  const gracegate::test::TemporaryFolder folder;
  const std::string file = folder.file("gracegated.toml");
  std::ofstream(file) << "data = \"d\"\nproduct = \"notes\"\n";
  const Said said = parse({"serve", "--config", file.c_str()});
  REQUIRE(said.parsed.config);
  CHECK(said.parsed.config->product == "notes");
  std::ofstream(file, std::ios::app) << "prduct = \"x\"\n";
  CHECK(parse({"serve", "--config", file.c_str()}).err ==
        "gracegated: --config: prduct is not known there; see gracegated serve --help\n");
}

TEST_CASE("Help and version go to the output, and the exit code is 0") {
  for (const char* asked : {"--help", "--version"}) {
    const Said said = parse({asked});
    CHECK(said.out.find("gracegated") != std::string::npos);
    CHECK(said.err.empty());
    CHECK(said.parsed.exit_code == 0);
    CHECK_FALSE(said.parsed.config);
  }
  CHECK(parse({"serve", "--help"}).out.find("--listen") != std::string::npos);
}

TEST_CASE("Host and port are taken apart, also those of IPv6") {
  const auto config = [](const char* listen) {
    const Said said = parse({"serve", "--data", "d", "--listen", listen});
    REQUIRE(said.parsed.config);
    return std::pair(said.parsed.config->host, said.parsed.config->port);
  };
  CHECK(config("127.0.0.1:8080") == std::pair<std::string, int>("127.0.0.1", 8080));
  CHECK(config("[::1]:0") == std::pair<std::string, int>("::1", 0));
  CHECK(config("example.com:65535") == std::pair<std::string, int>("example.com", 65535));
  for (const char* wrong : {"", ":80", "h:", "h:65536", "h:-1", "h:x"})
    CHECK_FALSE(parse({"serve", "--data", "d", "--listen", wrong}).parsed.config);
}
