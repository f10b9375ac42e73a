#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "client/cache_restore.hpp"
#include "client/file_cache.hpp"
#include "tests/client/world.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

struct Folder {
  std::string path = "/tmp/gracegate-cache-XXXXXX";
  Folder() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file() const { return path + "/cache"; }
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path), {}));
  }
};

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

CacheHead some_head(const World& world) {
  CacheHead head;
  head.product = "notes";
  head.time = {kStart, kStart + kHour};
  head.last_sync = kStart;
  head.keyset = sign_keyset(world.root, make_keyset(world.signer));
  head.newest = world.signed_head(world.signer, world.head(42, 0, 2));
  return head;
}

RecordRef signed_record(const World& world, const std::string& account) {
  const Notice notice = overdue_notice(account, kStart);
  return make_record(notice, sign_notice(world.signer, notice));
}

std::string some_cache(const World& world) {
  return encode_cache(some_head(world), {signed_record(world, "acme"), signed_record(world, "bolt")});
}

}  // namespace

TEST_CASE("What is written to the cache is read from it again, and verified") {
  const World world;
  const auto restored = restore_cache(some_cache(world), {world.root.key()}, "notes", "");
  REQUIRE(restored);
  CHECK(restored->place.position == Position{2, 42});
  CHECK(restored->place.issued_at == kStart);
  CHECK(restored->head.time.confirmed == kStart);
  CHECK(restored->head.time.latest == kStart + kHour);
  CHECK(restored->head.last_sync == kStart);
  REQUIRE(restored->records.size() == 2);
  CHECK(restored->records[0]->account == "acme");
  CHECK(restored->unusable == 0);
}

TEST_CASE("A cache that was cut off or changed anywhere is damaged as a whole") {
  const World world;
  const std::string whole = some_cache(world);
  for (std::size_t size = 0; size < whole.size(); size += 97)
    CHECK_FALSE(decode_cache(whole.substr(0, size)));
  CHECK_FALSE(decode_cache(whole.substr(0, whole.size() - 1)));
  CHECK_FALSE(decode_cache(whole + "x"));
  for (std::size_t i = 0; i < whole.size(); i += 41) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CAPTURE(i);
    CHECK_FALSE(decode_cache(changed));
  }
}

TEST_CASE("A cache of another product, account or root is not used") {
  const World world;
  const std::string text = some_cache(world);
  CHECK(restore_cache(text, {world.root.key()}, "other", "").error().code == ErrorCode::untrusted);
  CHECK(restore_cache(text, {world.root.key()}, "notes", "acme").error().code == ErrorCode::untrusted);
  CHECK(restore_cache(text, {TestSigner(9).key()}, "notes", "").error().code == ErrorCode::untrusted);
}

TEST_CASE("A notice in the cache that no key of ours signed is left out") {
  const World world;
  const Notice forged = overdue_notice("bolt", kStart);
  const std::string text =
      encode_cache(some_head(world),
                   {signed_record(world, "acme"), make_record(forged, sign_notice(TestSigner(9), forged))});
  const auto restored = restore_cache(text, {world.root.key()}, "notes", "");
  REQUIRE(restored);
  CHECK(restored->records.size() == 1);
  CHECK(restored->unusable == 1);
}

