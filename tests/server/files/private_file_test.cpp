#include "server/files/private_file.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::server;
using gracegate::test::TemporaryFolder;

namespace {

using Write = Result<void> (*)(const std::string&, std::string_view);

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> names_in(const TemporaryFolder& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    names.insert(entry.path().filename().string());
  return names;
}

// The status of a child that may write a kilobyte and does `act`.
int status_of_child(void (*on_too_large)(int), const std::function<bool()>& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit none{0, 0};
    const rlimit kilobyte{1024, 1024};
    ::setrlimit(RLIMIT_CORE, &none);
    ::setrlimit(RLIMIT_FSIZE, &kilobyte);
    std::signal(SIGXFSZ, on_too_large);
    ::_exit(act() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("What is written is whole and for this user alone, whatever the mask of the process") {
  const mode_t before = ::umask(0);
  for (const Write write : {write_private_file, replace_private_file}) {
    const TemporaryFolder folder;
    const std::string bytes = std::string(100'000, 'x') + '\0' + "end";
    REQUIRE(write(folder.file("key"), bytes));
    CHECK(text_of(folder.file("key")) == bytes);
    struct stat found = {};
    REQUIRE(::stat(folder.file("key").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    CHECK(names_in(folder) == std::set<std::string>{"key"});
  }
  ::umask(before);
}

TEST_CASE("A new file replaces none, and one that replaces leaves nothing of what was there") {
  const TemporaryFolder folder;
  REQUIRE(write_private_file(folder.file("key"), "the first, which is longer"));
  const auto refused = write_private_file(folder.file("key"), "another");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK(text_of(folder.file("key")) == "the first, which is longer");
  REQUIRE(replace_private_file(folder.file("key"), "another"));
  CHECK(text_of(folder.file("key")) == "another");
  CHECK(names_in(folder) == std::set<std::string>{"key"});
}

TEST_CASE("A link is not written through") {
  const TemporaryFolder folder;
  REQUIRE(write_private_file(folder.file("other"), "other"));
  REQUIRE(::symlink("other", folder.file("key").c_str()) == 0);
  CHECK(write_private_file(folder.file("key"), "x").error().code == ErrorCode::conflict);
  REQUIRE(replace_private_file(folder.file("key"), "x"));
  CHECK(text_of(folder.file("other")) == "other");
}

TEST_CASE("Where it cannot be written, nothing is left and what was there stays") {
  for (const Write write : {write_private_file, replace_private_file}) {
    const TemporaryFolder folder;
    CHECK(write(folder.file("no/such/folder"), "x").error().code == ErrorCode::unavailable);
    std::ofstream(folder.file("old")) << "old";
    const std::string name = write == write_private_file ? "new" : "old";
    const auto too_much = [&] { return write(folder.file(name), std::string(2048, 'x')).ok(); };
    CHECK(WEXITSTATUS(status_of_child(SIG_IGN, too_much)) == 1);
    CHECK(names_in(folder) == std::set<std::string>{"old"});
    CHECK(text_of(folder.file("old")) == "old");
  }
}

TEST_CASE("A signal in the middle of writing leaves nothing behind") {
  const TemporaryFolder folder;
  // The kernel's own answer to a file that grows too large: it comes while the file is written.
  const int status = status_of_child(
      SIG_DFL, [&] { return write_private_file(folder.file("new"), std::string(2048, 'x')).ok(); });
  CHECK(WIFSIGNALED(status));
  CHECK(names_in(folder).empty());
}
