// gracectl login: a personal token for name and password.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/code_points.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/password_prompt.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::size_t kMaxPassword = 1000;

struct LoginInput {
  std::string user;
  bool reads_stdin = false;
};

// The first line of the standard input.
Result<std::string> password_from_input() {
  std::string text(kMaxPassword + 2, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  text.resize(std::min(text.find('\n'), text.size()));
  if (text.empty()) return bad_input("--password-stdin: the input is empty");
  if (text.size() > kMaxPassword) return bad_input("--password-stdin: give at most 1000 bytes in one line");
  return text;
}

Result<void> log_in(const Session& session, const LoginInput& input) {
  const auto user = sentence("USER", input.user, 200);
  if (!user) return user.error();
  const auto password =
      input.reads_stdin ? password_from_input() : ask_password("Password of " + one_line(*user));
  if (!password) return password.error();
  const auto token = ask_for_secret(session, "/v1/login", {{"user", *user}, {"password", *password}});
  if (!token) return token.error();
  if (session.wants_json) return (print_json(session, *token), Result<void>());
  session.out << one_line(text_at(*token, "token")) << "\n" << std::flush;
  session.notes << one_line("role " + text_at(*token, "role") + ", until " + text_at(*token, "expires_at") +
                            "; put it into GRACEGATE_TOKEN")
                << "\n";
  return {};
}

}  // namespace

void add_login_command(Commands& commands) {
  auto input = std::make_shared<LoginInput>();
  CLI::App& command = commands.add(commands.root(),
                                   {"login", "Get a token for 12 hours; it stands alone on the output",
                                    "export GRACEGATE_TOKEN=$(gracectl login ada)\n"
                                    "gracectl login ada --password-stdin < password.txt"},
                                   [input](const Session& session) { return log_in(session, *input); });
  command.add_option("USER", input->user, "Your name on the server")->required();
  command.add_flag("--password-stdin", input->reads_stdin,
                   "Read the password from the input instead of asking at the terminal");
}

}  // namespace gracegate::ctl
