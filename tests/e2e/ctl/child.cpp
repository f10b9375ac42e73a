#include "tests/e2e/ctl/child.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace gracegate::ctl_test {
namespace {

std::vector<char*> pointers(const Words& words) {
  std::vector<char*> out;
  for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

// What the child begins with: input and errors in files, output in a pipe, signals as at log-in.
class Start {
 public:
  Start(const std::string& input, const std::string& errors, int output) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, 0, input.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, output, 1);
    posix_spawn_file_actions_addopen(&files_, 2, errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawnattr_init(&attributes_);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    sigemptyset(&all);
    posix_spawnattr_setsigmask(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~Start() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;

  posix_spawn_file_actions_t files_ = {};
  posix_spawnattr_t attributes_ = {};
};

}  // namespace

Child::Child(const std::string& program, const Words& arguments, const Words& environment,
             const std::string& input, const std::string& errors) {
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  Words words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const Start start(input, errors, ends[1]);
  const int failed = posix_spawn(&id_, program.c_str(), &start.files_, &start.attributes_,
                                 pointers(words).data(), pointers(environment).data());
  close(ends[1]);
  output_ = fdopen(ends[0], "r");
  if (failed != 0) throw std::runtime_error("cannot start " + program);
}

Child::~Child() {
  if (id_ > 0) kill(id_, SIGKILL);
  wait();
  stop_reading();
}

std::string Child::line() {
  std::string text;
  for (int c = 0; output_ != nullptr && (c = std::fgetc(output_)) != EOF && c != '\n';)
    text.push_back(static_cast<char>(c));
  return text;
}

std::string Child::rest() {
  std::string text;
  for (int c = 0; output_ != nullptr && (c = std::fgetc(output_)) != EOF;)
    text.push_back(static_cast<char>(c));
  return text;
}

void Child::stop_reading() {
  if (output_ != nullptr) std::fclose(output_);
  output_ = nullptr;
}

void Child::signal(int number) const {
  if (id_ > 0) kill(id_, number);
}

int Child::wait() {
  if (id_ <= 0) return exit_code_;
  int status = 0;
  waitpid(id_, &status, 0);
  id_ = -1;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  return exit_code_;
}

}  // namespace gracegate::ctl_test
