// Each command at least once, as people use it.
#include <algorithm>

#include "tests/e2e/ctl/house.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl_test {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void check_done(const Outcome& outcome, const std::vector<std::string>& says) {
  INFO(outcome.out << outcome.err);
  CHECK(outcome.code == 0);
  for (const std::string& part : says) CHECK(has(outcome.out, part));
}

TEST_CASE("Accounts are added, changed, found and shown") {
  House house;
  house.start_server();
  const Words add = {"account",
                     "add",
                     "acme",
                     "--name",
                     "Acme 株式会社",
                     "--zone",
                     "Europe/Berlin",
                     "--locale",
                     "de",
                     "--contact",
                     "billing:Ada Byron:ada@acme.example:+49 30 1"};
  check_done(house.ctl(add),
             {"Acme 株式会社", "Europe/Berlin", "billing: Ada Byron, ada@acme.example, +49 30 1"});
  const std::string before = house.everything();
  check_done(house.ctl(add), {"acme"});
  CHECK(house.everything() == before);
  const Outcome other = house.ctl({"account", "add", "acme", "--name", "Somebody else"});
  CHECK(other.code == 1);
  CHECK(has(other.err, "account change"));
  CHECK(house.everything() == before);

  CHECK(house.json({"account", "change", "acme", "--locale", "en"}).at("contacts").size() == 1);
  const Json changed = house.json({"account", "change", "acme", "--no-contacts", "--name", "Acme"});
  CHECK(changed.at("contacts").empty());
  CHECK(changed.at("zone") == "Europe/Berlin");
  CHECK(changed.at("name") == "Acme");
  check_done(house.ctl({"account", "show", "acme"}), {"Europe/Berlin"});

  house.json({"account", "add", "beta", "--name", "Beta"});
  house.opened({"beta", "--reason", "other", "--why", "x"});
  CHECK(house.json({"account", "list"}).at("accounts").size() == 2);
  CHECK(house.json({"account", "list", "--open"}).at("accounts").at(0).at("id") == "beta");
  CHECK(house.json({"account", "list", "--search", "ACM"}).at("accounts").at(0).at("id") == "acme");
  check_done(house.ctl({"account", "list"}), {"ACCOUNT", "beta", "countdown"});
}

TEST_CASE("A notice to be carried is shown, or written to a file that was not there") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const Words notice = {"account", "notice", "acme", "--why", "no network there"};
  check_done(house.ctl(notice), {"-----BEGIN GRACEGATE NOTICE-----\neyJ",
                                 "\n-----END GRACEGATE NOTICE-----\n", "(for account acme of product "});
  CHECK(has(house.ctl(notice).err,
            "signed for acme, good until 2026-12-23T10:00:00Z\nonce that product reaches"));
  CHECK(has(house.json(notice).at("notice_file").get<std::string>(), "-----BEGIN GRACEGATE NOTICE-----"));
  Words to_file = notice;
  for (const std::string& word : Words{"--valid-days", "365", "--out", house.path("notice.txt")})
    to_file.push_back(word);
  const Outcome written = house.ctl(to_file);
  CHECK(written.code == 0);
  CHECK(written.out.empty());
  CHECK(has(house.shell("cat " + house.path("notice.txt")).out, "-----END GRACEGATE NOTICE-----\n"));
  const std::string before = house.everything();
  CHECK(house.ctl(to_file).code == 1);
  CHECK(house.ctl({"account", "notice", "acme", "--valid-days", "401", "--why", "x"}).code == 2);
  CHECK(house.ctl({"account", "notice", "acme"}).code == 2);
  CHECK(house.everything() == before);
}

TEST_CASE("Ids may hold anything that an id may hold") {
  House house;
  house.start_server();
  for (const char* id : {"account", "list", "a b", "a/b", "a/../b", "..", ".", "a?b#c", "a%2Fb", "it's \"q\"",
                         "\u05D0\u200F\u202Ex", "株式会社", "+&=", "--", "-x"}) {
    INFO(id);
    CHECK(house.json({"account", "add", "--name", "x", "--", id}).at("id") == id);
    CHECK(house.json({"account", "show", "--", id}).at("id") == id);
    CHECK(house.json({"standing", "--", id}).at("account") == id);
    const std::string one =
        house.json({"case", "open", "--reason", "other", "--why", "x", "--", id}).at("id");
    CHECK(house.json({"case", "list", "--account=" + std::string(id)}).at("cases").at(0).at("id") == one);
    check_done(house.ctl({"case", "show", one}), {one});
  }
}

