// gracectl case: opening, looking at and listing cases.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "server/cases/case.hpp"
#include "server/cases/words.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/case_view.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

struct Opening {
  std::string account, reason, owed, currency, policy, reference, why;
  std::vector<std::string> invoices, messages;
};

Result<Json> owed_of(const Opening& opening) {
  auto owed = amount("--owed", opening.owed, opening.currency);
  if (!owed) return owed;
  const auto list = invoices(opening.invoices, opening.currency);
  if (!list) return list;
  if (list->empty()) return owed;
  if (owed->is_null()) return bad_input("--invoice: give --owed and --currency too");
  (*owed)["invoices"] = *list;
  return owed;
}

Result<Json> body_of(const Opening& opening) {
  if (const auto id = account_segment(opening.account); !id) return id.error();
  const auto owed = owed_of(opening);
  if (!owed) return owed;
  const auto message = messages(opening.messages);
  if (!message) return message;
  const auto why = sentence("--why", opening.why);
  if (!why) return why.error();
  Json body = {{"account", opening.account}, {"reason", opening.reason}, {"why", *why}};
  if (!owed->is_null()) body["owed"] = *owed;
  if (!message->empty()) body["message"] = *message;
  if (!opening.policy.empty()) body["policy"] = opening.policy;
  if (!opening.reference.empty()) body["reference"] = opening.reference;
  return body;
}

// Several cases of one reason may be meant; often more time for the first was. The case is open all the same
// where the others cannot be read.
void tell_of_others(const Session& session, const Json& opened) {
  const auto found = get_all(
      session, "/v1/cases",
      {{"account", text_at(opened, "account")}, {"state", "open"}, {"reason", text_at(opened, "reason")}},
      "cases");
  if (!found) return;
  for (const Json& other : member(*found, "cases")) {
    const std::string id = text_at(other, "id");
    if (id == text_at(opened, "id")) continue;
    std::string hint = id + " is open for the same reason, deadline ";
    hint.append(text_at(other, "deadline"))
        .append("; if it only needs more time: gracectl case extend ")
        .append(id)
        .append(" --days N --why W, and end the new one");
    session.notes << one_line(hint) << "\n";
  }
}

Result<void> open(const Session& session, const Opening& opening) {
  const auto body = body_of(opening);
  if (!body) return body.error();
  const auto opened = change(session, "POST", "/v1/cases", *body);
  if (const auto reported = report_case(session, opened); !reported) return reported;
  if (!session.wants_json) tell_of_others(session, *opened);
  return {};
}

// The account's standing names the server's present and the account's zone; a case is shown without them too.
Result<void> show(const Session& session, const std::string& id) {
  const auto segment = plain_segment("CASE", id);
  if (!segment) return segment.error();
  const auto one = get(session, "/v1/cases/" + *segment);
  if (!one) return one.error();
  if (session.wants_json) return (print_json(session, *one), Result<void>());
  const auto standing =
      get(session, "/v1/accounts/" + percent_encoded(text_at(*one, "account")) + "/standing");
  const Zone zone = standing ? zone_of(member(*standing, "notice")) : Zone();
  session.out << draw_case(session.screen, *one, zone, standing ? time_at(*standing, "at") : std::nullopt);
  return {};
}

struct Filter {
  std::string account, state, reason, mode;
  bool unseen = false;
};

Result<void> list(const Session& session, const Filter& filter) {
  if (!filter.account.empty())
    if (const auto id = account_segment(filter.account); !id) return id.error();
  const auto found = get_all(session, "/v1/cases",
                             {{"account", filter.account},
                              {"state", filter.state},
                              {"reason", filter.reason},
                              {"mode", filter.mode},
                              {"unseen", filter.unseen ? "true" : ""}},
                             "cases");
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  const Json& cases = member(*found, "cases");
  if (cases.empty())
    session.notes << "no case\n";
  else
    session.out << draw_cases(session.screen, cases);
  return {};
}

void add_open(Commands& commands, CLI::App& group) {
  auto opening = std::make_shared<Opening>();
  CLI::App& command = commands.add(
      group,
      {"open", "Open a case: the customer's banner counts down from now",
       "gracectl case open acme --reason nonpayment --owed 30000.00 --currency USD --invoice INV-1 \\\n"
       "    --why \"60 days overdue, three reminders\"\n"
       "gracectl case open acme --reason nonpayment --owed 300 --currency EUR --invoice A=100 --invoice "
       "B=200 \\\n"
       "    --why overdue\n"
       "gracectl case open acme --reason terms_violation --policy direct --reference \"§ 7.2\" \\\n"
       "    --message en=\"Please call us.\" --message de=\"Bitte rufen Sie uns an.\" --why \"ticket 4711\""},
      [opening](const Session& session) { return open(session, *opening); });
  command.add_option("ACCOUNT", opening->account, "Id of the account")->required();
  command.add_option("--reason", opening->reason, "What it is about")
      ->required()
      ->check(CLI::IsMember(server::words_to(Reason::other)));
  command.add_option("--owed", opening->owed, "How much is owed")->type_name("AMOUNT");
  command.add_option("--currency", opening->currency, "Its currency (ISO 4217)")->type_name("CODE");
  add_repeated(command, "--invoice", opening->invoices,
               "An invoice, and how much of it is open; may be repeated")
      ->type_name("NUMBER[=AMOUNT]");
  command.add_option("--policy", opening->policy, "Where the stages come from (standard)")->type_name("NAME");
  add_repeated(command, "--message", opening->messages,
               "What the banner says instead of the usual text; may be repeated")
      ->type_name("LOCALE=TEXT");
  command.add_option("--reference", opening->reference, "Clause of the contract")->type_name("TEXT");
  add_why(command, opening->why);
}

void add_looking(Commands& commands, CLI::App& group) {
  auto filter = std::make_shared<Filter>();
  CLI::App& all = commands.add(group,
                               {"list", "Cases, by what is asked for",
                                "gracectl case list --state open\n"
                                "gracectl case list --account acme\n"
                                "gracectl case list --state open --unseen\n"
                                "gracectl --json case list --mode read_only --reason nonpayment"},
                               [filter](const Session& session) { return list(session, *filter); });
  all.add_option("--account", filter->account, "Of this account")->type_name("ACCOUNT");
  all.add_option("--state", filter->state, "In this state")
      ->check(CLI::IsMember(server::words_to(server::CaseState::released)));
  all.add_option("--reason", filter->reason, "For this reason")
      ->check(CLI::IsMember(server::words_to(Reason::other)));
  all.add_option("--mode", filter->mode, "In this mode now")
      ->check(CLI::IsMember(server::words_to(Mode::shutdown)));
  all.add_flag("--unseen", filter->unseen, "Whose banner nobody has been shown yet");
  auto id = std::make_shared<std::string>();
  CLI::App& one =
      commands.add(group, {"show", "One case, with its time line", "gracectl case show c_8f3k2m9q4t7w1x5z"},
                   [id](const Session& session) { return show(session, *id); });
  one.add_option("CASE", *id, "Id of the case")->required();
}

}  // namespace

void add_case_commands(Commands& commands) {
  CLI::App& group = commands.add_group(
      commands.root(),
      {"case", "Matters on accounts: open, pause, end and look at them",
       "gracectl case list --state open\n"
       "gracectl case open acme --reason nonpayment --owed 30000.00 --currency USD --why overdue\n"
       "gracectl case extend c_8f3k2m9q4t7w1x5z --days 7 --why \"transfer announced\""});
  add_open(commands, group);
  add_looking(commands, group);
  add_case_actions(commands, group);
}

}  // namespace gracegate::ctl
