// /gracegate/help: people ask for help from within the product.
#include <nlohmann/json.hpp>

#include "tests/adapter/product.hpp"
#include "tests/browser/notary.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;
using gracegate::browser_test::Notary;
using nlohmann::json;

namespace {

// A product whose server is in its own process and takes what is asked; "acme" has a case that is open.
struct Vendor {
  std::shared_ptr<gracegate::testing::ManualClock> clock =
      std::make_shared<gracegate::testing::ManualClock>(start());
  Notary notary{clock};
  Product product;

  explicit Vendor(gracegate::Seconds left = 14 * gracegate::kDay, gracegate::ProtectOptions options = {})
      : product(clock, open(notary, clock), std::move(options)) {
    publish(left);
  }

  void publish(gracegate::Seconds left) {
    const auto deadline = (start() + left).time_since_epoch().count();
    const json one{{"id", "c_1"},
                   {"reason", "nonpayment"},
                   {"deadline", deadline},
                   {"stages",
                    {{{"mode", "countdown"}, {"from", deadline - 14 * 86400}},
                     {{"mode", "read_only"}, {"from", deadline}},
                     {{"mode", "shutdown"}, {"from", deadline + 7 * 86400}}}}};
    notary.publish(json{{"sub", "acme"},
                        {"cases", {one}},
                        {"contact", {{"name", "Maria"}, {"email", "maria@example.com"}, {"phone", nullptr}}}}
                       .dump());
  }
  json sent() { return json::parse(notary.help().back()); }

 private:
  static gracegate::Gate open(Notary& notary, std::shared_ptr<gracegate::testing::ManualClock> clock) {
    gracegate::Config config;
    config.server = "https://grace.example.com";
    config.product = "notes";
    config.sdk_key = "gg_product_1";
    config.root_keys = {notary.root_key()};
    config.clock = std::move(clock);
    config.transport = notary.transport();
    return std::move(gracegate::Gate::open(std::move(config)).value());
  }
};

httplib::Headers by(const std::string& person, const char* account = "acme") {
  return {{"X-Account", account}, {"X-Person", person}, {"Accept", kBrowser}};
}

using Fields = httplib::MultipartFormDataItems;
Fields fields(const std::string& text, const std::string& topic = "stuck") {
  return {{"case", "c_1", "", ""}, {"topic", topic, "", ""}, {"text", text, "", ""}};
}
Fields with_file(Fields fields, const std::string& bytes) {
  fields.push_back({"file", bytes, "C:\\proof.pdf", "application/pdf"});
  return fields;
}

}  // namespace

TEST_CASE("The banner leads to a form of the product's own, in every mode") {
  for (const auto left : {14 * gracegate::kDay, -gracegate::kDay, -8 * gracegate::kDay}) {
    Vendor vendor(left);
    vendor.product.serve();
    auto client = vendor.product.client();
    const auto way = client.Get("/gracegate/standing", by("p_ada"));
    CHECK(contains(way->body, "/gracegate/help?case=c_1&topic=question"));
    const auto page = client.Get("/gracegate/help?case=c_1&topic=question", by("p_ada"));
    REQUIRE(page);
    CHECK(page->status == 200);
    CHECK(page->get_header_value("Content-Type") == kHtml);
    CHECK(page->get_header_value("Cache-Control") == "no-store");
    CHECK(contains(page->body, "<form"));
    CHECK(contains(page->body, "name=\"topic\" value=\"question\""));
    CHECK(client.Head("/gracegate/help?case=c_1", by("p_ada"))->status == 200);
    const auto answer = client.Post("/gracegate/help", by("p_ada"), fields("Nothing prints."));
    REQUIRE(answer);
    CHECK(answer->status == 303);
  }
}

TEST_CASE("What the product says of somebody and does not fit keeps them from nothing") {
  Vendor vendor;
  vendor.product.serve();
  auto client = vendor.product.client();
  auto headers = by(std::string(129, 'p'));
  headers.emplace("Accept-Language", "de");
  const auto answer = client.Post("/gracegate/help", headers, fields("Nothing prints."));
  REQUIRE(answer);
  CHECK(answer->status == 303);
  const json sent = vendor.sent();
  CHECK(sent["text"] == "Nothing prints.");
  CHECK(sent["person"].is_null());
  CHECK(sent["locale"] == "de");
}

