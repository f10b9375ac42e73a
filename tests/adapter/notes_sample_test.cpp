// The sample product, with a gate that asks no server.
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "samples/notes/form.hpp"
#include "samples/notes/options.hpp"
#include "samples/notes/pages.hpp"
#include "samples/notes/routes.hpp"
#include "samples/notes/summary_job.hpp"
#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using adapter_test::contains;
using adapter_test::kBrowser;
using adapter_test::start;
using gracegate::Mode;

namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";

using Change = std::function<void(gracegate::Notice&)>;

gracegate::Gate gate_in(Mode mode, std::shared_ptr<gracegate::Clock> clock, const Change& change = nullptr) {
  gracegate::Notice notice = gracegate::testing::example_notice("acme", mode, start());
  notice.cases.front().owed = gracegate::Owed{{3000000, "USD"}, {"INV-1"}};
  if (change) change(notice);
  return gracegate::testing::fixed_gate({notice}, std::move(clock));
}

struct Sample {
  explicit Sample(Mode mode, const std::string& billing_server = {}, const Change& change = nullptr)
      : clock(std::make_shared<gracegate::testing::ManualClock>(start())),
        gate(gate_in(mode, clock, change)),
        payments(billing_server, "token") {
    store.add("acme", "Ada", {"First", "hello"}, start());
    add_sign_in_routes(server, product);
    add_page_routes(server, product);
    add_api_routes(server, product);
    protect_routes(server, product);
    port = server.bind_to_any_port("127.0.0.1");
    thread = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }
  ~Sample() {
    server.stop();
    thread.join();
  }

  httplib::Client client() const { return httplib::Client("127.0.0.1", port); }

  // Headers of a browser in which this person is signed in.
  httplib::Headers browser(const std::string& person) {
    const notes::Session session = sessions.sign_in("", *directory.person(person));
    csrf = session.csrf;
    return {{"Cookie", "notes_session=" + session.id}, {"Accept", kBrowser}};
  }
  httplib::Headers program() const { return {{"Authorization", "Bearer notes_demo_acme"}}; }

  std::shared_ptr<gracegate::testing::ManualClock> clock;
  gracegate::Gate gate;
  notes::Directory directory;
  notes::Sessions sessions;
  notes::NoteStore store{""};
  notes::Payments payments;
  notes::Product product{directory, sessions, store, payments, gate};
  httplib::Server server;
  std::string csrf;
  int port = 0;
  std::thread thread;
};

// As much of the entitlement server as takes payments of "acme": `most` of them, then it is busy.
struct BillingServer {
  BillingServer() {
    server.Post("/v1/accounts/acme/payments", [this](const httplib::Request& req, httplib::Response& res) {
      authorization = req.get_header_value("Authorization");
      if (taken.size() == most) {
        res.status = 503;
        return;
      }
      taken.push_back(nlohmann::json::parse(req.body));
      res.set_content("{}", "application/json");
    });
    port = server.bind_to_any_port("127.0.0.1");
    thread = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }
  ~BillingServer() {
    server.stop();
    thread.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port); }

  httplib::Server server;
  std::size_t most = 10;
  std::vector<nlohmann::json> taken;
  std::string authorization;
  int port = 0;
  std::thread thread;
};

// What a browser that has no cookie gets, and the cookie and the token with which it comes back.
struct Visit {
  Visit(const Sample& sample, const std::string& path) : answer(sample.client().Get(path)) {
    const std::string cookie = answer->get_header_value("Set-Cookie");
    token = cookie.substr(12, cookie.find(';') - 12);
    browser = {{"Cookie", "notes_visit=" + token}};
  }
  httplib::Result answer;
  std::string token;
  httplib::Headers browser;
};

std::string_view kOpenMatters = "What is open";

}  // namespace

