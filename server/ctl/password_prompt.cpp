#include "server/ctl/password_prompt.hpp"

#include <termios.h>

#include <cstdio>
#include <memory>

#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// Switches the echo off, and signals from the keyboard, so that it is always switched on again.
class Unseen {
 public:
  explicit Unseen(int terminal) : terminal_(terminal), is_changed_(::tcgetattr(terminal, &before_) == 0) {
    if (!is_changed_) return;
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    ::tcsetattr(terminal_, TCSAFLUSH, &unseen);
  }
  ~Unseen() {
    if (is_changed_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  int terminal_;
  termios before_ = {};
  bool is_changed_;
};

}  // namespace

Result<std::string> ask_password(const std::string& question) {
  const std::unique_ptr<std::FILE, Close> terminal(std::fopen("/dev/tty", "r+e"));
  if (!terminal) return bad_input("there is no terminal to ask at: give the password with --password-stdin");
  std::fprintf(terminal.get(), "%s: ", question.c_str());
  std::fflush(terminal.get());
  char line[1002] = "";
  {
    const Unseen unseen(::fileno(terminal.get()));
    if (std::fgets(line, sizeof line, terminal.get()) == nullptr) line[0] = '\0';
  }
  std::fprintf(terminal.get(), "\n");
  std::string password = line;
  while (!password.empty() && (password.back() == '\n' || password.back() == '\r')) password.pop_back();
  if (password.empty()) return bad_input("give a password");
  return password;
}

}  // namespace gracegate::ctl
