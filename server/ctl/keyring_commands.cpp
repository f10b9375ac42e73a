// gracectl keys: the keys that notices are signed with, and the root that products pin.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "core/base64url.hpp"
#include "core/code_points.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/keyset_file.hpp"
#include "server/ctl/keyset_signing.hpp"
#include "server/ctl/local_file.hpp"
#include "server/ctl/table.hpp"
#include "server/publish/key_file.hpp"

namespace gracegate::ctl {
namespace {

struct KeyringInput {
  std::string file, key, root_key, new_root_key, why;
  std::optional<int> days;
  bool checks_only = false;
};

Result<void> show(const Session& session, const Result<Json>& state) {
  if (!state) return state.error();
  if (session.wants_json) return (print_json(session, *state), Result<void>());
  const Json& root = member(*state, "root");
  const Json& replaced = member(*state, "replaced_roots");
  session.out << draw_pairs(
      session.screen,
      {{"key set", std::to_string(integer_at(*state, "version")) + ", signed at " +
                       text_at(*state, "issued_at") + ", ends at " + text_at(*state, "ends_at")},
       {"root", is_true_at(root, "here") ? "on the server" : "elsewhere"},
       {"products pin", text_at(root, "key") + (replaced.empty() ? "" : ", or one that it has replaced")},
       {"root's id", text_at(root, "id") + " (not to be pinned)"},
       {"replaced", replaced.empty() ? "none" : joined(replaced)}});
  Table table({"ID", "FROM", "UNTIL", "HERE", "SIGNS"});
  for (const Json& key : member(*state, "keys"))
    table.add({text_at(key, "id"), text_at(key, "from"), text_at(key, "until"),
               is_true_at(key, "here") ? "yes" : "no", is_true_at(key, "signs") ? "yes" : ""});
  session.out << "\n" << table.draw(session.screen);
  if (is_true_at(*state, "waits_for_root"))
    session.out << "\na key set was requested, and waits to be signed\n";
  const std::string warning = text_at(*state, "warning");
  if (!warning.empty()) session.out << "\n" << one_line("WARNING: " + warning) << "\n";
  return {};
}

// An action that needs a reason, and shows what there is after it.
Result<void> act(const Session& session, const std::string& target, Json body, const std::string& why) {
  const auto reason = sentence("--why", why);
  if (!reason) return reason.error();
  body["why"] = *reason;
  return show(session, change(session, "POST", target, body));
}

Result<std::string> key_segment(const std::string& what, const std::string& id) {
  if (id.size() == 43 && has_base64url_only(id)) return id;
  return bad_input(what + ": give the id of a signing key, 43 characters, as gracectl keys list shows it");
}

Result<void> revoke(const Session& session, const KeyringInput& input) {
  const auto key = key_segment("KID", input.key);
  if (!key) return key.error();
  return act(session, "/v1/keyring/keys/" + *key + "/revoke", Json::object(), input.why);
}

Result<server::Signer> read_key(const std::string& option, const std::string& file) {
  const auto pem = server::read_private_file(file);
  if (!pem) return bad_input(option + ": " + pem.error().message);
  if (!*pem) return bad_input(option + ": " + file + " is not there");
  auto signer = server::Signer::from_pem(**pem);
  if (!signer) return bad_input(option + ": " + signer.error().message);
  return signer;
}

// Where nobody says how many days, the server does.
Json with_days(Json body, std::optional<int> days) {
  if (days) body["days"] = *days;
  return body;
}

Result<void> remove_root(const Session& session, const KeyringInput& input) {
  const auto copy = read_key("--copy", input.root_key);
  if (!copy) return copy.error();
  return act(session, "/v1/keyring/root/remove", with_days({{"copy", to_string(copy->key())}}, input.days),
             input.why);
}

Result<void> request(const Session& session, const KeyringInput& input) {
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  Json body = with_days({{"why", *why}}, input.days);
  if (!input.key.empty()) {
    const auto key = key_segment("--revoke", input.key);
    if (!key) return key.error();
    body["revoke"] = *key;
  }
  const auto made = change(session, "POST", "/v1/keyring/request", body);
  if (!made) return made.error();
  print_json(session, *made);
  if (session.wants_json) return {};
  session.notes << "next, where the root is: gracectl keys sign --root-key FILE REQUEST > keyset.jws\n";
  return {};
}

// Asks no server.
Result<void> sign(const Session& session, const KeyringInput& input) {
  const auto root = read_key("--root-key", input.root_key);
  if (!root) return root.error();
  auto next = input.new_root_key.empty() ? Result<server::Signer>(Error{})
                                         : read_key("--new-root-key", input.new_root_key);
  if (!next && !input.new_root_key.empty()) return next.error();
  const auto text = text_from(input.file);
  if (!text) return text.error();
  const auto asked = read_request(input.file, *text);
  if (!asked) return asked.error();
  const auto change = sign_request(*asked, *root, next ? &*next : nullptr);
  if (!change) return change.error();
  session.notes << describe(*change);
  if (input.checks_only) return {};
  if (session.wants_json)
    print_json(session, {{"keyset", change->jws}});
  else
    session.out << change->jws << "\n";
  session.notes << "signed; next, with the server: gracectl keys install FILE\n";
  return {};
}

Result<void> install(const Session& session, const KeyringInput& input) {
  const auto text = text_from(input.file);
  if (!text) return text.error();
  const auto keyset = read_keyset(input.file, *text);
  if (!keyset) return keyset.error();
  return act(session, "/v1/keyring/install", {{"keyset", *keyset}}, input.why);
}

void add_days(CLI::App& command, std::optional<int>& days, const std::string& about) {
  command.add_option("--days", days, about)->type_name("N");
}

void add_root(Commands& commands, CLI::App& keys) {
  CLI::App& group = commands.add_group(keys, {"root", "The root that products pin (admin)",
                                              "gracectl keys root replace --why \"the safe was opened\""});
  auto input = std::make_shared<KeyringInput>();
  CLI::App& replace = commands.add(
      group,
      {"replace",
       "Put a new root, made on the server, in place of the root; products that pin the old one follow",
       "gracectl keys root replace --why \"the safe was opened\""},
      [input](const Session& session) {
        return act(session, "/v1/keyring/root/replace", Json::object(), input->why);
      });
  add_why(replace, input->why);
  CLI::App& remove = commands.add(
      group,
      {"remove", "Sign a key set that lasts, and delete the server's root, of which you have a copy",
       "gracectl keys root remove --copy /media/safe/root.pem --days 400 --why \"the root lives in the "
       "safe\""},
      [input](const Session& session) { return remove_root(session, *input); });
  remove.add_option("--copy", input->root_key, "Your copy of keys/root.pem; only its public key is sent")
      ->required()
      ->type_name("FILE");
  add_days(remove, input->days, "How long the key set is good (400)");
  add_why(remove, input->why);
}

void add_elsewhere(Commands& commands, CLI::App& group) {
  auto input = std::make_shared<KeyringInput>();
  CLI::App& ask = commands.add(
      group,
      {"request",
       "Print the next key set, for a root elsewhere to sign; nothing counts before it is installed (admin)",
       "gracectl keys request --why \"the yearly key set\" > request.json\n"
       "gracectl keys request --revoke=KID --why \"stolen\" > request.json"},
      [input](const Session& session) { return request(session, *input); });
  add_days(ask, input->days, "How long it is to be good (400)");
  ask.add_option("--revoke", input->key, "A signing key that is to leave the set")->type_name("KID");
  add_why(ask, input->why);
  CLI::App& signing = commands.add(
      group,
      {"sign", "Sign a request where the root is, and say what changes; asks no server",
       "gracectl keys sign --root-key root.pem --check request.json\n"
       "gracectl keys sign --root-key root.pem request.json > keyset.jws\n"
       "gracectl keys sign --root-key root.pem --new-root-key root-2.pem request.json > keyset.jws"},
      [input](const Session& session) { return sign(session, *input); });
  signing.add_option("FILE", input->file, "The request; - is the standard input")->required();
  signing.add_option("--root-key", input->root_key, "The root, as PEM")->required()->type_name("FILE");
  signing.add_option("--new-root-key", input->new_root_key, "Another root that takes its place, as PEM")
      ->type_name("FILE");
  signing.add_flag("--check", input->checks_only, "Say what would change, and sign nothing");
  CLI::App& taking = commands.add(group,
                                  {"install", "Give the server a key set that was signed elsewhere (admin)",
                                   "gracectl keys install keyset.jws --why \"the yearly key set\""},
                                  [input](const Session& session) { return install(session, *input); });
  taking.add_option("FILE", input->file, "The key set; - is the standard input")->required();
  add_why(taking, input->why);
}

}  // namespace

void add_keyring_commands(Commands& commands) {
  CLI::App& group = commands.add_group(
      commands.root(), {"keys", "Signing keys, and the root that products pin (SDK keys: gracectl key)",
                        "gracectl keys list\n"
                        "gracectl keys rotate --why \"yearly\"\n"
                        "gracectl keys request --why \"the yearly key set\" > request.json"});
  commands.add(group, {"list", "Signing keys, roots, and until when they are good", "gracectl keys list"},
               [](const Session& session) { return show(session, get(session, "/v1/keyring")); });
  auto input = std::make_shared<KeyringInput>();
  CLI::App& rotate = commands.add(group,
                                  {"rotate", "A new signing key, which signs a day later (admin)",
                                   "gracectl keys rotate --why \"yearly\""},
                                  [input](const Session& session) {
                                    return act(session, "/v1/keyring/rotate", Json::object(), input->why);
                                  });
  add_why(rotate, input->why);
  CLI::App& gone =
      commands.add(group,
                   {"revoke", "End a signing key at once, and sign anew what it has signed (admin)",
                    "gracectl keys revoke --why \"stolen\" -- KID"},
                   [input](const Session& session) { return revoke(session, *input); });
  gone.add_option("KID", input->key, "Its id, as gracectl keys list shows it")->required();
  add_why(gone, input->why);
  add_root(commands, group);
  add_elsewhere(commands, group);
}

}  // namespace gracegate::ctl
