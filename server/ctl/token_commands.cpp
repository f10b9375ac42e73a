// gracectl key: what opens the API: SDK keys of products and people's tokens.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "server/cases/words.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/table.hpp"
#include "server/store/store.hpp"

namespace gracegate::ctl {
namespace {

struct TokenInput {
  std::string kind, name, role, account, expires, why;
};

Result<void> list(const Session& session) {
  const auto found = get(session, "/v1/tokens");
  if (!found) return found.error();
  if (session.wants_json) return (print_json(session, *found), Result<void>());
  Table table({"ID", "KIND", "NAME", "ROLE", "ACCOUNT", "CREATED", "EXPIRES", "VALID"});
  for (const Json& key : member(*found, "tokens"))
    table.add({text_at(key, "id"), text_at(key, "kind"), text_at(key, "name"), text_at(key, "role"),
               text_at(key, "account"), text_at(key, "created_at"), text_at(key, "expires_at"),
               !text_at(key, "revoked_at").empty() ? "revoked"
               : is_true_at(key, "valid")          ? "yes"
                                                   : "expired"});
  session.out << table.draw(session.screen);
  return {};
}

Result<Json> body_of(const TokenInput& input) {
  const auto name = sentence("--name", input.name, 200);
  if (!name) return name.error();
  const auto expires = instant("--expires", input.expires);
  if (!expires) return expires.error();
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  if (input.kind == "person" && input.role.empty()) return bad_input("--kind person: give its --role too");
  if (input.kind == "account" && input.account.empty())
    return bad_input("--kind account: give the --account that it is bound to");
  Json body = {{"kind", input.kind}, {"name", *name}, {"why", *why}};
  if (!input.role.empty()) body["role"] = input.role;
  if (!input.account.empty()) body["account"] = input.account;
  if (!expires->empty()) body["expires_at"] = *expires;
  return body;
}

// The secret stands alone on the output, so that a script can take it.
Result<void> create(const Session& session, const TokenInput& input) {
  const auto body = body_of(input);
  if (!body) return body.error();
  const auto made = ask_for_secret(session, "/v1/tokens", *body);
  if (!made) return made.error();
  if (session.wants_json) return (print_json(session, *made), Result<void>());
  session.out << one_line(text_at(*made, "token")) << "\n" << std::flush;
  const std::string expires = text_at(*made, "expires_at");
  session.notes << one_line("its id is " + text_at(*made, "id") +
                            (expires.empty() ? ", it does not expire" : ", it expires at " + expires) +
                            "; the secret is not shown again")
                << "\n";
  return {};
}

Result<void> revoke(const Session& session, const std::string& id, const std::string& why) {
  const auto segment = plain_segment("KEY", id);
  if (!segment) return segment.error();
  const auto reason = sentence("--why", why);
  if (!reason) return reason.error();
  const auto gone = change(session, "DELETE", "/v1/tokens/" + *segment, {{"why", *reason}});
  if (!gone) return gone.error();
  if (session.wants_json)
    print_json(session, *gone);
  else
    session.out << one_line(text_at(*gone, "id") + " is revoked since " + text_at(*gone, "revoked_at"))
                << "\n";
  return {};
}

void add_create(Commands& commands, CLI::App& group) {
  auto input = std::make_shared<TokenInput>();
  CLI::App& command =
      commands.add(group,
                   {"create", "Make a key or token; its secret is printed once, alone on the output (admin)",
                    "gracectl key create --kind product --name \"notes, production\" --why \"new cluster\"\n"
                    "gracectl key create --kind account --account acme --name \"acme's own server\" --why "
                    "\"on-premises\"\n"
                    "TOKEN=$(gracectl key create --kind person --role support --name ada \\\n"
                    "    --expires 2027-01-01T00:00:00Z --why \"nightly report\")"},
                   [input](const Session& session) { return create(session, *input); });
  command.add_option("--kind", input->kind, "Of a product, of one account, or a person's API token")
      ->required()
      ->check(CLI::IsMember(server::words_to(server::Token::Kind::account)));
  command.add_option("--name", input->name, "What it is for; of a person: who")
      ->required()
      ->type_name("TEXT");
  command.add_option("--role", input->role, "What the person may do; each may what the ones before it may")
      ->check(CLI::IsMember(server::words_to(server::StaffRole::admin)));
  command.add_option("--account", input->account, "The account that the key is bound to")
      ->type_name("ACCOUNT");
  command.add_option("--expires", input->expires, "When it ends (RFC 3339; never)")->type_name("T");
  add_why(command, input->why);
}

}  // namespace

void add_token_commands(Commands& commands) {
  CLI::App& group = commands.add_group(commands.root(),
                                       {"key", "SDK keys and API tokens (admin; signing keys: gracectl keys)",
                                        "gracectl key list\n"
                                        "gracectl key revoke t_7x5z --why \"laptop lost\""});
  commands.add(group, {"list", "All keys and tokens, without their secrets", "gracectl key list"},
               [](const Session& session) { return list(session); });
  add_create(commands, group);
  auto id = std::make_shared<std::string>();
  auto why = std::make_shared<std::string>();
  CLI::App& end = commands.add(
      group, {"revoke", "End a key or token at once", "gracectl key revoke t_7x5z --why \"laptop lost\""},
      [id, why](const Session& session) { return revoke(session, *id, *why); });
  end.add_option("KEY", *id, "Its id, as gracectl key list shows it")->required();
  add_why(end, *why);
}

}  // namespace gracegate::ctl
