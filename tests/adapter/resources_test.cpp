#include <nlohmann/json.hpp>

#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

TEST_CASE("The banner's scripts and style are served by the product itself, to be cached") {
  const Mode mode = GENERATE(Mode::countdown, Mode::shutdown);
  Product product(mode);
  product.serve();
  auto client = product.client();
  const struct {
    const char* path;
    const char* type;
    std::string_view text;
  } assets[] = {
      {"/gracegate/banner.js", "text/javascript; charset=utf-8", gracegate::banner_js()},
      {"/gracegate/page.css", "text/css; charset=utf-8", gracegate::page_css()},
      {"/gracegate/gracegate.js", "text/javascript; charset=utf-8", gracegate::banner_module_js()},
      {"/gracegate/stream.js", "text/javascript; charset=utf-8", gracegate::banner_stream_js()},
      {"/gracegate/banner.css", "text/css; charset=utf-8", gracegate::banner_css()},
  };
  for (const auto& asset : assets) {
    INFO(asset.path);
    const auto answer = client.Get(asset.path, visitor("acme", "*/*"));
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->get_header_value("Content-Type") == asset.type);
    CHECK(answer->body == std::string(asset.text));
    CHECK(contains(answer->get_header_value("Cache-Control"), "max-age="));
    CHECK_FALSE(answer->has_header("Gracegate-Mode"));
    httplib::Headers known;
    known.emplace("If-None-Match", answer->get_header_value("ETag"));
    CHECK(client.Get(asset.path, known)->status == 304);
  }
  const auto head = client.Head("/gracegate/banner.css");
  CHECK(head->body.empty());
  CHECK(head->get_header_value("Content-Length") == std::to_string(gracegate::banner_css().size()));
}

TEST_CASE("The pages of refused requests take a style sheet of the product's own, there or not") {
  gracegate::ProtectOptions options;
  options.page_theme = ":root { --gracegate-page-mark: #063; }";
  Product themed(Mode::shutdown, options);
  themed.serve();
  const std::string page = themed.client().Get("/", visitor("acme"))->body;
  for (const char* sheet : {"banner.css", "page.css", "theme.css"}) {
    const std::string link = "<link rel=\"stylesheet\" href=\"/gracegate/" + std::string(sheet) + "\">";
    CHECK(contains(page, link));
  }
  CHECK(themed.client().Get("/gracegate/theme.css", visitor("acme", "text/css"))->body == options.page_theme);
  Product plain(Mode::shutdown);
  plain.serve();
  const auto none = plain.client().Get("/gracegate/theme.css", visitor("acme", "text/css"));
  REQUIRE(none);
  CHECK((none->status == 200 && none->body.empty()));
}

TEST_CASE("Standing is the banner of this viewer, not for shared caches") {
  Product product(Mode::countdown);
  product.serve();
  auto client = product.client();
  const auto member = client.Get("/gracegate/standing", visitor("acme", "application/json"));
  REQUIRE(member);
  CHECK(member->get_header_value("Content-Type") == "application/json");
  CHECK(member->get_header_value("Cache-Control") == "private, no-cache");
  CHECK(member->get_header_value("Vary") == "Cookie, Accept-Language");
  CHECK(member->body ==
        gracegate::banner_json(product.gate.banner("acme", somebody()), product.gate.now(), "acme"));
  CHECK_FALSE(contains(member->body, "pay.example.com"));
  auto headers = visitor("acme", "application/json");
  headers.emplace("X-Role", "billing");
  CHECK(contains(client.Get("/gracegate/standing", headers)->body, "pay.example.com"));
  const auto clear = client.Get("/gracegate/standing", visitor("clear", "application/json"));
  CHECK(clear->body == gracegate::banner_json(std::nullopt, product.gate.now(), "clear"));
}

TEST_CASE("Standing tells nobody from an account that is clear, and one account from another") {
  Product product(Mode::shutdown);
  product.serve();
  const auto ask = [&](const char* account, const std::string& known = {}) {
    auto headers = visitor(account, "application/json");
    if (!known.empty()) headers.emplace("If-None-Match", known);
    return product.client().Get("/gracegate/standing", headers);
  };
  const auto nobody = ask("");
  REQUIRE(nobody);
  CHECK(nobody->status == 200);
  CHECK(nobody->body == gracegate::banner_json(std::nullopt, product.gate.now()));
  CHECK_FALSE(contains(nobody->body, "account"));
  const auto clear = ask("clear", nobody->get_header_value("ETag"));
  CHECK(clear->status == 200);
  CHECK(nlohmann::json::parse(clear->body).at("account") == "clear");
  CHECK(nlohmann::json::parse(clear->body).at("banner").is_null());
  CHECK(ask("other", clear->get_header_value("ETag"))->status == 200);
}

TEST_CASE("Standing is not sent again while it says the same, though time goes by") {
  Product product(Mode::countdown);
  product.serve();
  auto client = product.client();
  auto headers = visitor("acme", "application/json");
  headers.emplace("If-None-Match", client.Get("/gracegate/standing", headers)->get_header_value("ETag"));
  product.clock->advance(gracegate::kHour);
  const auto same = client.Get("/gracegate/standing", headers);
  CHECK(same->status == 304);
  CHECK(same->body.empty());
  product.clock->advance(gracegate::kDay);
  CHECK(client.Get("/gracegate/standing", headers)->status == 200);
}

TEST_CASE("Standing says at once that the mode has changed") {
  Product product(Mode::countdown);
  product.serve();
  const auto mode = [&] {
    const auto answer = product.client().Get("/gracegate/standing", visitor("acme", "application/json"));
    return nlohmann::json::parse(answer->body).at("banner").at("mode").get<std::string>();
  };
  CHECK(mode() == "countdown");
  product.clock->advance(product.gate.standing("acme").next_change.value() - start());
  CHECK(mode() == "read_only");
}

TEST_CASE("Other paths and methods under /gracegate are the product's") {
  Product product(Mode::shutdown);
  product.server.Post("/gracegate/standing", [](const httplib::Request&, httplib::Response& res) {
    res.set_content("mine", "text/plain");
  });
  product.serve();
  CHECK(product.client().Get("/gracegate/other", visitor("acme"))->status == 404);
  CHECK(product.client().Post("/gracegate/standing", visitor("acme"), "", "text/plain")->body == "mine");
}
