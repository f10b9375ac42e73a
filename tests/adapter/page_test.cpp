#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

namespace {

void serve_page(Product& product, const std::string& type = kHtml, const std::string& body = kPage) {
  product.server.Get("/", [type, body](const httplib::Request&, httplib::Response& res) {
    res.set_content(body, type.c_str());
  });
  product.serve();
}

std::string with_banner(const Product& product, const std::string& banner) {
  return gracegate::inject(kPage, banner).value_or("no body in " + std::to_string(product.port));
}

}  // namespace

TEST_CASE("A page of an account in countdown carries its banner right after the body tag") {
  Product product(Mode::countdown);
  serve_page(product);
  const auto answer = product.client().Get("/", visitor("acme"));
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(contains(answer->body, "<body>" + assets() + banner_of(product) + "<p>hello"));
  CHECK(answer->get_header_value("Content-Length") == std::to_string(answer->body.size()));
  CHECK(answer->get_header_value_count("Content-Length") == 1);
  CHECK(answer->get_header_value("Cache-Control") == "private");
}

TEST_CASE("A page of an account without a case can become live but says nothing") {
  Product product(Mode::countdown);
  serve_page(product);
  const auto answer = product.client().Get("/", visitor("clear"));
  REQUIRE(answer);
  CHECK(answer->body == with_banner(product, ""));
  CHECK(answer->get_header_value("Cache-Control").empty());
}

TEST_CASE("Without live pages a page of an account without a case is sent byte by byte") {
  gracegate::ProtectOptions options;
  options.live_pages = false;
  Product product(Mode::countdown, std::move(options));
  serve_page(product);
  CHECK(product.client().Get("/", visitor("clear"))->body == kPage);
  CHECK(product.client().Get("/", visitor("acme"))->body == with_banner(product, banner_of(product)));
}

TEST_CASE(
    "What the product puts into the banner stands there, and in a template for banners that appear later") {
  gracegate::ProtectOptions options;
  options.slots = {"<img class=\"logo\" src=\"/logo.svg\" alt=\"Notes\">",
                   "<b>We are there from 9 to 5.</b>"};
  Product product(Mode::countdown, options);
  serve_page(product);
  const std::string start = "<div class=\"gg-slot gg-slot-start\">" + options.slots.start + "</div>";
  const std::string end = "<div class=\"gg-slot gg-slot-end\">" + options.slots.end + "</div>";
  const std::string held = "<template id=\"gracegate-slots\">" + start + end + "</template>";
  const std::string page = product.client().Get("/", visitor("acme"))->body;
  CHECK(contains(page, "<div class=\"gg-inner\">" + start + "<div class=\"gg-main\">"));
  CHECK(contains(page, end + "</div><p class=\"gg-live\""));
  CHECK(contains(page, "</section>" + held));
  CHECK(product.client().Get("/", visitor("clear"))->body == with_banner(product, held));
}

TEST_CASE("A page for nobody in particular is sent byte by byte") {
  Product product(Mode::shutdown);
  serve_page(product);
  const auto answer = product.client().Get("/", {{"Accept", kBrowser}});
  REQUIRE(answer);
  CHECK(answer->body == kPage);
  CHECK_FALSE(answer->has_header("Gracegate-Mode"));
}

TEST_CASE("Switching the account in one session switches the banner") {
  Product product(Mode::countdown);
  serve_page(product);
  auto client = product.client();
  client.set_keep_alive(true);
  CHECK(contains(client.Get("/", visitor("acme"))->body, banner_of(product)));
  CHECK_FALSE(contains(client.Get("/", visitor("clear"))->body, banner_of(product)));
  CHECK(contains(client.Get("/", visitor("acme"))->body, banner_of(product)));
}

