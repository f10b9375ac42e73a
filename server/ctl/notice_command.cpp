// gracectl account notice: what a product that cannot reach the server is given by hand.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <sstream>

#include "core/code_points.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/local_file.hpp"
#include "server/files/private_file.hpp"

namespace gracegate::ctl {
namespace {

struct NoticeInput {
  std::string account, why, file;
  std::optional<int> valid_days;
};

Result<Json> signed_notice(const Session& session, const NoticeInput& input) {
  const auto segment = account_segment(input.account);
  if (!segment) return segment.error();
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  Json body = {{"why", *why}};
  if (input.valid_days) body["valid_days"] = *input.valid_days;
  return change(session, "POST", "/v1/accounts/" + *segment + "/notice", body);
}

void print_lines(std::ostream& out, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out << one_line(line) << "\n";
}

Result<void> write_notice(const Session& session, const NoticeInput& input) {
  if (!input.file.empty())
    if (const auto free = check_free(input.file); !free) return free;
  const auto notice = signed_notice(session, input);
  if (!notice) return notice.error();
  const std::string text = text_at(*notice, "notice_file");
  if (!input.file.empty())
    if (const auto written = server::write_private_file(input.file, text); !written)
      return Error{ErrorCode::conflict, written.error().message, ""};
  if (session.wants_json) return (print_json(session, *notice), Result<void>());
  if (input.file.empty()) print_lines(session.out, text);
  session.notes << one_line("signed for " + text_at(*notice, "account") + ", good until " +
                            text_at(*notice, "expires_at"))
                << "\nonce that product reaches this server, the notice that it gets from there takes the "
                   "place of this "
                   "one\n";
  return {};
}

}  // namespace

void add_notice_command(Commands& commands, CLI::App& group) {
  auto input = std::make_shared<NoticeInput>();
  CLI::App& command = commands.add(
      group,
      {"notice", "Sign a notice that is carried to a product which cannot reach the server",
       "gracectl account notice acme --why \"paid today; their machine has no network\"\n"
       "gracectl account notice acme --valid-days 365 --out acme-notice.txt --why \"contract until May\""},
      [input](const Session& session) { return write_notice(session, *input); });
  command.add_option("ACCOUNT", input->account, "Whose product it is for; after -- if it begins with a dash")
      ->required();
  command
      .add_option("--valid-days", input->valid_days,
                  "How long it is good for (30; longer than that needs the role admin)")
      ->type_name("N");
  command.add_option("--out", input->file, "Where to write it; one that exists is not replaced (shown)")
      ->type_name("FILE");
  add_why(command, input->why);
}

}  // namespace gracegate::ctl
