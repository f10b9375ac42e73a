// Programs that a test starts, and what they leave behind.
#ifndef GRACEGATE_TESTS_E2E_PROCESS_HPP
#define GRACEGATE_TESTS_E2E_PROCESS_HPP

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace e2e {

using Words = std::vector<std::string>;

// A program of ours that runs in the background; its output goes to a file. A resource: it is killed with the
// object. Threads: one.
class Process {
 public:
  // `environment`: "NAME=value", on top of the test's own.
  Process(const std::string& program, const Words& arguments, const std::string& log_file,
          const Words& environment = {});
  ~Process() { kill_hard(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool is_running();
  // kill -9
  void kill_hard();
  // SIGTERM; returns the exit code, or 128 and the signal.
  int end();
  int wait();

  // Takes no turn between the two: what it would say stays unsaid.
  void freeze();
  void thaw();

 private:
  pid_t id_ = -1;  // -1: it has ended
  int exit_code_ = -1;
};

struct Outcome {
  int exit_code = -1;
  std::string out, err;
};
// Runs a program to its end. `folder`: for its output.
Outcome run(const std::string& program, const Words& arguments, const std::string& folder,
            const Words& environment = {});

// Where the programs of this build are.
std::string program(const std::string& name);
std::string text_of_file(const std::string& file);

// Asks again and again until it is so; false: it was not within a time that even a busy machine does not
// need.
inline constexpr std::chrono::seconds kPatience{60};
bool eventually(const std::function<bool()>& is_so, std::chrono::seconds patience = kPatience);

}  // namespace e2e

#endif
