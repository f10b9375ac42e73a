// A program of ours, started by a test.
#ifndef GRACEGATE_TESTS_E2E_CTL_CHILD_HPP
#define GRACEGATE_TESTS_E2E_CTL_CHILD_HPP

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

namespace gracegate::ctl_test {

using Words = std::vector<std::string>;

// Its standard output is read line by line; its errors go to a file. A resource: what still runs is killed.
class Child {
 public:
  // `input`: file for the standard input. `environment`: "NAME=value", and nothing else is in it.
  Child(const std::string& program, const Words& arguments, const Words& environment,
        const std::string& input, const std::string& errors);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Waits for it; without the line feed. Empty at the end of the output.
  std::string line();
  std::string rest();
  // Nobody reads its output any more.
  void stop_reading();
  void signal(int number) const;
  // Its exit code, or 1000 and the number of the signal that ended it.
  int wait();

 private:
  pid_t id_ = -1;
  int exit_code_ = -1;
  std::FILE* output_ = nullptr;
};

}  // namespace gracegate::ctl_test

#endif