TEST_CASE("In read-only the sample shows its notes, offers no writing and refuses it") {
  Sample sample(Mode::read_only);
  const auto browser = sample.browser("acme-member");
  const auto list = sample.client().Get("/notes", browser);
  CHECK(contains(list->body, "id=\"gracegate\""));
  CHECK(contains(list->body, "Read only"));
  CHECK_FALSE(contains(list->body, "New note"));
  const auto refused = sample.client().Post("/notes", browser, "csrf=" + sample.csrf + "&title=a", kForm);
  CHECK(refused->status == 402);
  CHECK(
      sample.client().Post("/api/notes", sample.program(), "{\"title\":\"a\"}", "application/json")->status ==
      402);
  CHECK(sample.store.list("acme").size() == 1);
}

TEST_CASE("In every mode people of the sample sign in, get help and take their notes with them") {
  Sample sample(GENERATE(Mode::countdown, Mode::read_only, Mode::shutdown));
  auto client = sample.client();
  const Visit visit(sample, "/login");
  const auto in = client.Post("/login", visit.browser, "csrf=" + visit.token + "&person=acme-member", kForm);
  CHECK(in->get_header_value("Location") == "/notes");

  const auto browser = sample.browser("acme-billing");
  for (const char* path : {"/billing", "/support", "/gracegate/help?case=c_example&topic=time", "/export",
                           "/assets/notes.css", "/login"}) {
    CAPTURE(path);
    CHECK(client.Get(path, browser)->status == 200);
  }
  CHECK(nlohmann::json::parse(client.Get("/export", browser)->body).at("notes").size() == 1);
  CHECK(client.Post("/logout", browser, "csrf=" + sample.csrf, kForm)->get_header_value("Location") ==
        "/login");
  CHECK(client.Get("/notes", browser)->get_header_value("Location") == "/login");
}

TEST_CASE("Single sign-on lets in who comes back with the state of this browser, in shutdown too") {
  Sample sample(Mode::shutdown);
  const Visit visit(sample, "/sso/start?person=acme-member");
  const std::string back = visit.answer->get_header_value("Location");
  CHECK(sample.client().Get("/sso/callback?state=&code=acme-member", visit.browser)->status == 403);
  CHECK(sample.client().Get("/sso/callback?state=&code=acme-member")->status == 403);
  CHECK(sample.client().Get(back)->status == 403);
  CHECK(sample.client().Get(back, visit.browser)->get_header_value("Location") == "/notes");
}

TEST_CASE("Whoever looks at the sign-in page leaves nothing behind, and what they send is not repeated") {
  Sample sample(Mode::countdown);
  const Visit visit(sample, "/login");
  CHECK_FALSE(sample.sessions.find(visit.token));
  const auto again = sample.client().Get("/login", visit.browser);
  CHECK_FALSE(again->has_header("Set-Cookie"));
  CHECK(contains(again->body, "value=\"" + visit.token + "\""));
  for (const std::string planted : {"", "x", "\"><script>", "ABCDEFABCDEFABCDEFABCDEFABCDEFAB"}) {
    const auto page = sample.client().Get("/login", {{"Cookie", "notes_visit=" + planted}});
    CHECK(page->has_header("Set-Cookie"));
    CHECK_FALSE(contains(page->body, "value=\"" + planted + "\""));
  }
  const auto forged = sample.client().Post("/login", "csrf=" + visit.token + "&person=acme-member", kForm);
  CHECK(forged->status == 403);
}

TEST_CASE("Nobody who signs in, however often, ends another person's session") {
  notes::Sessions sessions;
  const notes::Directory directory;
  const notes::Person& ada = *directory.person("acme-billing");
  const std::string first = sessions.sign_in("", ada).id;
  const std::string second = sessions.sign_in("", ada).id;
  for (int i = 0; i < 20000; ++i) sessions.sign_in("", *directory.person("globex-member"));
  CHECK(sessions.find(first));
  for (std::size_t i = 2; i < notes::kMostSessions; ++i) sessions.sign_in("", ada);
  CHECK(sessions.find(second));
  CHECK(sessions.find(first));
  sessions.sign_in("", ada);
  CHECK(sessions.find(first));
  CHECK(sessions.find(second));
}

