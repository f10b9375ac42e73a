// gracectl account: the vendor's customers.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "server/ctl/answers.hpp"
#include "server/ctl/case_view.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/table.hpp"

namespace gracegate::ctl {
namespace {

struct AccountInput {
  std::string id, name, zone, locale;
  std::vector<std::string> contacts;
  bool has_no_contacts = false;
};

// What the options say; what they leave out is left out.
Result<Json> body_of(const AccountInput& input) {
  Json body = Json::object();
  if (!input.name.empty()) body["name"] = input.name;
  if (!input.zone.empty()) body["zone"] = input.zone;
  if (!input.locale.empty()) body["locale"] = input.locale;
  const auto list = contacts(input.contacts);
  if (!list) return list.error();
  if (!list->empty() || input.has_no_contacts) body["contacts"] = *list;
  return body;
}

std::string contact_text(const Json& contact) {
  std::string text = text_at(contact, "kind") + ": " + text_at(contact, "name");
  for (const char* way : {"email", "phone"})
    if (const std::string value = text_at(contact, way); !value.empty()) text += ", " + value;
  return text;
}

void print_account(const Session& session, const Json& account) {
  if (session.wants_json) return print_json(session, account);
  std::vector<std::pair<std::string, Cell>> pairs = {{"account", Cell(text_at(account, "id"), Ink::bold)},
                                                     {"name", text_at(account, "name")},
                                                     {"zone", text_at(account, "zone")},
                                                     {"locale", text_at(account, "locale")},
                                                     {"known since", text_at(account, "created_at")}};
  for (const Json& contact : member(account, "contacts"))
    pairs.emplace_back("contact", contact_text(contact));
  session.out << draw_pairs(session.screen, pairs);
  const Json& cases = member(account, "open_cases");
  if (cases.is_array() && !cases.empty()) session.out << "\n" << draw_cases(session.screen, cases);
}

bool says_the_same(const Json& account, const Json& wanted) {
  for (const auto& [name, value] : wanted.items()) {
    if (name != "contacts" && member(account, name.c_str()) != value) return false;
    if (name != "contacts") continue;
    const Json& there = member(account, "contacts");
    if (there.size() != value.size()) return false;
    for (std::size_t i = 0; i < value.size(); ++i)
      for (const auto& [part, text] : value[i].items())
        if (member(there[i], part.c_str()) != text) return false;
  }
  return true;
}

// Adding twice is harmless; changing what is there by adding it again is not meant.
Result<void> add(const Session& session, const AccountInput& input) {
  const auto segment = account_segment(input.id);
  if (!segment) return segment.error();
  const auto body = body_of(input);
  if (!body) return body.error();
  const std::string target = "/v1/accounts/" + *segment;
  const auto before = get(session, target);
  if (!before && before.error().code != ErrorCode::not_found) return before.error();
  if (before && !says_the_same(*before, *body))
    return Error{ErrorCode::conflict,
                 "the account is there already and says something else: use gracectl account change", ""};
  const auto account = before ? before : change(session, "PUT", target, *body);
  if (!account) return account.error();
  print_account(session, *account);
  return {};
}

Result<void> alter(const Session& session, const AccountInput& input) {
  const auto segment = account_segment(input.id);
  if (!segment) return segment.error();
  auto body = body_of(input);
  if (!body) return body.error();
  if (body->empty()) return bad_input("say what to change: --name, --zone, --locale or --contact");
  const std::string target = "/v1/accounts/" + *segment;
  const auto before = get(session, target);
  if (!before) return before.error();
  if (!body->contains("name")) (*body)["name"] = text_at(*before, "name");
  const auto account = change(session, "PUT", target, *body);
  if (!account) return account.error();
  print_account(session, *account);
  return {};
}

Result<void> show(const Session& session, const std::string& id) {
  const auto segment = account_segment(id);
  if (!segment) return segment.error();
  const auto account = get(session, "/v1/accounts/" + *segment);
  if (!account) return account.error();
  print_account(session, *account);
  return {};
}

Mode strictest(const Json& cases) {
  Mode mode = Mode::open;
  for (const Json& one : cases) mode = std::max(mode, mode_at(one, "mode"));
  return mode;
}

Result<void> list(const Session& session, bool is_open, const std::string& search) {
  const auto found =
      get_all(session, "/v1/accounts", {{"open", is_open ? "true" : ""}, {"q", search}}, "accounts");
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  Table table({"ACCOUNT", "NAME", "ZONE", "CASES", "MODE"});
  for (const Json& account : member(*found, "accounts")) {
    const Json& cases = member(account, "open_cases");
    const Mode mode = strictest(cases);
    table.add({text_at(account, "id"), text_at(account, "name"), text_at(account, "zone"),
               std::to_string(cases.size()), Cell(std::string(to_string(mode)), ink_of(mode))});
  }
  if (table.is_empty())
    session.notes << "no account; gracectl account add makes one\n";
  else
    session.out << table.draw(session.screen);
  return {};
}

void add_id(CLI::App& command, std::string& id) {
  command.add_option("ACCOUNT", id, "Your own id of the account; after -- if it begins with a dash")
      ->required();
}

void add_fields(CLI::App& command, AccountInput& input) {
  command.add_option("--zone", input.zone, "IANA time zone of its people (UTC when left out at first)")
      ->type_name("ZONE");
  command.add_option("--locale", input.locale, "Its language, for example en or pt-BR")->type_name("TAG");
  add_repeated(command, "--contact", input.contacts,
               "Whom to write to; kind is billing, sponsor or technical; may be repeated")
      ->type_name("KIND:NAME:MAIL[:PHONE]");
}

void add_writing(Commands& commands, CLI::App& group) {
  auto added = std::make_shared<AccountInput>();
  CLI::App& add_one = commands.add(
      group,
      {"add", "Make an account known; done twice it changes nothing",
       "gracectl account add acme --name \"Acme Inc\" --zone Europe/Berlin --locale de\n"
       "gracectl account add acme --name \"Acme Inc\" --contact \"billing:Ada Byron:ada@acme.example\""},
      [added](const Session& session) { return add(session, *added); });
  add_id(add_one, added->id);
  add_one.add_option("--name", added->name, "What people call it")->required()->type_name("NAME");
  add_fields(add_one, *added);

  auto changed = std::make_shared<AccountInput>();
  CLI::App& change_one = commands.add(
      group,
      {"change", "Change what is given; what is left out stays",
       "gracectl account change acme --zone America/New_York\n"
       "gracectl account change acme --contact \"billing:Ada Byron:ada@acme.example:+49 30 1234\""},
      [changed](const Session& session) { return alter(session, *changed); });
  add_id(change_one, changed->id);
  change_one.add_option("--name", changed->name, "What people call it")->type_name("NAME");
  add_fields(change_one, *changed);
  change_one.add_flag("--no-contacts", changed->has_no_contacts, "Remove all contacts")
      ->excludes("--contact");
}

}  // namespace

void add_account_commands(Commands& commands) {
  CLI::App& group = commands.add_group(commands.root(), {"account", "The vendor's customers",
                                                         "gracectl account list --open\n"
                                                         "gracectl account add acme --name \"Acme Inc\""});
  add_writing(commands, group);
  auto is_open = std::make_shared<bool>(false);
  auto search = std::make_shared<std::string>();
  CLI::App& all = commands.add(
      group,
      {"list", "All accounts, with the strictest mode of their cases",
       "gracectl account list\ngracectl account list --open\ngracectl --json account list --search acme"},
      [is_open, search](const Session& session) { return list(session, *is_open, *search); });
  all.add_flag("--open", *is_open, "Those with an open case only");
  all.add_option("--search", *search, "Part of id or name")->type_name("TEXT");

  auto id = std::make_shared<std::string>();
  CLI::App& one =
      commands.add(group, {"show", "One account, its contacts and open cases", "gracectl account show acme"},
                   [id](const Session& session) { return show(session, *id); });
  add_id(one, *id);
  add_notice_command(commands, group);
}

}  // namespace gracegate::ctl
