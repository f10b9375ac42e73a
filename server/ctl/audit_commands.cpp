// gracectl audit: who did what, when and why.
#include "server/ctl/audit_view.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "core/json_reader.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/audit_proof.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/table.hpp"

namespace gracegate::ctl {
namespace {

struct Filter {
  std::string account, one_case;
  std::int64_t after = 0;
};

Result<Parameters> parameters_of(const Filter& filter) {
  if (!filter.account.empty())
    if (const auto id = account_segment(filter.account); !id) return id.error();
  if (!filter.one_case.empty())
    if (const auto id = plain_segment("--case", filter.one_case); !id) return id.error();
  return Parameters{{"account", filter.account}, {"case", filter.one_case}, {"limit", "1000"}};
}

// All entries behind `filter.after`, in one object as the server gives it.
Result<Json> entries_of(const Session& session, const Filter& filter) {
  const auto parameters = parameters_of(filter);
  if (!parameters) return parameters.error();
  Json all = {{"entries", Json::array()}, {"next", filter.after}};
  for (;;) {
    Parameters page = *parameters;
    page.emplace_back("after", std::to_string(integer_at(all, "next")));
    const auto found = get(session, target_of("/v1/audit", page));
    if (!found) return found;
    const Json& entries = member(*found, "entries");
    if (entries.empty() || integer_at(*found, "next") <= integer_at(all, "next")) return all;
    for (const Json& entry : entries) all["entries"].push_back(entry);
    all["next"] = integer_at(*found, "next");
  }
}

Result<void> list(const Session& session, const Filter& filter) {
  const auto found = entries_of(session, filter);
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  Table table({"ID", "AT", "WHO", "ACTION", "ACCOUNT", "CASE", "WHY"});
  for (const Json& entry : member(*found, "entries"))
    table.add({std::to_string(integer_at(entry, "id")), text_at(entry, "at"), text_at(entry, "actor"),
               text_at(entry, "action"), text_at(entry, "account"), text_at(entry, "case"),
               text_at(entry, "why")});
  if (table.is_empty())
    session.notes << "no entry\n";
  else
    session.out << table.draw(session.screen);
  return {};
}

}  // namespace

std::string audit_line(const Json& entry) {
  std::string line = text_at(entry, "at") + " #" + std::to_string(integer_at(entry, "id")) + " " +
                     text_at(entry, "actor") + " " + text_at(entry, "action");
  for (const char* what : {"account", "case"})
    if (const std::string value = text_at(entry, what); !value.empty()) line += " " + value;
  if (const std::string why = text_at(entry, "why"); !why.empty()) line += ": " + why;
  return one_line(line) + "\n";
}

void add_audit_commands(Commands& commands) {
  CLI::App& group = commands.add_group(
      commands.root(),
      {"audit", "Who did what, when and why", "gracectl audit list --account acme\ngracectl audit verify"});
  auto filter = std::make_shared<Filter>();
  CLI::App& all = commands.add(group,
                               {"list", "Entries of the audit log, oldest first",
                                "gracectl audit list --account acme\n"
                                "gracectl audit list --case c_8f3k2m9q4t7w1x5z\n"
                                "gracectl --json audit list --after 1200"},
                               [filter](const Session& session) { return list(session, *filter); });
  all.add_option("--account", filter->account, "About this account")->type_name("ACCOUNT");
  all.add_option("--case", filter->one_case, "About this case")->type_name("CASE");
  all.add_option("--after", filter->after, "Those behind the entry of this number")
      ->check(CLI::Range(std::int64_t{0}, kMaxJsonInteger))
      ->type_name("N");
  add_audit_proof(commands, group);
}

}  // namespace gracegate::ctl
