#include "tests/e2e/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace e2e {
namespace {

std::vector<char*> pointers_to(Words& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

Words whole_environment(const Words& more) {
  Words all = more;  // the first of two with one name counts
  for (char** one = environ; *one != nullptr; ++one) all.emplace_back(*one);
  return all;
}

// What the child has as standard input, output and error.
class Redirections {
 public:
  Redirections(const std::string& out, const std::string& err) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    open(STDOUT_FILENO, out);
    if (err == out)
      posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    else
      open(STDERR_FILENO, err);
  }
  ~Redirections() { posix_spawn_file_actions_destroy(&actions_); }
  Redirections(const Redirections&) = delete;
  Redirections& operator=(const Redirections&) = delete;

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  void open(int descriptor, const std::string& file) {
    posix_spawn_file_actions_addopen(&actions_, descriptor, file.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                     S_IRUSR | S_IWUSR);
  }
  posix_spawn_file_actions_t actions_;
};

pid_t spawn(const std::string& path, const Words& arguments, const Redirections& redirections,
            const Words& environment) {
  Words words{path};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Words variables = whole_environment(environment);
  pid_t id = -1;
  const int fault = posix_spawn(&id, path.c_str(), redirections.get(), nullptr, pointers_to(words).data(),
                                pointers_to(variables).data());
  if (fault != 0) throw std::runtime_error("cannot start " + path);
  return id;
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

int wait_for(pid_t id) {
  int status = 0;
  while (waitpid(id, &status, 0) < 0 && errno == EINTR) {
  }
  return code_of(status);
}

}  // namespace

Process::Process(const std::string& path, const Words& arguments, const std::string& log_file,
                 const Words& environment)
    : id_(spawn(path, arguments, Redirections(log_file, log_file), environment)) {}

bool Process::is_running() {
  if (id_ < 0) return false;
  int status = 0;
  if (waitpid(id_, &status, WNOHANG) == 0) return true;
  exit_code_ = code_of(status);
  id_ = -1;
  return false;
}

void Process::kill_hard() {
  if (id_ < 0) return;
  ::kill(id_, SIGKILL);
  wait();
}

int Process::end() {
  if (id_ >= 0) ::kill(id_, SIGTERM);
  return wait();
}

int Process::wait() {
  if (id_ >= 0) exit_code_ = wait_for(id_);
  id_ = -1;
  return exit_code_;
}

void Process::freeze() {
  if (id_ < 0) return;
  ::kill(id_, SIGSTOP);
  int status = 0;
  waitpid(id_, &status, WUNTRACED);  // from now on it does nothing any more
}

void Process::thaw() {
  if (id_ >= 0) ::kill(id_, SIGCONT);
}

Outcome run(const std::string& path, const Words& arguments, const std::string& folder,
            const Words& environment) {
  const std::string out = folder + "/run.out";
  const std::string err = folder + "/run.err";
  ::unlink(out.c_str());
  ::unlink(err.c_str());
  Outcome outcome;
  outcome.exit_code = wait_for(spawn(path, arguments, Redirections(out, err), environment));
  outcome.out = text_of_file(out);
  outcome.err = text_of_file(err);
  return outcome;
}

std::string program(const std::string& name) { return std::string(GRACEGATE_BIN) + "/" + name; }

std::string text_of_file(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool eventually(const std::function<bool()>& is_so, std::chrono::seconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // leaves the turn to those who are watched
  }
  return true;
}

}  // namespace e2e