TEST_CASE("A form that was sent reaches support with who asks, and its page says who answers and by when") {
  Vendor vendor;
  vendor.product.server.Post(".*", [](const httplib::Request&, httplib::Response& res) { res.status = 500; });
  vendor.product.serve();
  auto client = vendor.product.client();
  auto headers = by("p_ada");
  headers.emplace("X-Role", "billing");
  headers.emplace("Accept-Language", "de");
  Fields form = with_file(fields("We paid\r\non Monday.", "time"), std::string(1000, '\0'));
  form.push_back({"reach", "ada@example.com", "", ""});
  form.push_back({"date", "2025-11-24", "", ""});
  form.push_back({"page", "/notes", "", ""});
  const auto answer = client.Post("/gracegate/help", headers, form);
  REQUIRE(answer);
  CHECK(answer->status == 303);
  const json sent = vendor.sent();
  const std::string id = sent["id"];
  CHECK(answer->get_header_value("Location") == "/gracegate/help?sent=" + id);
  CHECK(sent["account"] == "acme");
  CHECK(sent["case"] == "c_1");
  CHECK(sent["topic"] == "time");
  CHECK(sent["text"] == "We paid\non Monday.");
  CHECK(sent["reach"] == "ada@example.com");
  CHECK(sent["person"] == "p_ada");
  CHECK(sent["role"] == "billing");
  CHECK(sent["page"] == "/notes");
  CHECK(sent["locale"] == "de");
  CHECK(sent["date"] == "2025-11-24");
  CHECK(sent["file"]["name"] == "proof.pdf");
  CHECK(sent["file"]["type"] == "application/pdf");
  CHECK(sent["file"]["data"].get<std::string>().size() == 1336);
  const auto page = client.Get(answer->get_header_value("Location"), headers);
  CHECK(page->status == 200);
  CHECK(contains(page->body, "Ihre Nachricht ist angekommen"));
  CHECK(contains(page->body, "Maria antwortet bis"));
}

TEST_CASE("A request that support does not have yet is not said to have arrived") {
  Vendor vendor;
  vendor.notary.become_deaf();
  vendor.product.serve();
  auto client = vendor.product.client();
  const auto answer = client.Post("/gracegate/help", by("p_ada"), fields("Nothing prints."));
  REQUIRE(answer);
  CHECK(answer->status == 303);
  const auto page = client.Get(answer->get_header_value("Location"), by("p_ada"));
  CHECK(contains(page->body, "Your message is on its way"));
  CHECK(contains(page->body, "maria@example.com"));
}

