#include "server/first_run.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "server/auth/token_secret.hpp"
#include "server/cases/policy.hpp"
#include "server/files/private_file.hpp"

namespace gracegate::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kAdmin = "admin";

std::string first_run_file(const std::string& data) { return data + "/first-run.json"; }

// A secret and what is kept of it.
struct Made {
  std::string secret;
  Token token;
};

Made make_token(Token::Kind kind, const char* name, TimePoint now) {
  Made made;
  made.secret = new_token_secret(kind);
  made.token.id = new_token_id();
  made.token.kind = kind;
  made.token.name = name;
  made.token.hash = token_hash(made.secret);
  made.token.created_at = now;
  if (kind != Token::Kind::person) return made;
  made.token.person = kAdmin;
  made.token.role = StaffRole::admin;
  return made;
}

AuditEntry set_up_entry(TimePoint now) {
  AuditEntry entry;
  entry.at = now;
  entry.actor = "system";
  entry.action = "server.set_up";
  entry.why = "first start";
  entry.detail = "{}";
  return entry;
}

}  // namespace

Result<std::string> set_up(Store& store, const std::string& data, const std::string& server_url,
                           const std::string& product, const PublicKey& root, TimePoint now,
                           PasswordHasher& passwords) {
  const std::string file = first_run_file(data);
  std::string written;
  const auto done = store.change(std::nullopt, [&](const Reader& reader) -> Result<Change> {
    const auto admin = reader.person(kAdmin);
    if (!admin) return admin.error();
    if (*admin) return Change{};
    const std::string password = new_password();
    const auto hash = passwords.hash(password);
    if (!hash) return hash.error();
    const Made token = make_token(Token::Kind::person, "first token of admin", now);
    const Made key = make_token(Token::Kind::product, "first key of the product", now);
    const Json secrets = {{"server", server_url},        {"product", product},
                          {"admin_user", kAdmin},        {"admin_password", password},
                          {"admin_token", token.secret}, {"sdk_key", key.secret},
                          {"root_key", to_string(root)}};
    // Written before the commit: secrets that nobody holds would be of no use.
    if (const auto saved = replace_private_file(file, secrets.dump(2) + "\n"); !saved) return saved.error();
    written = file;
    Change change;
    change.people.push_back({kAdmin, *hash, StaffRole::admin, false});
    change.tokens = {token.token, key.token};
    change.policies = built_in_policies();
    change.audit.push_back(set_up_entry(now));
    return change;
  });
  if (!done) return done.error();
  return written;
}

Result<void> name_root(const std::string& data, const PublicKey& root) {
  const std::string file = first_run_file(data);
  std::ifstream in(file);
  Json secrets = Json::parse(in, nullptr, false);
  if (!secrets.is_object() || secrets.value("root_key", Json()) == to_string(root)) return {};
  secrets["root_key"] = to_string(root);
  return replace_private_file(file, secrets.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<std::string> settle_product(Store& store, const std::string& wanted) {
  auto settings = store.settings();
  if (!settings) return settings.error();
  if (settings->product.empty()) {
    settings->product = wanted.empty() ? "default" : wanted;
    const auto kept = store.change(std::nullopt, [&](const Reader&) -> Result<Change> {
      Change change;
      change.settings = *settings;
      return change;
    });
    if (!kept) return kept.error();
  }
  if (wanted.empty() || wanted == settings->product) return settings->product;
  return Error{ErrorCode::conflict,
               "--product: this folder is of the product '" + settings->product +
                   "'; leave the option out, or give another product a folder of its own",
               ""};
}

}  // namespace gracegate::server