TEST_CASE("A form without the session's token changes nothing") {
  Sample sample(Mode::countdown);
  const auto browser = sample.browser("acme-member");
  CHECK(sample.client().Post("/notes", browser, "title=a", kForm)->status == 403);
  CHECK(sample.client().Post("/notes", browser, "title=a&csrf=" + std::string(32, '0'), kForm)->status ==
        403);
  CHECK(sample.store.list("acme").size() == 1);
  const auto taken = sample.client().Post("/notes", browser, "title=a&csrf=" + sample.csrf, kForm);
  CHECK(taken->status == 303);
  CHECK(sample.store.list("acme").size() == 2);
}

TEST_CASE("A customer who only uses the sample's API is warned and told where to pay") {
  Sample sample(Mode::countdown);
  const auto answer = sample.client().Get("/api/notes", sample.program());
  CHECK(answer->status == 200);
  CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
  CHECK(contains(answer->get_header_value("Link"), "rel=\"payment\""));
  CHECK(sample.client().Get("/api/notes")->status == 401);
}

TEST_CASE("One account of the sample never sees another's notes") {
  Sample sample(Mode::countdown);
  const httplib::Headers other{{"Authorization", "Bearer notes_demo_globex"}};
  CHECK(sample.client().Get("/api/notes/1", sample.program())->status == 200);
  CHECK(sample.client().Get("/api/notes/1", other)->status == 404);
  CHECK(sample.client().Put("/api/notes/1", other, "{\"title\":\"a\"}", "application/json")->status == 404);
  CHECK(sample.client().Delete("/api/notes/1", other)->status == 404);
  CHECK(sample.client().Get("/notes/1", sample.browser("globex-member"))->status == 404);
}

TEST_CASE("Only who looks after billing sees the amount, and paying reports it once per case") {
  BillingServer billing;
  Sample sample(Mode::shutdown, billing.url());
  CHECK_FALSE(contains(sample.client().Get("/billing", sample.browser("acme-member"))->body, "30,000"));
  const auto browser = sample.browser("acme-billing");
  const auto bill = [&] { return sample.client().Get("/billing?paid=1", browser)->body; };
  CHECK(contains(bill(), "USD\u00a030,000.00"));
  CHECK_FALSE(contains(bill(), "Thank"));
  const auto paid =
      sample.client().Post("/billing/pay", browser, "payment=notes-1&csrf=" + sample.csrf, kForm);
  CHECK(paid->get_header_value("Location") == "/billing");
  CHECK(contains(bill(), "We have received USD\u00a030,000.00. Thank you!"));
  CHECK_FALSE(contains(bill(), "Thank"));
  REQUIRE(billing.taken.size() == 1);
  CHECK(billing.authorization == "Bearer token");
  CHECK(billing.taken[0] ==
        nlohmann::json{{"payment", "notes-1-" + sample.gate.notice("acme")->cases.front().id},
                       {"amount", {{"minor", 3000000}, {"currency", "USD"}}},
                       {"invoices", {"INV-1"}}});
}

TEST_CASE(
    "Whoever pays is told of each case whether its payment arrived, and is not thanked for one that did "
    "not") {
  BillingServer billing;
  billing.most = 1;
  Sample sample(Mode::countdown, billing.url(), [](gracegate::Notice& notice) {
    notice.cases.push_back(notice.cases.front());
    notice.cases.back().id = "c_2";
    notice.cases.back().owed = gracegate::Owed{{500, "EUR"}, {}};
  });
  const auto browser = sample.browser("acme-billing");
  sample.client().Post("/billing/pay", browser, "payment=notes-1&csrf=" + sample.csrf, kForm);
  const std::string page = sample.client().Get("/billing", browser)->body;
  CHECK(contains(page, "We have received USD\u00a030,000.00. Thank you! Not paid: refused with status 503."));
  CHECK_FALSE(contains(page, "received EUR\u00a05.00"));
}

