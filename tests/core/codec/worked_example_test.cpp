// The pages in docs/formats show what the vectors hold.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("The worked example of each format's page is the vector that it names") {
  const std::filesystem::path vectors = GRACEGATE_VECTORS;
  const std::filesystem::path pages = vectors.parent_path().parent_path() / "docs" / "formats";
  const auto vector = [&](const char* file) { return nlohmann::json::parse(content_of(vectors / file)); };
  const auto shows = [&](const char* page, const std::string& line) {
    return content_of(pages / page).find("\n" + line + "\n") != std::string::npos;
  };
  CHECK(shows("notice.md", vector("notices/full.json").at("jws")));
  CHECK(shows("keyset.md", vector("keysets/two-keys.json").at("jws")));
  CHECK(shows("keyset.md", vector("keysets/succession.json").at("jws")));
  CHECK(shows("keyset.md", vector("keysets/succession.json").at("expected").at("successions").at(0)));
  const std::string body = vector("feeds/change.json").at("body");
  const auto answer = nlohmann::json::parse(body);
  CHECK(shows("feed.md", answer.at("head")));
  CHECK(shows("feed.md", answer.at("notices").at(0)));
  CHECK(shows(
      "receipt.md",
      nlohmann::ordered_json::parse(content_of(vectors / "receipts/current.json")).at("expected").dump()));
}

}  // namespace gracegate