TEST_CASE("What is not a complete HTML page in a known form is left alone") {
  struct Left {
    const char* type;
    std::string body;
  };
  const Left left = GENERATE(values<Left>({
      {"text/plain", kPage},
      {"application/json", "{\"html\":\"<body>\"}"},
      {"application/xhtml+xml", kPage},
      {"text/html", "<p>a part</p>"},
      {"text/html; charset=utf-16", kPage},
      {"text/html; charset=UTF-32LE", kPage},
      {"text/html", std::string("\xff\xfe<\0b\0o\0d\0y\0>\0", 14)},
      {"text/html", ""},
      {"text/plain; charset=utf-8", kPage},
  }));
  CAPTURE(left.type, left.body);
  Product product(Mode::countdown);
  serve_page(product, left.type, left.body);
  CHECK(product.client().Get("/", visitor("acme"))->body == left.body);
}

TEST_CASE("A page in another charset gets a banner that reads the same in it") {
  Product product(Mode::countdown, {}, [](gracegate::Notice& notice) { notice.contact.name = "Zoë"; });
  serve_page(product, "text/html; charset=iso-8859-1");
  const std::string body = product.client().Get("/", visitor("acme"))->body;
  CHECK(body == with_banner(product, gracegate::detail::in_ascii(banner_of(product))));
  for (const char c : body) REQUIRE(static_cast<unsigned char>(c) < 0x80);
}

TEST_CASE("Pages that the product encoded, cut or offers as a file are left alone") {
  Product product(Mode::countdown);
  const auto page = [](const char* name, const char* value, int status) {
    return [=](const httplib::Request&, httplib::Response& res) {
      res.set_content(kPage, kHtml);
      if (name) res.set_header(name, value);
      res.status = status;
    };
  };
  product.server.Get("/encoded", page("Content-Encoding", "br", 200));
  product.server.Get("/file", page("Content-Disposition", "attachment; filename=a.html", 200));
  product.server.Get("/moved", page("Location", "/", 302));
  product.server.Get("/gone", page(nullptr, nullptr, 404));
  product.serve();
  CHECK(product.client().Get("/moved", visitor("acme"))->body == kPage);
  CHECK(product.client().Get("/file", visitor("acme"))->body == kPage);
  CHECK(contains(product.raw("GET /encoded HTTP/1.0\r\nX-Account: acme\r\nAccept: text/html\r\n\r\n"),
                 std::string("\r\n\r\n") + kPage));
  CHECK(contains(product.client().Get("/gone", visitor("acme"))->body, banner_of(product)));
}

TEST_CASE("A range of a page is what the client asked for") {
  Product product(Mode::countdown);
  serve_page(product);
  auto headers = visitor("acme");
  headers.emplace("Range", "bytes=0-14");
  const auto answer = product.client().Get("/", headers);
  CHECK(answer->status == 206);
  CHECK(answer->body == "<!doctype html>");
}

TEST_CASE("HEAD says of a page what GET would send") {
  Product product(Mode::countdown);
  serve_page(product);
  const auto get = product.client().Get("/", visitor("acme"));
  const auto head = product.client().Head("/", visitor("acme"));
  CHECK(head->status == 200);
  CHECK(head->body.empty());
  CHECK(head->get_header_value("Content-Length") == get->get_header_value("Content-Length"));
  CHECK(head->get_header_value("Gracegate-Mode") == "countdown");
}

TEST_CASE("A page that cpp-httplib compresses is compressed with the banner in it") {
  Product product(Mode::countdown);
  serve_page(product);
  auto headers = visitor("acme");
  headers.emplace("Accept-Encoding", "gzip");
  const auto answer = product.client().Get("/", headers);
  REQUIRE(answer);
  CHECK(contains(answer->body, banner_of(product)));
#ifdef CPPHTTPLIB_ZLIB_SUPPORT
  CHECK(answer->get_header_value("Content-Encoding") == "gzip");
  CHECK(contains(answer->get_header_value("Vary"), "Accept-Encoding"));
#endif
  headers = visitor("acme");
  headers.emplace("Accept-Encoding", "gzip;q=0, identity");
  CHECK_FALSE(product.client().Get("/", headers)->has_header("Content-Encoding"));
}

