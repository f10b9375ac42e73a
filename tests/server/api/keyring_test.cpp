#include "core/jws.hpp"
#include "gracegate/feed.hpp"
#include "office.hpp"
#include "server/publish/signer.hpp"

using namespace gracegate;
using namespace gracegate::server;

namespace {

std::string kid_of(const std::string& jws, std::string_view type) {
  return parse_jws(jws, type, 100'000).value().kid;
}

std::string notice_kid(Office& office, const std::string& account) {
  return kid_of(office.ask("product", "GET", "/v1/notices/" + account).text, kNoticeType);
}

std::string head_kid(Office& office) {
  return kid_of(Json::parse(office.ask("product", "GET", "/v1/feed?after=0").text)["head"], kFeedType);
}

std::string signing_key(Office& office) {
  const Answer state = office.get("/v1/keyring");
  for (const Json& key : state.body["keys"])
    if (key["signs"]) return key["id"];
  return "";
}

Json last_entry(Office& office) {
  Json entries = office.get("/v1/audit?limit=1000").body["entries"];
  return entries.back();
}

const Json kWhy = {{"why", "w"}};

}  // namespace

TEST_CASE("The keyring says which keys there are, which one signs, and until when") {
  Office office;
  const Answer state = office.ask("viewer", "GET", "/v1/keyring");
  REQUIRE(state.status == 200);
  CHECK(state.body["version"] == office.now.time_since_epoch().count());
  CHECK(state.body["ends_at"] == "2026-12-23T10:00:00Z");
  REQUIRE(state.body["keys"].size() == 1);
  CHECK(state.body["keys"][0]["signs"] == true);
  CHECK(state.body["keys"][0]["here"] == true);
  CHECK(state.body["root"]["here"] == true);
  CHECK(state.body["replaced_roots"] == Json::array());
  CHECK(state.body["warning"].is_null());
  CHECK(office.get("/readyz").body["keys_end_at"] == "2026-12-23T10:00:00Z");
  const std::string metrics = office.get("/metrics").text;
  CHECK(metrics.find("gracegate_keyset_ends_seconds 1798020000\n") != std::string::npos);
}

TEST_CASE("A server that has slept beyond the end of its key set gives a new one at once") {
  Office office;
  office.now += 40 * kDay;
  CHECK(office.keys().expires_at > office.now);
}

TEST_CASE("Rotating adds a key, once under its Idempotency-Key, and is in the log") {
  Office office;
  const auto before = office.keys().version;
  for (int i = 0; i < 2; ++i)
    CHECK(office.ask("admin", "POST", "/v1/keyring/rotate", kWhy, {{"Idempotency-Key", "k"}}).status == 200);
  CHECK(office.keys().keys.size() == 2);
  CHECK(office.keys().version == before + 1);
  CHECK(last_entry(office)["action"] == "keys.rotate");
  CHECK(last_entry(office)["actor"] == "admin");
}

TEST_CASE("With a revoked key goes all that it has signed, and comes again signed with another at once") {
  Office office;
  office.account("acme");
  office.account("quiet");
  office.open_case("acme");
  REQUIRE(office.post("/v1/cases/" + office.open_case("quiet") + "/settle", kWhy).status == 200);
  const std::string stolen = signing_key(office);
  for (const std::string account : {"acme", "quiet", "unknown"}) CHECK(notice_kid(office, account) == stolen);
  CHECK(head_kid(office) == stolen);

  REQUIRE(office.post("/v1/keyring/keys/" + stolen + "/revoke", kWhy).status == 200);
  CHECK(office.keys().find(stolen, office.now) == nullptr);
  for (const std::string account : {"acme", "quiet", "unknown"}) {
    CHECK(notice_kid(office, account) == signing_key(office));
    CHECK(office.notice(account).account == account);
  }
  CHECK(head_kid(office) == signing_key(office));
  CHECK(signing_key(office) != stolen);
  CHECK(last_entry(office)["action"] == "keys.revoke");
  CHECK(office.post("/v1/keyring/keys/" + stolen + "/revoke", kWhy).status == 404);
}

TEST_CASE("A root is replaced by the server itself, and products that pin the one before follow") {
  Office office;
  const KeySet before = office.keys();
  const Answer done = office.post("/v1/keyring/root/replace", kWhy);
  REQUIRE(done.status == 200);
  CHECK(done.body["replaced_roots"] == Json::array({key_id(before.roots.front())}));
  CHECK(verify_keyset(office.ask("nobody", "GET", "/v1/keys").text, before.roots));
}

TEST_CASE("The root leaves the server, and a set comes from where it is") {
  Office office;
  office.account("acme");
  office.open_case("acme");
  const Signer root = Signer::from_pem(office.root_pem()).value();
  const auto remove = [&](const std::string& copy) {
    return office.post("/v1/keyring/root/remove", {{"copy", copy}, {"days", 100}, {"why", "w"}});
  };
  CHECK(remove("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").status == 409);
  CHECK(remove("no key").status == 422);
  CHECK_FALSE(office.root_pem().empty());
  REQUIRE(remove(to_string(root.key())).status == 200);
  CHECK(office.root_pem().empty());
  CHECK(office.post("/v1/keyring/rotate", kWhy).status == 409);
  CHECK(office.get("/v1/keyring").body["warning"].is_null());
  office.now += 50 * kDay;
  const std::string warning = office.get("/v1/keyring").body["warning"];
  CHECK(warning.find("the keys end at 2027-03-03T10:00:00Z") != std::string::npos);

  const std::string stolen = signing_key(office);
  const Answer request =
      office.post("/v1/keyring/request", {{"days", 300}, {"revoke", stolen}, {"why", "w"}});
  REQUIRE(request.status == 200);
  CHECK(request.body["current"] == office.ask("nobody", "GET", "/v1/keys").text);
  const auto install = [&](const std::string& jws) {
    return office.post("/v1/keyring/install", {{"keyset", jws}, {"why", "w"}});
  };
  const Answer refused = install("nonsense");
  CHECK(refused.status == 422);
  CHECK(refused.body["pointer"] == "/keyset");
  const std::string keyset = root.sign(kKeySetType, request.body["keyset"].dump());
  REQUIRE(install(keyset).status == 200);
  CHECK(install(keyset).status == 409);
  CHECK(office.get("/v1/keyring").body["warning"].is_null());
  CHECK(notice_kid(office, "acme") == signing_key(office));
  CHECK(signing_key(office) != stolen);
}
