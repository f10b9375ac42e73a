#include "client/file_watch.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "core/notice_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;

namespace {

void put(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  std::ofstream(beside, std::ios::binary) << text;
  std::filesystem::rename(beside, path);
}

bool finds(FileWatch& watch, const std::string& text) {
  const auto found = watch.look();
  return found && *found && **found == text;
}

bool finds_nothing_new(FileWatch& watch) {
  const auto found = watch.look();
  return found && !*found;
}

}  // namespace

TEST_CASE("A file is found once, and again when it is another one or was taken away in between") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("notice");
  FileWatch watch(path);
  CHECK(finds_nothing_new(watch));
  put(path, "one");
  CHECK(finds(watch, "one"));
  CHECK(finds_nothing_new(watch));
  put(path, "two");  // as long as the one before
  CHECK(finds(watch, "two"));
  std::ofstream(path, std::ios::app) << " and more";
  CHECK(finds(watch, "two and more"));
  std::filesystem::remove(path);
  CHECK(finds_nothing_new(watch));
  put(path, "two");
  CHECK(finds(watch, "two"));
}

namespace {

// Nothing can be opened meanwhile; file modes would not stop a test that root runs.
class NothingOpens {
 public:
  NothingOpens() {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    const rlimit none{0, before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  }
  ~NothingOpens() { (void)::setrlimit(RLIMIT_NOFILE, &before_); }
  NothingOpens(const NothingOpens&) = delete;
  NothingOpens& operator=(const NothingOpens&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("A file that cannot be read is looked at until it can be, though nothing else of it has changed") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("notice");
  put(path, "one");
  FileWatch watch(path);
  {
    const NothingOpens nothing_opens;
    CHECK_FALSE(watch.look());
    CHECK_FALSE(watch.look());
  }
  CHECK(finds(watch, "one"));
  CHECK(finds_nothing_new(watch));
}

TEST_CASE("No more is read of a file than shows that it is too large") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("notice");
  put(path, std::string(10 * kMaxNoticeFileBytes, 'x'));
  FileWatch watch(path);
  CHECK(finds(watch, std::string(kMaxNoticeFileBytes + 1, 'x')));
}

TEST_CASE("A pipe in the file's place, also one that comes between two looks at it, holds nobody up") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("notice");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK_FALSE(FileWatch(path).look());
  CHECK_FALSE(read_regular_file(path, 10));
  put(path, "one and more");
  CHECK(read_regular_file(path, 3) == "one");
}
