// gracectl standing and gracectl banner: what holds for an account, and what its people see.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "server/ctl/answers.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/table.hpp"
#include "server/ctl/timeline.hpp"

namespace gracegate::ctl {
namespace {

struct Question {
  std::string account, at;
  std::string role = "member", locale, format = "text";
};

// The target of a question about an account at an instant.
Result<std::string> target_for(const Question& question, const char* what, Parameters parameters) {
  const auto segment = account_segment(question.account);
  if (!segment) return segment.error();
  const auto at = instant("--at", question.at);
  if (!at) return at.error();
  parameters.emplace_back("at", *at);
  return target_of("/v1/accounts/" + *segment + "/" + what, parameters);
}

std::string drawn(const Screen& screen, const Json& standing) {
  const Zone zone = zone_of(member(standing, "notice"));
  std::vector<std::pair<std::string, Cell>> pairs = {
      {"account", Cell(text_at(standing, "account"), Ink::bold)},
      {"mode", Cell(text_at(standing, "mode"), ink_of(mode_at(standing, "mode")))}};
  const auto add = [&](const char* name, const char* member_name, const std::string& rest = "") {
    if (const auto at = time_at(standing, member_name))
      pairs.emplace_back(name, format_rfc3339(*at) + ", " + wall_time(zone, *at) + rest);
  };
  add("at", "at");
  if (const std::string id = text_at(standing, "case"); !id.empty())
    pairs.emplace_back("case", id + ", " + text_at(standing, "reason"));
  add("deadline", "deadline");
  add("counts to", "counts_to", " (" + count_text(member(standing, "count")) + ")");
  add("limited from", "limited_from");
  add("next change", "next_change", ": " + text_at(standing, "next_mode"));
  add("on hold until", "hold_until");
  add("enforcement suspended until", "suspended_until");
  return draw_pairs(screen, pairs);
}

// An account that the server does not know is open, and so would one be whose id was mistyped.
void tell_if_unknown(const Session& session, const std::string& id) {
  const auto account = get(session, "/v1/accounts/" + percent_encoded(id));
  if (account || account.error().code != ErrorCode::not_found) return;
  session.notes << "the server does not know this account, and so it is open: check the id, or gracectl "
                   "account add makes "
                   "it known\n";
}

Result<void> standing(const Session& session, const Question& question) {
  const auto target = target_for(question, "standing", {});
  if (!target) return target.error();
  const auto found = get(session, *target);
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  session.out << drawn(session.screen, *found);
  if (text_at(*found, "case").empty()) tell_if_unknown(session, question.account);
  return {};
}

Result<void> banner(const Session& session, const Question& question) {
  const std::string format = session.wants_json ? "json" : question.format;
  const auto target = target_for(question, "banner",
                                 {{"role", question.role}, {"locale", question.locale}, {"format", format}});
  if (!target) return target.error();
  Request request;
  request.target = *target;
  const auto reply = session.api.send(request);
  if (!reply) return reply.error();
  if (const auto fine = check(*reply); !fine) return fine;
  if (reply->body.empty())
    session.notes << "no banner is shown\n";
  else
    session.out << (format == "text" ? safe_lines(reply->body) : safe_json(reply->body))
                << (format == "json" ? "\n" : "");
  return {};
}

void add_question(CLI::App& command, Question& question) {
  command.add_option("ACCOUNT", question.account, "Id of the account; it need not be known")->required();
  command.add_option("--at", question.at, "At another instant than now (RFC 3339)")->type_name("T");
}

}  // namespace

void add_standing_commands(Commands& commands) {
  auto asked = std::make_shared<Question>();
  CLI::App& now = commands.add(commands.root(),
                               {"standing", "What holds for an account now, or at another instant",
                                "gracectl standing acme\n"
                                "gracectl standing acme --at 2026-12-07T09:00:00+01:00"},
                               [asked](const Session& session) { return standing(session, *asked); });
  add_question(now, *asked);

  auto shown = std::make_shared<Question>();
  CLI::App& preview =
      commands.add(commands.root(),
                   {"banner", "The banner that its people see, as each role and in each language",
                    "gracectl banner acme --role billing --locale de\n"
                    "gracectl banner acme --at 2026-12-07T09:00:00+01:00\n"
                    "gracectl banner acme --format html > banner.html"},
                   [shown](const Session& session) { return banner(session, *shown); });
  add_question(preview, *shown);
  preview.add_option("--role", shown->role, "Who looks")->check(CLI::IsMember({"member", "billing"}));
  preview.add_option("--locale", shown->locale, "Their language (the account's)")->type_name("TAG");
  preview.add_option("--format", shown->format, "In which form")
      ->check(CLI::IsMember({"text", "html", "json"}));
}

}  // namespace gracegate::ctl