TEST_CASE("A case is opened with all that can be said of it") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme", "--zone", "Europe/Berlin"});
  const std::string id =
      house.opened({"acme",     "--reason",  "nonpayment",       "--owed",    "30000.00",    "--currency",
                    "USD",      "--invoice", "INV-1=20000.00",   "--invoice", "INV-2=10000", "--policy",
                    "standard", "--message", "en=Please\ncall.", "--message", "de=Bitte",    "--reference",
                    "§ 7",      "--why",     "60 days overdue"});
  const Json one = house.json({"case", "show", id});
  CHECK(one.at("deadline") == kIn14Days);
  CHECK(one.at("owed").at("minor") == 3000000);
  CHECK(one.at("owed").at("invoices").at(0) ==
        Json{{"number", "INV-1"}, {"minor", 2000000}, {"paid", false}});
  CHECK(one.at("message").at("en") == "Please\ncall.");
  CHECK(one.at("reference") == "§ 7");
  check_done(house.ctl({"case", "show", id}),
             {"30000.00 USD", "Mon 2026-12-07 11:00 CET (14 days)", "▼ deadline", "▲ now", "━━━", "▒▒▒",
              "███", "countdown  Mon 2026-11-23 11:00 CET", "shutdown   Mon 2026-12-14 11:00 CET"});
  check_done(house.ctl({"case", "list"}), {id, "nonpayment", "14 days", "30000.00 USD"});
  for (const Words& filter : std::vector<Words>{
           {"--state", "open"}, {"--account", "acme"}, {"--reason", "nonpayment"}, {"--mode", "countdown"}}) {
    CHECK(house.json({"case", "list", filter[0], filter[1]}).at("cases").size() == 1);
  }
  for (const Words& filter : std::vector<Words>{
           {"--state", "settled"}, {"--account", "b"}, {"--reason", "other"}, {"--mode", "shutdown"}})
    CHECK(house.json({"case", "list", filter[0], filter[1]}).at("cases").empty());
}

TEST_CASE("A second case of one reason is opened, and a hint names the first and how to give it more time") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const auto open = [&](const char* reason) {
    const Outcome opened = house.ctl({"case", "open", "acme", "--reason", reason, "--why", "x"});
    check_done(opened, {"countdown"});
    return opened;
  };
  const Outcome first = open("nonpayment");
  CHECK(first.err.empty());
  CHECK(open("other").err.empty());
  const std::string id = first.out.substr(0, first.out.find(' '));
  const Outcome second = open("nonpayment");
  CHECK(second.out.rfind(id, 0) != 0);
  CHECK(has(second.err, id + " is open for the same reason, deadline " + kIn14Days));
  CHECK(has(second.err, "gracectl case extend " + id + " --days N --why W"));
  CHECK(std::count(second.err.begin(), second.err.end(), '\n') == 1);
  CHECK(house.ctl({"--json", "case", "open", "acme", "--reason", "other", "--why", "x"}).err.empty());
}