TEST_CASE("The bill names each open case, and offers to pay where something is owed") {
  struct Row {
    const char* account;
    std::function<void(gracegate::Notice&)> change;
    const char* shown;
    bool can_pay;
  };
  const Row rows[] = {{"globex", nullptr, "Nothing is open.", false},
                      {"acme", nullptr, "Open invoice, INV-1", true},
                      {"acme",
                       [](gracegate::Notice& notice) {
                         notice.cases.front().reason = gracegate::Reason::seat_overuse;
                         notice.cases.front().owed.reset();
                       },
                       "More people than seats", false},
                      {"acme",
                       [](gracegate::Notice& notice) {
                         notice.cases.push_back(notice.cases.front());
                         notice.cases.back().id = "c_2";
                         notice.cases.back().reason = gracegate::Reason::terms_violation;
                         notice.cases.back().owed.reset();
                       },
                       "Question about the terms of use", true}};
  for (const Row& row : rows) {
    CAPTURE(row.shown);
    Sample sample(Mode::countdown, "", row.change);
    const std::string page =
        sample.client().Get("/billing?paid=1", sample.browser(std::string(row.account) + "-billing"))->body;
    CHECK(contains(page, row.shown));
    CHECK(contains(page, "Pay now</button>") == row.can_pay);
    CHECK(contains(page, "Nothing is open.") != contains(page, kOpenMatters));
    CHECK_FALSE(contains(page, "Thank"));
    CHECK_FALSE(contains(page, "is paid"));
  }
}

TEST_CASE("A program takes the notes out with its key alone, in shutdown too") {
  Sample sample(Mode::shutdown);
  CHECK(sample.client().Get("/api/notes", sample.program())->status == 402);
  const auto all = sample.client().Get("/export", sample.program());
  REQUIRE(all->status == 200);
  CHECK(nlohmann::json::parse(all->body).at("notes").size() == 1);
  CHECK(sample.client().Get("/export", {{"Authorization", "Bearer notes_demo_nobody"}})->status == 401);
  CHECK(sample.client().Get("/export")->get_header_value("Location") == "/login");
  // Who shows both is the owner of the key, to the gate as to the export.
  httplib::Headers both = sample.browser("acme-billing");
  both.emplace("Authorization", "Bearer notes_demo_globex");
  CHECK(nlohmann::json::parse(sample.client().Get("/export", both)->body).at("account") == "globex");
  CHECK(sample.client().Get("/notes", both)->status == 402);
}

TEST_CASE("A mistake on the command line is one line that names it and where help is, and ends with 2") {
  struct Row {
    std::vector<const char*> words;
    const char* named;
  };
  const Row rows[] = {{{"notes", "--nonsense"}, "--nonsense"},
                      {{"notes", "--data"}, "--data"},
                      {{"notes", "--listen", "127.0.0.1"}, "--listen"},
                      {{"notes", "--listen", "127.0.0.1:70000"}, "--listen"}};
  for (const Row& row : rows) {
    CAPTURE(row.named);
    std::ostringstream said;
    std::streambuf* const before = std::cerr.rdbuf(said.rdbuf());
    int exit_code = 0;
    const auto options = notes::read_options(static_cast<int>(row.words.size()),
                                             const_cast<char**>(row.words.data()), exit_code);
    std::cerr.rdbuf(before);
    CHECK_FALSE(options);
    CHECK(exit_code == 2);
    CHECK(contains(said.str(), row.named));
    CHECK(contains(said.str(), "--help"));
    CHECK(said.str().find('\n') == said.str().size() - 1);
  }
}

