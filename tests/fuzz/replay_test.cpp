// What fuzzing found, and what it starts from, in every ordinary run of the tests.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/fuzz/targets.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr int kChangesPerTarget = 2000;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A few bytes exchanged, left out or doubled.
std::string changed(std::string text, std::minstd_rand& random) {
  for (unsigned times = 1 + random() % 4; times > 0 && !text.empty(); --times) {
    const std::size_t at = random() % text.size();
    switch (random() % 3) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, 1 + random() % 8);
        break;
      default:
        text.insert(at, text.substr(at, 1 + random() % 32));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("Every input that fuzzing kept is taken without harm") {
  std::size_t inputs = 0;
  for (const Target& target : targets()) {
    for (const char* kind : {"corpus", "found"}) {
      const fs::path folder = fs::path(GRACEGATE_FUZZ_FOLDER) / kind / target.name;
      if (!fs::exists(folder)) continue;
      for (const auto& file : fs::directory_iterator(folder)) {
        INFO(file.path());
        target.run(content_of(file.path()));
        ++inputs;
      }
    }
  }
  CHECK(inputs > 0);
}

TEST_CASE("Every seed, and thousands of changes to them, are taken without harm") {
  for (const Target& target : targets()) {
    const std::vector<std::string> seeds = target.seeds();
    REQUIRE_FALSE(seeds.empty());
    for (const std::string& seed : seeds) target.run(seed);
    std::minstd_rand random(1);
    for (int i = 0; i < kChangesPerTarget; ++i) {
      const std::string input = changed(seeds[random() % seeds.size()], random);
      INFO(target.name << ": " << Catch::Detail::stringify(input));
      target.run(input);
    }
  }
}

}  // namespace gracegate::fuzz