TEST_CASE("A form that another site sends is refused, and nothing of it is shown or sent on") {
  Vendor vendor;
  vendor.product.serve();
  auto client = vendor.product.client();
  const std::string host = "127.0.0.1:" + std::to_string(vendor.product.port);
  struct Row {
    httplib::Headers headers;
    bool is_taken;
  };
  const Row rows[] = {
      {{{"Sec-Fetch-Site", "cross-site"}}, false},
      {{{"Sec-Fetch-Site", "same-site"}}, false},
      {{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://" + host}}, false},
      {{{"Origin", "https://evil.example"}}, false},
      {{{"Origin", "http://127.0.0.1"}}, false},
      {{{"Origin", "null"}}, false},
      {{{"Origin", "http://" + host}}, true},
      {{{"Sec-Fetch-Site", "same-origin"}}, true},
      {{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://app.example.com"}}, true},  // behind a proxy
  };
  std::size_t taken = 0;
  for (const Row& row : rows) {
    httplib::Headers headers = by("p_ada");
    headers.insert(row.headers.begin(), row.headers.end());
    const auto answer = client.Post("/gracegate/help", headers, fields("typed by nobody"));
    REQUIRE(answer);
    CHECK(answer->status == (row.is_taken ? 303 : 403));
    CHECK_FALSE(contains(answer->body, "typed by nobody"));
    taken += row.is_taken ? 1 : 0;
    CHECK(vendor.notary.help().size() == taken);
  }
}

TEST_CASE("A form that cannot be sent comes back with what was typed, and says what is wrong") {
  Vendor vendor;
  vendor.product.serve();
  auto client = vendor.product.client();
  Fields dated = fields("We paid.", "time");
  dated.push_back({"date", "yesterday", "", ""});
  const struct {
    Fields form;
    const char* says;
    const char* keeps;
  } rows[] = {
      {fields("  "), "Please write a few words", "<form"},
      {fields(std::string(4001, 'a')), "longer than we can take", "aaaa</textarea>"},
      {dated, "Please give the date", "We paid.</textarea>"},
      {with_file(dated, "x"), "choose the file again", "We paid.</textarea>"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.says);
    const auto answer = client.Post("/gracegate/help", by("p_ada"), row.form);
    REQUIRE(answer);
    CHECK(answer->status == 422);
    CHECK(contains(answer->body, row.says));
    CHECK(contains(answer->body, row.keeps));
  }
  CHECK(vendor.notary.help().empty());
}

TEST_CASE("A file that is too large is not kept, what was typed is, and the connection goes on") {
  const bool is_product_strict = GENERATE(false, true);
  Vendor vendor;
  if (is_product_strict) vendor.product.server.set_payload_max_length(100'000);
  vendor.product.serve();
  auto client = vendor.product.client();
  client.set_keep_alive(true);
  const auto answer =
      client.Post("/gracegate/help", by("p_ada"),
                  with_file(fields("We paid.", "time"), std::string(2 * gracegate::kMaxHelpFileBytes, 'x')));
  REQUIRE(answer);
  CHECK(answer->status == 413);
  CHECK(contains(answer->body, "larger than 5 MB"));
  // A limit of the product's own lets nothing through at all.
  CHECK(contains(answer->body, "We paid.</textarea>") == !is_product_strict);
  CHECK(contains(answer->body, "<form"));
  CHECK(vendor.notary.help().empty());
  CHECK(client.Get("/gracegate/help?case=c_1", by("p_ada"))->status == 200);
}

TEST_CASE("A case that is not open has no form, and takes none") {
  Vendor vendor;
  vendor.product.serve();
  auto client = vendor.product.client();
  for (const char* account : {"acme", "clear"}) {
    const auto page = client.Get("/gracegate/help?case=c_2", by("p_ada", account));
    CHECK(page->status == 404);
    CHECK(contains(page->body, "This matter is closed"));
    Fields form = fields("Nothing prints.");
    form[0].content = "c_2";
    const auto answer = client.Post("/gracegate/help", by("p_ada", account), form);
    CHECK(answer->status == 404);
    CHECK(contains(answer->body, "This matter is closed"));
  }
  CHECK(vendor.notary.help().empty());
}

TEST_CASE("Who is not signed in finds the product's own answer, and sends nothing") {
  Vendor vendor;
  vendor.product.serve();
  auto client = vendor.product.client();
  CHECK(client.Get("/gracegate/help?case=c_1", by("", ""))->status == 404);
  CHECK(client.Post("/gracegate/help", by("", ""), fields("Nothing prints."))->status == 403);
  CHECK(vendor.notary.help().empty());
}

TEST_CASE("One person can send six requests in ten minutes, and others are not held up") {
  Vendor vendor;
  vendor.product.serve();
  auto client = vendor.product.client();
  const auto post = [&](const char* person) {
    return client.Post("/gracegate/help", by(person), fields("Nothing prints."));
  };
  for (int i = 0; i < 6; ++i) CHECK(post("p_ada")->status == 303);
  const auto refused = post("p_ada");
  CHECK(refused->status == 429);
  CHECK(refused->get_header_value("Retry-After") == "600");
  CHECK(contains(refused->body, "Nothing prints.</textarea>"));
  CHECK(post("p_ben")->status == 303);
  vendor.clock->advance(gracegate::Seconds(599));
  CHECK(post("p_ada")->status == 429);
  vendor.clock->advance(gracegate::Seconds(1));
  CHECK(post("p_ada")->status == 303);
}

TEST_CASE("A product with forms of its own has nothing at this path") {
  gracegate::ProtectOptions options;
  options.help_forms = false;
  Product product(Mode::countdown, std::move(options));
  product.server.Post("/gracegate/help", [](const httplib::Request& req, httplib::Response& res) {
    res.set_content(req.body, "text/plain");
  });
  product.serve();
  auto client = product.client();
  CHECK(client.Get("/gracegate/help?case=c_example", visitor("acme"))->status == 404);
  CHECK(client.Post("/gracegate/help", visitor("acme"), "its own", "text/plain")->body == "its own");
  CHECK(contains(client.Get("/gracegate/standing", visitor("acme"))->body, "https://help.example.com/"));
}

TEST_CASE(
    "The page that led to the form goes with the request, without its query and from this product alone") {
  Vendor vendor;
  vendor.product.serve();
  auto client = vendor.product.client();
  const std::string here = "http://127.0.0.1:" + std::to_string(vendor.product.port);
  const std::pair<std::string, const char*> rows[] = {
      {here + "/notes/7?q=secret#x", "name=\"page\" value=\"/notes/7\""},
      {"https://search.example/notes", nullptr},
      {here + "/gracegate/help?case=c_1", nullptr},
      {"nonsense", nullptr},
  };
  for (const auto& [referrer, field] : rows) {
    CAPTURE(referrer);
    auto headers = by("p_ada");
    headers.emplace("Referer", referrer);
    const auto page = client.Get("/gracegate/help?case=c_1", headers);
    CHECK(contains(page->body, "name=\"page\"") == (field != nullptr));
    if (field != nullptr) CHECK(contains(page->body, field));
  }
}