TEST_CASE("A case is extended, held, resumed, settled, reopened, escalated, waived and released") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const std::string id = house.opened({"acme", "--reason", "other", "--why", "x"});
  const auto act = [&](Words words) {
    words.insert(words.begin(), {"case"});
    words.insert(words.begin() + 2, id);
    words.insert(words.end(), {"--why", "because"});
    return house.json(words);
  };
  CHECK(act({"extend", "--days", "7"}).at("deadline") == "2026-12-14T10:00:00Z");
  CHECK(act({"extend", "--until", "2026-12-20T12:00:00+02:00"}).at("deadline") == "2026-12-20T10:00:00Z");
  CHECK(act({"hold", "--days", "10", "--reason", "dispute"}).at("hold").at("until") ==
        "2026-12-03T10:00:00Z");
  check_done(house.ctl({"case", "list"}), {"open (hold)"});
  check_done(house.ctl({"case", "show", id}), {"on hold until", "dispute"});
  CHECK(act({"resume"}).at("hold").is_null());
  CHECK(act({"settle"}).at("state") == "settled");
  CHECK(act({"reopen"}).at("state") == "open");
  CHECK(act({"escalate"}).at("stages").back().at("mode") == "shutdown");
  CHECK(act({"waive"}).at("state") == "waived");
  CHECK(act({"reopen"}).at("state") == "open");
  CHECK(act({"release", "--days", "90"}).at("data_until") == "2027-02-21T10:00:00Z");
  const Json entries = house.json({"audit", "list", "--case", id}).at("entries");
  CHECK(entries.size() == 11);
  for (std::size_t i = 1; i < entries.size(); ++i) CHECK(entries[i].at("why") == "because");
  check_done(house.ctl({"case", "show", id}), {"released"});
}

TEST_CASE("A payment settles what it pays, once") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const std::string id = house.opened({"acme", "--reason", "nonpayment", "--owed", "300", "--currency", "EUR",
                                       "--invoice", "A=100", "--invoice", "B=200", "--why", "x"});
  check_done(house.ctl({"pay", "acme", "--payment", "P1", "--invoice", "A"}), {"less is owed: " + id});
  check_done(house.ctl({"case", "show", id}), {"200.00 EUR of 300.00 EUR", "A, paid"});
  check_done(house.ctl({"pay", "acme", "--payment", "P1", "--invoice", "A"}), {"reported before"});
  check_done(house.ctl({"pay", "acme", "--payment", "P2", "--amount", "200", "--currency", "EUR"}),
             {"settled: " + id});
  check_done(house.ctl({"pay", "acme", "--payment", "P3", "--invoice", "Z", "--why", "early"}),
             {"no open case"});
  CHECK(house.json({"case", "show", id}).at("state") == "settled");
}

TEST_CASE("Standing and banner tell what holds and what is seen, at any instant") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme", "--zone", "Europe/Berlin"});
  house.opened({"acme", "--reason", "nonpayment", "--owed", "300", "--currency", "EUR", "--why", "x"});
  check_done(house.ctl({"standing", "acme"}), {"countdown", "Mon 2026-12-07 11:00 CET (14 days)"});
  check_done(house.ctl({"standing", "acme", "--at", "2026-12-07T11:00:00+01:00"}),
             {"read_only", "next change"});
  check_done(house.ctl({"standing", "acme", "--at", "2026-12-07T09:59:59Z"}), {"CET (1 minute)"});
  for (const auto& [after, left] : {std::pair{kIn14Days, "(7 days)"},
                                    {"2026-12-07T10:00:01Z", "(7 days)"},
                                    {"2026-12-10T10:00:00Z", "(4 days)"},
                                    {"2026-12-14T10:00:00Z", "(passed)"}}) {
    check_done(house.ctl({"standing", "acme", "--at", after}), {"counts to", left});
    CHECK(house.json({"standing", "acme", "--at", after}).at("count") ==
          house.json({"banner", "acme", "--at", after}).at("banner").at("count"));
  }
  CHECK(house.json({"standing", "unknown"}).at("mode") == "open");
  const Outcome unknown = house.ctl({"standing", "unknown"});
  check_done(unknown, {"open"});
  CHECK(has(unknown.err, "does not know this account"));
  CHECK(has(unknown.err, "gracectl account add"));
  house.json({"account", "add", "beta", "--name", "Beta"});
  CHECK(house.ctl({"standing", "beta"}).err.empty());
  CHECK(house.ctl({"--json", "standing", "unknown"}).err.empty());
  check_done(house.ctl({"banner", "acme", "--role", "billing"}), {"300"});
  CHECK_FALSE(has(house.ctl({"banner", "acme"}).out, "300"));
  check_done(house.ctl({"banner", "acme", "--locale", "de", "--format", "html"}),
             {"lang=\"de\"", "<section"});
  CHECK(house.json({"banner", "acme"}).is_object());
  const Outcome none = house.ctl({"banner", "unknown"});
  CHECK(none.code == 0);
  CHECK(none.out.empty());
}

