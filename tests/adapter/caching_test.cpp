#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

namespace {

// Compares tags the way cpp-httplib's own file server does: text by text.
void serve_cached_page(Product& product, const std::string& tag) {
  product.server.Get("/", [tag](const httplib::Request& req, httplib::Response& res) {
    res.set_header("ETag", tag.c_str());
    res.set_header("Last-Modified", "Mon, 24 Nov 2025 16:00:00 GMT");
    if (req.get_header_value("If-None-Match") == tag || req.has_header("If-Modified-Since")) {
      res.status = 304;
      return;
    }
    res.set_content(kPage, "text/html; charset=utf-8");
  });
  product.serve();
}

httplib::Headers with_tag(const std::string& account, const std::string& tag) {
  auto headers = visitor(account);
  headers.emplace("If-None-Match", tag);
  return headers;
}

}  // namespace

TEST_CASE("A page is not sent again while neither it nor its banner has changed") {
  const std::string own = GENERATE(as<std::string>{}, "\"v1\"", "W/\"v1\"");
  Product product(Mode::countdown);
  serve_cached_page(product, own);
  const std::string tag = product.client().Get("/", visitor("acme"))->get_header_value("ETag");
  CHECK(tag != own);
  const auto again = product.client().Get("/", with_tag("acme", tag));
  REQUIRE(again);
  CHECK(again->status == 304);
  CHECK(again->body.empty());
  CHECK(again->get_header_value("ETag") == tag);
}

TEST_CASE("A cached page is sent again when its banner has changed or is gone") {
  Product product(Mode::countdown);
  serve_cached_page(product, "\"v1\"");
  const std::string tag = product.client().Get("/", visitor("acme"))->get_header_value("ETag");
  CHECK(product.client().Get("/", with_tag("clear", tag))->status == 200);
  product.clock->advance(2 * gracegate::kDay);
  const auto later = product.client().Get("/", with_tag("acme", tag));
  CHECK(later->status == 200);
  CHECK(contains(later->body, banner_of(product)));
  CHECK(later->get_header_value("ETag") != tag);
}

TEST_CASE("A page that was cached before the case was opened is sent again with the banner") {
  Product product(Mode::countdown);
  serve_cached_page(product, "\"v1\"");
  CHECK(contains(product.client().Get("/", with_tag("acme", "\"v1\""))->body, banner_of(product)));
  auto headers = visitor("acme");
  headers.emplace("If-Modified-Since", "Mon, 24 Nov 2025 16:00:00 GMT");
  const auto answer = product.client().Get("/", headers);
  CHECK(contains(answer->body, banner_of(product)));
  CHECK_FALSE(answer->has_header("Last-Modified"));
}

TEST_CASE("A program's conditional request reaches the product as it was sent") {
  Product product(Mode::countdown);
  std::string seen;
  product.server.Get("/api", [&](const httplib::Request& req, httplib::Response& res) {
    seen = req.get_header_value("If-None-Match") + " " + req.get_header_value("Accept-Encoding");
    res.status = 304;
  });
  product.serve();
  auto headers = visitor("acme", "application/json");
  headers.emplace("If-None-Match", "\"a\", W/\"b\"");
  headers.emplace("Accept-Encoding", "gzip");
  CHECK(product.client().Get("/api", headers)->status == 304);
  CHECK(seen == "\"a\", W/\"b\" gzip");
}
