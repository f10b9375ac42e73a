// What a gate must not do in a process that is not its own: write where nobody asked it to, and go by a
// locale.
#include <fcntl.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <locale>

#include "tests/client/host/host.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

std::string text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What is written to stdout and stderr while it lives goes into a file.
class Captured {
 public:
  explicit Captured(const std::string& path) {
    std::fflush(nullptr);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    for (int fd = 0; fd < 2; ++fd) {
      before_[fd] = ::dup(fd + 1);
      ::dup2(file, fd + 1);
    }
    ::close(file);
  }
  ~Captured() {
    std::fflush(nullptr);
    for (int fd = 0; fd < 2; ++fd) {
      ::dup2(before_[fd], fd + 1);
      ::close(before_[fd]);
    }
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;

 private:
  int before_[2]{};
};

// "1.764.000.000" for numbers, as in German; in C's functions Turkish, where this machine has it.
class ForeignLocale {
 public:
  ForeignLocale()
      : before_(std::locale::global(std::locale(std::locale(), new Grouped))),
        c_before_(std::setlocale(LC_ALL, nullptr)) {
    (void)std::setlocale(LC_ALL, "tr_TR.UTF-8");
  }
  ~ForeignLocale() {
    std::locale::global(before_);
    (void)std::setlocale(LC_ALL, c_before_.c_str());
  }
  ForeignLocale(const ForeignLocale&) = delete;
  ForeignLocale& operator=(const ForeignLocale&) = delete;

 private:
  class Grouped : public std::numpunct<char> {
    char do_thousands_sep() const override { return '.'; }
    char do_decimal_point() const override { return ','; }
    std::string do_grouping() const override { return "\3"; }
  };

  std::locale before_;
  std::string c_before_;
};

// Learns what the server says, is then told to wait, and closes. Returns what it kept, and how long it waits.
std::pair<std::string, Engine::Wait> live() {
  Host host(Mode::read_only);
  FaultServer server(host.vendor.server());
  const TemporaryFolder folder;
  const auto engine = World::open([&] {
    Config config = host.vendor.config(server.url(), host.clock, folder.file("gate"));
    config.transport = nullptr;
    return config;
  }());
  for (int i = 0; i < 2; ++i) (void)engine->sync();
  server.become(Fault::too_many);
  const Engine::Wait wait = engine->sync();
  engine->close();
  return {text_of_file(folder.file("gate")), wait};
}

}  // namespace

TEST_CASE("Nothing is written to stdout and stderr, whatever happens") {
  const TemporaryFolder folder;
  {
    const Captured captured(folder.file("said"));
    for (std::FILE* const stream : {stdout, stderr}) (void)std::fputs("this test\n", stream);
    for (const FaultRow& row : kFaults) {
      if (row.fault == Fault::black_hole || row.fault == Fault::drips)
        continue;  // say nothing before they end
      Host host(Mode::read_only);
      FaultServer server(host.vendor.server(), &identities());
      server.become(row.fault);
      std::ofstream(folder.file("gate")) << "garbage";
      Config config = host.vendor.config(server.url(), host.clock, folder.file("gate"));
      config.on_transition = [](const Transition&) { throw 1; };
      const auto gate = Gate::open(std::move(config));
      Host::wait([&gate] { return !gate->health().last_error.empty(); });
      server.become(Fault::none);
    }
  }
  CHECK(text_of_file(folder.file("said")) == "this test\nthis test\n");
}

TEST_CASE("The process's locale changes neither what is understood nor what is kept") {
  const auto [kept, wait] = live();
  const auto [kept_abroad, wait_abroad] = [] {
    const ForeignLocale abroad;
    return live();
  }();
  CHECK(kept.find("\nend ") != std::string::npos);
  CHECK(kept_abroad == kept);
  CHECK(wait == std::chrono::seconds(7));
  CHECK(wait_abroad == wait);
}
