// gracectl inbox: what customers' people ask for from the banner, and our answers.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "server/cases/help.hpp"
#include "server/cases/words.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/inbox_view.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/local_file.hpp"
#include "server/files/private_file.hpp"

namespace gracegate::ctl {
namespace {

struct InboxInput {
  std::string id, account, about, state, text, by, file, why;
};

Result<std::string> target_of(const InboxInput& input, const std::string& rest = "") {
  auto segment = plain_segment("REQUEST", input.id);
  if (!segment) return segment;
  return "/v1/help/" + *segment + rest;
}

Result<void> list(const Session& session, const InboxInput& input) {
  if (!input.account.empty())
    if (const auto id = account_segment(input.account); !id) return id.error();
  const auto found =
      get_all(session, "/v1/help",
              {{"account", input.account}, {"case", input.about}, {"state", input.state}}, "help");
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  const Json& requests = member(*found, "help");
  if (requests.empty())
    session.notes << "no request is " << input.state << "\n";
  else
    session.out << draw_inbox(session.screen, requests);
  return {};
}

Result<void> show(const Session& session, const InboxInput& input) {
  const auto target = target_of(input);
  if (!target) return target.error();
  const auto request = get(session, *target);
  if (!request) return request.error();
  if (session.wants_json)
    print_json(session, *request);
  else
    session.out << draw_help(session.screen, *request);
  return {};
}

// Whatever somebody has sent: only into a file, readable by who asked alone, under a name that they choose.
Result<void> save_file(const Session& session, const InboxInput& input) {
  const auto target = target_of(input, "/file");
  if (!target) return target.error();
  if (const auto free = check_free(input.file); !free) return free;
  Request request;
  request.target = *target;
  const auto reply = session.api.send(request);
  if (!reply) return reply.error();
  if (const auto fine = check(*reply); !fine) return fine;
  if (const auto written = server::write_private_file(input.file, reply->body); !written)
    return Error{ErrorCode::conflict, written.error().message, ""};
  if (session.wants_json)
    print_json(session, {{"file", input.file}, {"bytes", reply->body.size()}});
  else
    session.notes << "written: " << reply->body.size()
                  << " bytes; open it as carefully as an attachment of a mail from a stranger\n";
  return {};
}

Result<void> report(const Session& session, const Result<Json>& request) {
  if (!request) return request.error();
  if (session.wants_json)
    print_json(session, *request);
  else
    session.out << help_line(*request);
  return {};
}

Result<std::string> typed(const std::string& text) {
  if (text != "-") return text;
  auto read = text_from(text);
  if (!read) return bad_input("--text: " + read.error().message);
  while (!read->empty() && read->back() == '\n') read->pop_back();
  return read;
}

// Of a case that has ended there is no banner that would show it.
void tell_where_nobody_reads_it(const Session& session, const Json& answered) {
  const auto about = get(session, "/v1/cases/" + text_at(answered, "case"));
  if (!about || text_at(*about, "state") == "open") return;
  const std::string reach = text_at(answered, "reach");
  session.notes << one_line("the case has ended, and no banner shows the answer: write to them yourself" +
                            (reach.empty() ? "" : " (" + reach + ")"))
                << "\n";
}

Result<void> answer(const Session& session, const InboxInput& input) {
  const auto target = target_of(input, "/answer");
  if (!target) return target.error();
  const auto raw = typed(input.text);
  if (!raw) return raw.error();
  const auto text = sentence("--text", *raw, kMaxAnswerBytes);
  if (!text) return text.error();
  Json body = {{"text", *text}};
  if (!input.by.empty()) body["by"] = input.by;
  const auto answered = change(session, "POST", *target, body);
  if (answered) tell_where_nobody_reads_it(session, *answered);
  return report(session, answered);
}

Result<void> close(const Session& session, const InboxInput& input) {
  const auto target = target_of(input, "/close");
  if (!target) return target.error();
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  return report(session, change(session, "POST", *target, {{"why", *why}}));
}

using Act = Result<void> (*)(const Session&, const InboxInput&);

CLI::App& add_one(Commands& commands, CLI::App& group, const Command& what, Act act,
                  const std::shared_ptr<InboxInput>& input) {
  CLI::App& command =
      commands.add(group, what, [act, input](const Session& session) { return act(session, *input); });
  command.add_option("REQUEST", input->id, "Id of the request; after -- if it begins with a dash")
      ->required();
  return command;
}

void add_looking(Commands& commands, CLI::App& group) {
  const auto input = std::make_shared<InboxInput>();
  input->state = to_string(server::HelpState::waiting);
  CLI::App& all = commands.add(group,
                               {"list", "Those that wait, oldest first",
                                "gracectl inbox list\n"
                                "gracectl inbox list --state answered --account acme"},
                               [input](const Session& session) { return list(session, *input); });
  all.add_option("--state", input->state, "waiting, answered or closed (waiting)")
      ->check(CLI::IsMember(server::words_to(server::HelpState::closed)))
      ->type_name("STATE");
  all.add_option("--account", input->account, "Of this account")->type_name("ACCOUNT");
  all.add_option("--case", input->about, "About this case")->type_name("CASE");
  add_one(commands, group,
          {"show", "One: who asks for what, and how to reach them", "gracectl inbox show h_5vN0aC2dKq"}, show,
          std::make_shared<InboxInput>());
  const auto file = std::make_shared<InboxInput>();
  add_one(commands, group,
          {"file", "Save the file that came with it (support)",
           "gracectl inbox file h_5vN0aC2dKq --out receipt.pdf"},
          save_file, file)
      .add_option("--out", file->file, "Where to; one that exists is not replaced")
      ->required()
      ->type_name("FILE");
}

void add_acting(Commands& commands, CLI::App& group) {
  const auto answered = std::make_shared<InboxInput>();
  CLI::App& command = add_one(
      commands, group,
      {"answer", "Answer it: who asked reads it in the banner (support)",
       "gracectl inbox answer h_5vN0aC2dKq --text \"Thank you, it has arrived.\" --by \"Maria Lindqvist\"\n"
       "gracectl inbox answer h_5vN0aC2dKq --text - <answer.txt"},
      answer, answered);
  command.add_option("--text", answered->text, "The answer; - reads it from the standard input")
      ->required()
      ->type_name("TEXT");
  command.add_option("--by", answered->by, "Who answers, as the customer is to read it")->type_name("NAME");
  const auto closed = std::make_shared<InboxInput>();
  add_why(add_one(commands, group,
                  {"close", "End it without an answer in the banner (support)",
                   "gracectl inbox close h_5vN0aC2dKq --why \"called them, solved\""},
                  close, closed),
          closed->why);
}

}  // namespace

void add_inbox_commands(Commands& commands) {
  CLI::App& group = commands.add_group(
      commands.root(), {"inbox", "What customers ask for from the banner", "gracectl inbox list"});
  add_looking(commands, group);
  add_acting(commands, group);
}

}  // namespace gracegate::ctl
