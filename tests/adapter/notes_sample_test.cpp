// The sample product, with a gate that asks no server.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "samples/notes/form.hpp"
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

gracegate::Gate gate_in(Mode mode, std::shared_ptr<gracegate::Clock> clock) {
  gracegate::Notice notice = gracegate::testing::example_notice("acme", mode, start());
  notice.cases.front().owed = gracegate::Owed{{3000000, "USD"}, {"INV-1"}};
  return gracegate::testing::fixed_gate({notice}, std::move(clock));
}

struct Sample {
  explicit Sample(Mode mode, const std::string& billing_server = {})
      : clock(std::make_shared<gracegate::testing::ManualClock>(start())),
        gate(gate_in(mode, clock)),
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
  const auto login = client.Get("/login");
  REQUIRE(login->status == 200);
  const std::string cookie = login->get_header_value("Set-Cookie");
  const notes::Session session = sample.sessions.find(cookie.substr(14, cookie.find(';') - 14)).value();
  const httplib::Headers fresh{{"Cookie", "notes_session=" + session.id}};
  const auto in = client.Post("/login", fresh, "csrf=" + session.csrf + "&person=acme-member", kForm);
  CHECK(in->get_header_value("Location") == "/notes");

  const auto browser = sample.browser("acme-billing");
  for (const char* path : {"/billing", "/support", "/export", "/assets/notes.css", "/login"}) {
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
  const notes::Session session = sample.sessions.start();
  const httplib::Headers browser{{"Cookie", "notes_session=" + session.id}};
  const auto away = sample.client().Get("/sso/start?person=acme-member", browser);
  const std::string back = away->get_header_value("Location");
  CHECK(sample.client().Get("/sso/callback?state=&code=acme-member", browser)->status == 403);
  CHECK(sample.client().Get(back)->status == 403);
  CHECK(sample.client().Get(back, browser)->get_header_value("Location") == "/notes");
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
  httplib::Server billing;
  std::string path, authorization;
  nlohmann::json body;
  billing.Post("/v1/accounts/acme/payments", [&](const httplib::Request& req, httplib::Response& res) {
    path = req.path;
    authorization = req.get_header_value("Authorization");
    body = nlohmann::json::parse(req.body);
    res.set_content("{}", "application/json");
  });
  const int port = billing.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { billing.listen_after_bind(); });
  {
    Sample sample(Mode::shutdown, "http://127.0.0.1:" + std::to_string(port));
    CHECK_FALSE(contains(sample.client().Get("/billing", sample.browser("acme-member"))->body, "30,000"));
    const auto browser = sample.browser("acme-billing");
    CHECK(contains(sample.client().Get("/billing", browser)->body, "30,000.00 USD"));
    const auto paid =
        sample.client().Post("/billing/pay", browser, "payment=notes-1&csrf=" + sample.csrf, kForm);
    CHECK(paid->get_header_value("Location") == "/billing?paid=1");
  }
  billing.stop();
  thread.join();
  CHECK(path == "/v1/accounts/acme/payments");
  CHECK(authorization == "Bearer token");
  CHECK(body == nlohmann::json{{"payment", "notes-1-1"},
                               {"amount", {{"minor", 3000000}, {"currency", "USD"}}},
                               {"invoices", {"INV-1"}}});
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

TEST_CASE("Amounts are written as people write them") {
  CHECK(notes::money_text({3000000, "USD"}) == "30,000.00 USD");
  CHECK(notes::money_text({123456789, "EUR"}) == "1,234,567.89 EUR");
  CHECK(notes::money_text({5, "EUR"}) == "0.05 EUR");
  CHECK(notes::money_text({99999, "EUR"}) == "999.99 EUR");
}