TEST_CASE("Whoever the product names no language for is shown the one that their browser asks for") {
  Product product(Mode::countdown);
  product.server.Get("/", [](const httplib::Request&, httplib::Response& res) {
    res.set_header("Vary", "Cookie");
    res.set_header("ETag", "\"v1\"");
    res.set_content(kPage, "text/html; charset=utf-8");
  });
  product.serve();
  const auto ask = [&](const char* languages, const std::string& known = {}) {
    auto headers = visitor("acme");
    headers.emplace("Accept-Language", languages);
    if (!known.empty()) headers.emplace("If-None-Match", known);
    return product.client().Get("/", headers);
  };
  const auto german = ask("sq, de-AT;q=0.9, fr;q=0.8");
  REQUIRE(german);
  CHECK(contains(german->body, "lang=\"de\""));
  CHECK(german->get_header_value("Vary") == "Cookie, Accept-Language");
  CHECK(contains(ask("iw-IL")->body, "lang=\"he\" dir=\"rtl\""));
  CHECK(contains(ask("*")->body, "lang=\"en\""));
  CHECK(contains(ask("fr", german->get_header_value("ETag"))->body, "lang=\"fr\""));
}

TEST_CASE("Whoever the product names a language for is shown that one, whatever the browser asks for") {
  gracegate::ProtectOptions options;
  options.viewer = [](const httplib::Request&) {
    return gracegate::Viewer{gracegate::Role::member, "ja", std::nullopt};
  };
  Product product(Mode::countdown, std::move(options));
  serve_page(product);
  auto headers = visitor("acme");
  headers.emplace("Accept-Language", "de");
  const auto answer = product.client().Get("/", headers);
  REQUIRE(answer);
  CHECK(contains(answer->body, "lang=\"ja\""));
  CHECK_FALSE(contains(answer->get_header_value("Vary"), "Accept-Language"));
  CHECK(product.client().Get("/gracegate/standing", headers)->get_header_value("Vary") == "Cookie");
}

TEST_CASE("Observing shows no banner and tells no mode") {
  Product product(Mode::read_only, {}, nullptr, gracegate::Enforcement::observe);
  serve_page(product);
  const auto answer = product.client().Get("/", visitor("acme"));
  CHECK(answer->body == with_banner(product, ""));
  CHECK_FALSE(answer->has_header("Gracegate-Mode"));
}

TEST_CASE("An exception in the product's callbacks leaves the product as it is") {
  gracegate::ProtectOptions options;
  options.viewer = [](const httplib::Request&) -> gracegate::Viewer { throw 1; };
  Product product(Mode::countdown, std::move(options));
  product.server.Post("/notes", [](const httplib::Request&, httplib::Response& res) { res.status = 201; });
  gracegate::Gate shut = gracegate::testing::fixed_gate(
      {gracegate::testing::example_notice("acme", Mode::shutdown, start())}, product.clock);
  httplib::Server second;
  SECTION("viewer: a member's banner") {
    serve_page(product);
    CHECK(contains(product.client().Get("/", visitor("acme"))->body, banner_of(product)));
  }
  SECTION("account_of: nobody") {
    gracegate::protect(product.server, shut, [](const httplib::Request&) -> std::string { throw 1; });
    serve_page(product);
    CHECK(product.client().Get("/", visitor("acme"))->body == kPage);
    CHECK(product.client().Post("/notes", visitor("acme"), "x", "text/plain")->status == 201);
  }
  SECTION("rule: the method decides") {
    gracegate::ProtectOptions throwing;
    throwing.rules.rule = [](std::string_view, std::string_view) -> std::optional<gracegate::Operation> {
      throw 1;
    };
    gracegate::protect(
        product.server, shut, [](const httplib::Request&) { return std::string("acme"); },
        std::move(throwing));
    serve_page(product);
    CHECK(product.client().Get("/", visitor("acme"))->status == 402);
  }
}