TEST_CASE("The cache file is replaced as a whole and its owner alone can read it") {
  const Folder folder;
  FileCache cache(folder.file());
  REQUIRE(cache.load());
  CHECK_FALSE(*cache.load());
  REQUIRE(cache.store("one"));
  REQUIRE(cache.store("two"));
  CHECK(**cache.load() == "two");
  struct stat about {};
  REQUIRE(::stat(folder.file().c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(folder.count() == 1);
}

TEST_CASE("What cannot be used is kept aside for a look, and never in the place of what was kept before") {
  const Folder folder;
  FileCache cache(folder.file());
  const auto aside = [&](int n) { return folder.file() + ".bad" + (n == 1 ? "" : std::to_string(n)); };
  for (int n = 1; n <= 9; ++n) {
    write(folder.file(), "scribble" + std::to_string(n));
    REQUIRE(cache.set_aside());
    CHECK_FALSE(*cache.load());
  }
  for (int n = 1; n <= 9; ++n) CHECK(**FileCache(aside(n)).load() == "scribble" + std::to_string(n));
  write(folder.file(), "scribble");
  CHECK(cache.set_aside().error().code == ErrorCode::unavailable);
  CHECK(**cache.load() == "scribble");
}

TEST_CASE("What is in the place of the cache and is none of ours is left as it is, and said once") {
  const Folder folder;
  const std::string file = folder.file();
  const auto kind = GENERATE(as<std::string>(), "link", "pipe", "too large", "no room aside");
  CAPTURE(kind);
  if (kind == "link") std::filesystem::create_symlink("elsewhere", file);
  if (kind == "pipe") REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  if (kind == "too large" || kind == "no room aside") write(file, "x");
  if (kind == "too large") std::filesystem::resize_file(file, 513u * 1024 * 1024);  // a hole: takes no room
  if (kind == "no room aside")
    for (const char* n : {"", "2", "3", "4", "5", "6", "7", "8", "9"}) write(file + ".bad" + n, "");
  struct stat before {};
  REQUIRE(::lstat(file.c_str(), &before) == 0);
  World world;
  Config config = world.config();
  config.cache = nullptr;
  config.cache_file = file;
  const auto engine = World::open(std::move(config));
  REQUIRE(world.log.size() == 1);
  CHECK(world.log[0].find("going on without one") != std::string::npos);
  for (const auto& answer : {world.keys(), world.complete(10, {overdue_notice("acme", kStart)})}) {
    world.transport->then(answer);
    (void)engine->sync();
  }
  (void)engine->tick();
  engine->close();
  CHECK(engine->standing("acme").mode == Mode::countdown);
  struct stat after {};
  REQUIRE(::lstat(file.c_str(), &after) == 0);
  CHECK(after.st_ino == before.st_ino);
  CHECK(after.st_size == before.st_size);
}

TEST_CASE("A folder of the cache that is missing is said, and used as soon as it is there") {
  const Folder folder;
  World world;
  Config config = world.config();
  config.cache = nullptr;
  config.cache_file = folder.path + "/later/cache";
  const auto engine = World::open(std::move(config));
  REQUIRE(world.log.size() == 1);
  CHECK(world.log[0].find("create " + folder.path + "/later/") != std::string::npos);
  for (const auto& answer : {world.keys(), world.complete(10, {overdue_notice("acme", kStart)})}) {
    world.transport->then(answer);
    (void)engine->sync();
  }
  (void)engine->tick();
  CHECK(engine->health().last_error.find("cannot write") != std::string::npos);
  std::filesystem::create_directory(folder.path + "/later");
  world.advance(Seconds(5));
  (void)engine->tick();
  CHECK(std::filesystem::exists(folder.path + "/later/cache"));
}

TEST_CASE("A disk that is full leaves the old cache as it was, and no litter") {
  const Folder folder;
  FileCache cache(folder.file());
  REQUIRE(cache.store("what was held"));
  // A limit on the size of files stands for the full disk: the write stops half-way.
  const auto before = ::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit small{1000, limit.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto stored = cache.store(std::string(5000, 'x'));
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  ::signal(SIGXFSZ, before);
  REQUIRE_FALSE(stored);
  CHECK(stored.error().code == ErrorCode::unavailable);
  CHECK(**cache.load() == "what was held");
  CHECK(folder.count() == 1);
}

TEST_CASE(
    "A symbolic link, a folder or a pipe in place of the cache is not followed, and nothing hangs on it") {
  const Folder folder;
  write(folder.path + "/elsewhere", "precious");
  REQUIRE(::symlink((folder.path + "/elsewhere").c_str(), folder.file().c_str()) == 0);
  CHECK_FALSE(FileCache(folder.file()).load());
  std::ifstream elsewhere(folder.path + "/elsewhere");
  std::string text;
  elsewhere >> text;
  CHECK(text == "precious");
  CHECK_FALSE(FileCache(folder.path).load());
  REQUIRE(::mkfifo((folder.path + "/pipe").c_str(), 0600) == 0);
  CHECK_FALSE(FileCache(folder.path + "/pipe").load());
}