TEST_CASE("A policy is simulated with weekday and time on the wall, and drawn") {
  House house;
  house.start_server();
  check_done(house.ctl({"simulate", "--policy", "standard", "--start", "2026-12-12T12:00:00+01:00", "--zone",
                        "Europe/Berlin"}),
             {"deadline Sat 2026-12-26 12:00 CET", "countdown  Sat 2026-12-12 12:00 CET",
              "read_only  Mon 2026-12-28 09:00 CET", "shutdown   Mon 2027-01-04 09:00 CET", "▼ deadline"});
  CHECK(house.json({"simulate", "--policy", "direct"}).at("stages").size() == 2);
}

TEST_CASE("Policies are listed, shown, made and changed; what is not named stays") {
  House house;
  house.start_server();
  CHECK(house.json({"policy", "list"}).at("policies").size() == 4);
  check_done(house.ctl({"policy", "list"}), {"standard", "gentle", "read_only"});
  check_done(house.ctl({"policy", "show", "standard"}), {"mon, tue, wed, thu, fri 09:00-17:00"});
  Json two = house.json(
      {"policy", "set", "standard", "--holiday", "2026-12-25", "--countdown-days", "21", "--why", "x"});
  CHECK(two.at("version") == 2);
  CHECK(two.at("read_only_days") == 7);
  CHECK(two.at("working_hours").at("holidays") == Json{"2026-12-25"});
  const Json three =
      house.json({"policy", "set", "standard", "--days", "mon,tue", "--hours", "08:00-12:00", "--why", "x"});
  CHECK(three.at("countdown_days") == 21);
  CHECK(three.at("working_hours").at("days") == Json({"mon", "tue"}));
  CHECK(three.at("working_hours").at("holidays") == Json{"2026-12-25"});
  const Json mine =
      house.json({"policy", "set", "mine", "--ends-in", "read_only", "--reminder-days", "3", "--why", "x"});
  CHECK(mine.at("read_only_days").is_null());
  CHECK(mine.at("countdown_days") == 14);
  CHECK(house.json({"policy", "set", "hard", "--read-only-days", "none", "--why", "x"})
            .at("read_only_days")
            .is_null());
  const Json whole = house.json({"policy", "set", "whole", "--snooze-days-before", "none", "--why", "x"});
  CHECK(whole.at("snooze_days_before").is_null());
  CHECK(whole.at("read_only_days") == 7);

  two["countdown_days"] = 30;
  write_file(house.path("policy.json"), two.dump());
  const Json four = house.json({"policy", "set", "standard", "--file", house.path("policy.json"),
                                "--reminder-days", "5", "--why", "x"});
  CHECK(four.at("version") == 4);
  CHECK(four.at("countdown_days") == 30);
  CHECK(four.at("reminder_days") == 5);
  CHECK(four.at("working_hours") == two.at("working_hours"));
  check_done(house.ctl({"policy", "set", "piped", "--file", "-", "--why", "x"}, two.dump()), {"30"});
}

TEST_CASE("Keys are made, used, listed and revoked; the secret stands alone on the output") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  const Outcome made = house.ctl({"key", "create", "--kind", "person", "--role", "viewer", "--name", "ada",
                                  "--expires", "2027-01-01T00:00:00Z", "--why", "x"});
  REQUIRE(made.code == 0);
  CHECK(has(made.err, "not shown again"));
  const std::string admin = house.token;
  house.token = made.out.substr(0, made.out.size() - 1);
  CHECK(house.json({"account", "list"}).at("accounts").size() == 1);
  house.token = admin;
  const std::string id =
      house.json({"key", "create", "--kind", "account", "--account", "acme", "--name", "k", "--why", "x"})
          .at("id");
  house.json({"key", "create", "--kind", "product", "--name", "p", "--why", "x"});
  check_done(house.ctl({"key", "revoke", id, "--why", "lost"}), {id + " is revoked"});
  check_done(house.ctl({"key", "list"}), {"ada", "viewer", "acme", "revoked", "2027-01-01T00:00:00Z"});
  CHECK_FALSE(has(house.json({"key", "list"}).dump(), made.out.substr(10, 20)));
}