TEST_CASE("Background work pauses and resumes without loss") {
  auto clock = std::make_shared<gracegate::testing::ManualClock>(start());
  const gracegate::Gate open = gracegate::testing::fixed_gate({}, clock);
  const gracegate::Gate limited = gate_in(Mode::read_only, clock);
  notes::NoteStore store("");
  const auto began = start() - start().time_since_epoch() % gracegate::kMinute;
  const auto pass = [&](const gracegate::Gate& gate, gracegate::Seconds time) {
    clock->advance(time);
    notes::summarise(store, gate, "acme", began);
    return store.summaries("acme").size();
  };
  CHECK(pass(open, gracegate::kMinute) == 1);
  CHECK(pass(open, gracegate::Seconds(0)) == 1);
  store.add("acme", "Ada", {"written", ""}, open.now());
  CHECK(pass(limited, 90 * gracegate::kMinute) == 1);
  CHECK(pass(open, gracegate::Seconds(0)) == 2);
  const auto summaries = store.summaries("acme");
  CHECK(summaries[0].from == began);
  CHECK(summaries[1].from == summaries[0].to);
  CHECK(summaries[1].to - summaries[1].from == 90 * gracegate::kMinute);
  CHECK(summaries[1].changed == 1);
}

TEST_CASE("Notes are there again after a restart") {
  const std::string file = std::filesystem::temp_directory_path() / ("notes-test-" + notes::random_token());
  {
    notes::NoteStore store(file);
    store.add("acme", "Ada", {"Grüße", "line\nline"}, start());
    store.add_summary("acme", {start(), start() + gracegate::kMinute, 1, 1});
  }
  notes::NoteStore again(file);
  REQUIRE(again.list("acme", "grü").size() == 1);
  CHECK(again.list("acme").front().text == "line\nline");
  CHECK(again.summaries("acme").size() == 1);
  CHECK(again.add("acme", "Ada", {"next", ""}, start()).id == 2);
  std::filesystem::remove(file);
}

TEST_CASE("What people type comes out of the sample as text") {
  Sample sample(Mode::countdown);
  sample.store.add("acme", "<i>", {"<script>alert(1)</script>", "\" onload=\"x"}, start());
  const auto browser = sample.browser("acme-member");
  for (const char* path : {"/notes", "/notes/2", "/notes?q=%3Cscript%3E"}) {
    CAPTURE(path);
    const std::string body = sample.client().Get(path, browser)->body;
    CHECK(contains(body, "&lt;script&gt;"));
    CHECK_FALSE(contains(body, "<script>"));
    CHECK_FALSE(contains(body, "\" onload"));
  }
}

TEST_CASE("The bill says deadline and amount as the banner above it, in any currency and language") {
  struct Row {
    const char* account;
    gracegate::Money amount;
    const char* shown;
  };
  const Row rows[] = {{"acme", {3000000, "JPY"}, "JPY\u00a03,000,000"},
                      {"acme", {3000000, "KWD"}, "KWD\u00a03,000.000"},
                      {"acme", {5, "EUR"}, "EUR\u00a00.05"},
                      {"initech", {3000000, "EUR"}, "30.000,00\u00a0EUR"}};
  for (const Row& row : rows) {
    CAPTURE(row.shown);
    Sample sample(Mode::countdown, "", [&](gracegate::Notice& notice) {
      notice.account = row.account;
      notice.cases.front().owed->amount = row.amount;
      // Another day than in UTC.
      notice.zone.name = "Pacific/Kiritimati";
      notice.zone.offsets = {{start(), 14 * gracegate::kHour, "+14"}};
    });
    const std::string person = std::string(row.account) + "-billing";
    const std::string html = sample.client().Get("/billing", sample.browser(person))->body;
    const std::string bill = html.substr(html.find(kOpenMatters));
    const auto banner = sample.gate.banner(
        row.account, {gracegate::Role::billing, sample.directory.person(person)->locale, {}});
    CHECK(contains(bill, ">" + banner.value().deadline_text + "</time>"));
    CHECK(contains(banner.value().owed_text, row.shown));
    CHECK(contains(bill, std::string("<td data-column=\"Amount\">") + row.shown + "</td>"));
  }
}
