#include "office.hpp"

#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "server/api/renewal.hpp"
#include "server/api/routes.hpp"
#include "server/api/unseen_cases.hpp"
#include "server/auth/token_secret.hpp"
#include "server/http/target.hpp"
#include "server/store/sqlite/sqlite_store.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

std::string make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "gracegate-office-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  return name;
}

template <class T>
T must(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return std::move(*result);
}

constexpr TimePoint kStart{Seconds{1'795'428'000}};  // 2026-11-23T10:00:00Z, a Monday

}  // namespace

struct Office::Parts {
  std::string folder = make_folder();
  std::unique_ptr<Store> store = must(open_sqlite_store(folder + "/gracegate.db"));
  std::unique_ptr<Keyring> keyring = must(Keyring::open(folder + "/keys", kStart));
  Notary notary;
  Board board;
  api::TokenBook tokens{{}};
  std::vector<std::string> failed;
  api::Failures failures{[this](api::Failures::Cause cause, std::string_view line) {
    constexpr const char* kCauses[] = {"internal: ", "unavailable: ", "notice: "};
    failed.push_back(kCauses[static_cast<int>(cause)] + std::string(line));
  }};
  api::Desk desk{*store, board, tokens, notary, failures};
  api::SignIn sign_in;
  PasswordHasher passwords{2, {10, 8, 1}};
  std::vector<std::string> told;
  api::RefusedCallers refused_callers{[this](std::string_view line) { told.emplace_back(line); }};
  http::BodyBudget large_bodies{api::kMostOfLargeBodies};
  api::App app;
  std::map<std::string, std::string> secrets;

  explicit Parts(const TimePoint& now)
      : notary(*keyring,
               {"http://127.0.0.1:8080", "notes", {"https://pay.example/{account}", "", "", ""}, {}}),
        board(notary, {}, must(store->revision()), must(store->settings()).epoch, [&now] { return now; }),
        app{*store,  board,     notary,          *keyring, tokens,       desk,
            sign_in, passwords, refused_callers, failures, large_bodies, [&now] { return now; },
            {}} {}
  ~Parts() {
    board.stop();
    std::filesystem::remove_all(folder);
  }

  void add(const std::string& caller, Token::Kind kind, StaffRole role, Change& change) {
    Token token;
    token.id = new_token_id();
    token.kind = kind;
    token.name = caller;
    token.role = role;
    if (kind == Token::Kind::person) token.person = caller;
    secrets[caller] = new_token_secret(kind);
    token.hash = token_hash(secrets[caller]);
    token.created_at = kStart;
    change.tokens.push_back(token);
  }

  void add_everybody() {
    const auto done = desk.change(std::nullopt, [&](const Reader&) -> Result<Change> {
      Change change;
      for (const StaffRole role :
           {StaffRole::viewer, StaffRole::support, StaffRole::finance, StaffRole::admin})
        add(std::string(to_string(role)), Token::Kind::person, role, change);
      add("product", Token::Kind::product, StaffRole::viewer, change);
      change.people.push_back(
          {"ada", must(passwords.hash("correct horse battery")), StaffRole::support, false});
      change.people.push_back(
          {"gone", must(passwords.hash("correct horse battery")), StaffRole::support, true});
      change.policies = built_in_policies();
      return change;
    });
    REQUIRE(done);
  }
};

std::string Answer::header(const std::string& name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return "";
}

Office::Office() : now(kStart), parts_(std::make_unique<Parts>(now)) { parts_->add_everybody(); }
Office::~Office() = default;

std::string Office::secret(const std::string& caller) const {
  const auto found = parts_->secrets.find(caller);
  return found == parts_->secrets.end() ? caller : found->second;
}

http::Request Office::head_of(const std::string& caller, const std::string& method, const std::string& target,
                              std::vector<std::pair<std::string, std::string>> headers) const {
  http::Request request;
  request.method = method;
  request.target = target;
  REQUIRE(http::take_target_apart(request));
  request.headers = std::move(headers);
  if (caller != "nobody") request.headers.emplace_back("Authorization", "Bearer " + secret(caller));
  request.remote_addr = "127.0.0.1";
  return request;
}

bool Office::wants_body(const std::string& caller, const std::string& method, const std::string& target) {
  const auto head = head_of(caller, method, target, {{"Content-Type", "application/json"}});
  return std::holds_alternative<http::BodyWanted>(api::answer(parts_->app, head));
}

http::Answer Office::begin(const std::string& caller, const std::string& method, const std::string& target,
                           const std::string& length) {
  const auto head =
      head_of(caller, method, target, {{"Content-Type", "application/json"}, {"Content-Length", length}});
  return api::answer(parts_->app, head);
}

Answer Office::send(const std::string& caller, const std::string& method, const std::string& target,
                    const std::string& body, std::vector<std::pair<std::string, std::string>> headers) {
  if (!body.empty()) headers.emplace_back("Content-Length", std::to_string(body.size()));
  http::Request request = head_of(caller, method, target, std::move(headers));
  http::Answer first = api::answer(parts_->app, request);
  if (const auto* wanted = std::get_if<http::BodyWanted>(&first)) {
    REQUIRE(body.size() <= wanted->at_most);
    request.body = body;
    first = wanted->reply(request);
  }
  const auto& reply = std::get<http::Reply>(first);
  Answer answer;
  answer.status = reply.status;
  answer.headers = reply.headers;
  answer.text = reply.shared_body ? *reply.shared_body : reply.body;
  answer.body = Json::parse(answer.text, nullptr, false);
  if (answer.body.is_discarded()) answer.body = nullptr;
  return answer;
}

Answer Office::ask(const std::string& caller, const std::string& method, const std::string& target,
                   const Json& body, std::vector<std::pair<std::string, std::string>> headers) {
  if (body.is_null()) return send(caller, method, target, "", std::move(headers));
  headers.emplace_back("Content-Type", "application/json");
  return send(caller, method, target, body.dump(), std::move(headers));
}

std::vector<std::string> Office::told() const { return parts_->told; }

std::vector<std::string> Office::failed() const { return parts_->failed; }

std::vector<std::string> Office::look_after_unseen() {
  const auto told = api::give_time_to_unseen_cases(parts_->app);
  REQUIRE(told);
  return *told;
}

void Office::let_time_work() { REQUIRE(api::renew(parts_->app)); }

void Office::damage(const std::string& sql) {
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open((parts_->folder + "/gracegate.db").c_str(), &opened) == SQLITE_OK);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  REQUIRE(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

void Office::stop_sign_ins() { parts_->passwords.stop(); }

std::string Office::account(const std::string& id, const std::string& zone) {
  const Answer added = put("/v1/accounts/" + id, {{"name", "Name of " + id}, {"zone", zone}});
  INFO(added.text);
  REQUIRE(added.status == 201);
  return id;
}

std::string Office::open_case(const std::string& account, Json extra) {
  Json body = {{"account", account}, {"reason", "nonpayment"}, {"why", "overdue"}};
  body.update(extra);
  const Answer opened = post("/v1/cases", body);
  INFO(opened.text);
  REQUIRE(opened.status == 201);
  return opened.body["id"];
}

std::string Office::mode(const std::string& account) {
  // As a product has it: from the signed notice, not from the API's own word.
  return std::string(gracegate::to_string(standing_at(notice(account), now).mode));
}

KeySet Office::keys() {
  const auto keys = verify_keyset(ask("nobody", "GET", "/v1/keys").text, {parts_->keyring->root()});
  REQUIRE(keys);
  return *keys;
}

Notice Office::notice(const std::string& in_path, const std::string& account) {
  const Answer signed_notice = ask("product", "GET", "/v1/notices/" + in_path);
  REQUIRE(signed_notice.status == 200);
  auto verified = verify_notice(signed_notice.text, keys(), {"http://127.0.0.1:8080", "notes", account});
  if (!verified) FAIL(verified.error().message);
  return *verified;
}

std::string Office::root_pem() const {
  std::ifstream file(parts_->folder + "/keys/root.pem");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string Office::everything() {
  return get("/v1/accounts?limit=500").text + get("/v1/cases?limit=500").text + get("/v1/policies").text +
         get("/v1/tokens").text + get("/v1/enforcement").text + get("/v1/audit?limit=1000").text;
}