TEST_CASE("Somebody is let in, given another role, locked out, and given a new password") {
  House house;
  house.start_server();
  const Outcome added = house.ctl({"person", "add", "Bea \xC3\x9Cnal", "--role", "finance", "--why", "new"});
  REQUIRE(added.code == 0);
  CHECK(has(added.err, "not shown again"));
  const auto sign_in = [&](const std::string& password) {
    return house.ctl({"login", "Bea \xC3\x9Cnal", "--password-stdin"}, password);
  };
  CHECK(has(sign_in(added.out).err, "role finance"));
  check_done(house.ctl({"person", "role", "Bea \xC3\x9Cnal", "--role", "support", "--why", "x"}),
             {"role support"});
  check_done(house.ctl({"person", "disable", "Bea \xC3\x9Cnal", "--why", "has left"}), {"may not sign in"});
  CHECK(sign_in(added.out).code != 0);
  check_done(house.ctl({"person", "enable", "Bea \xC3\x9Cnal", "--why", "is back"}), {"role support"});
  const Outcome renewed = house.ctl({"person", "password", "Bea \xC3\x9Cnal", "--why", "forgot it"});
  REQUIRE(renewed.code == 0);
  CHECK(sign_in(added.out).code != 0);
  CHECK(sign_in(renewed.out).code == 0);
  check_done(house.ctl({"person", "list"}), {"admin", "Bea \xC3\x9Cnal", "support", "yes"});
  CHECK(house.ctl({"person", "disable", "admin", "--why", "x"}).code != 0);  // the last admin
}

TEST_CASE("Log-in prints a token alone on the output") {
  House house;
  house.start_server();
  house.token.clear();
  const Outcome token = house.ctl({"login", "admin", "--password-stdin"},
                                  house.first_run.at("admin_password").get<std::string>() + "\n");
  REQUIRE(token.code == 0);
  CHECK(has(token.err, "role admin"));
  house.token = token.out.substr(0, token.out.size() - 1);
  CHECK(house.json({"account", "list"}).at("accounts").empty());
}

TEST_CASE("Enforcement is suspended and resumed") {
  House house;
  house.start_server();
  check_done(house.ctl({"enforcement", "show"}), {"in force"});
  check_done(house.ctl({"enforcement", "suspend", "--until", "2026-11-30T10:00:00Z", "--reason", "fault",
                        "--why", "x"}),
             {"suspended until 2026-11-30T10:00:00Z: fault"});
  CHECK(house.json({"enforcement", "show"}).at("suspended") == true);
  check_done(house.ctl({"enforcement", "resume", "--why", "x"}), {"in force"});
}

TEST_CASE("The audit log is listed and proven") {
  House house;
  house.start_server();
  house.json({"account", "add", "acme", "--name", "Acme"});
  check_done(house.ctl({"audit", "list", "--account", "acme"}), {"account.add", "admin"});
  CHECK(house.json({"audit", "list", "--after", "1"}).at("entries").size() == 1);
  const Json proof = house.json({"audit", "verify"});
  CHECK(proof.at("ok") == true);
  const std::string head = proof.at("entries").dump() + ":" + proof.at("head").get<std::string>();
  check_done(house.ctl({"audit", "verify"}), {"2 entries, unbroken\nhead " + head + "\n"});
}

TEST_CASE("Global options stand before and after a command, and win over the environment") {
  House house;
  house.start_server();
  CHECK(Json::parse(house.ctl({"account", "list", "--json"}).out).at("accounts").empty());
  CHECK(Json::parse(house.ctl({"account", "--json", "list"}).out).at("accounts").empty());
  CHECK(house.ctl({"account", "list", "--token", "wrong"}).code == 3);
  CHECK(house.ctl({"--server", "http://127.0.0.1:1", "account", "list"}).code == 4);
  CHECK(house.ctl({"--server", house.url + "/", "account", "list"}).code == 0);
}

}  // namespace
}  // namespace gracegate::ctl_test
