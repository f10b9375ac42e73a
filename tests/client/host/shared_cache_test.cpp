// Several gates of one process that were given the same file for their cache.
#include <filesystem>
#include <iterator>
#include <thread>

#include "tests/client/host/host.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

std::ptrdiff_t files_in(const std::string& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), {});
}

}  // namespace

TEST_CASE("Gates of one product with the same cache file save in turns, and a restart finds a whole one") {
  Host host(Mode::read_only);
  const TemporaryFolder folder;
  const auto open = [&] {
    Config config = host.config_in_memory();
    config.cache_file = folder.file("gate");
    return World::open(std::move(config));
  };
  const auto save_often = [](const std::shared_ptr<Engine>& engine) {
    for (int i = 0; i < 25; ++i) {
      (void)engine->sync();
      engine->close();  // saves
    }
  };
  std::thread threads[] = {std::thread(save_often, open()), std::thread(save_often, open()),
                           std::thread(save_often, open()), std::thread(save_often, open())};
  for (std::thread& thread : threads) thread.join();
  const auto engine = open();
  CHECK(engine->standing("acme").provenance == Provenance::cached);
  CHECK_FALSE(engine->allows("acme", Operation::write));
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE(
    "Of gates of two products with the same cache file, each start sets the other's aside and says so") {
  Host host(Mode::read_only);
  const TemporaryFolder folder;
  Lines lines;
  const auto open = [&](const std::string& product) {
    Config config = host.config_in_memory();
    config.product = product;
    config.cache_file = folder.file("gate");
    config.log = lines.log();
    return World::open(std::move(config));
  };
  {
    const auto engine = open("notes");
    for (int i = 0; i < 2; ++i) (void)engine->sync();
    CHECK_FALSE(engine->allows("acme", Operation::write));
    engine->close();
  }
  const auto other = open("mail");
  CHECK(other->allows("acme", Operation::write));
  CHECK(lines.has("cache belongs to another product or account: give each gate its own file"));
  CHECK(std::filesystem::exists(folder.file("gate.bad")));
}
