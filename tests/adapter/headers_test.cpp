#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace adapter_test;
using gracegate::Mode;

namespace {

void serve_api(Product& product, const char* cache_control = nullptr) {
  product.server.Get("/api", [cache_control](const httplib::Request&, httplib::Response& res) {
    res.set_content("{}", "application/json");
    res.set_header("Gracegate-Mode", "open");
    if (cache_control) res.set_header("Cache-Control", cache_control);
  });
  product.serve();
}

httplib::Headers billing() {
  auto headers = visitor("acme", "application/json");
  headers.emplace("X-Role", "billing");
  return headers;
}

}  // namespace

TEST_CASE("API-only customers are warned too") {
  Product product(Mode::countdown);
  serve_api(product);
  const auto answer = product.client().Get("/api", billing());
  REQUIRE(answer);
  CHECK(answer->body == "{}");
  CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
  CHECK(answer->get_header_value_count("Gracegate-Mode") == 1);
  CHECK(answer->get_header_value("Gracegate-Deadline") ==
        gracegate::format_rfc3339(product.gate.standing("acme").deadline.value()));
  CHECK(answer->get_header_value("Link") == "<https://pay.example.com/acme>; rel=\"payment\"");
  CHECK(answer->get_header_value("Cache-Control") == "private");
}

TEST_CASE("A member is told mode and deadline but not where to pay") {
  Product product(Mode::countdown);
  serve_api(product);
  const auto answer = product.client().Get("/api", visitor("acme"));
  CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
  CHECK_FALSE(answer->has_header("Link"));
}

TEST_CASE("An account without a case is told nothing") {
  Product product(Mode::shutdown);
  product.server.Get("/api", [](const httplib::Request&, httplib::Response& res) {
    res.set_content("{}", "application/json");
  });
  product.serve();
  const auto answer = product.client().Get("/api", visitor("clear"));
  CHECK_FALSE(answer->has_header("Gracegate-Mode"));
  CHECK_FALSE(answer->has_header("Gracegate-Deadline"));
  CHECK_FALSE(answer->has_header("Cache-Control"));
}

TEST_CASE("Where paying would settle nothing, no pay link is told") {
  for (const auto reason : {gracegate::Reason::terms_violation, gracegate::Reason::released}) {
    Product product(Mode::countdown, {},
                    [&](gracegate::Notice& notice) { notice.cases.front().reason = reason; });
    serve_api(product);
    const auto answer = product.client().Get("/api", billing());
    CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
    CHECK_FALSE(answer->has_header("Link"));
  }
}

TEST_CASE("A pay link that could break out of its header is left out") {
  Product product(Mode::countdown, {}, [](gracegate::Notice& notice) {
    notice.links.pay = "https://pay.example.com/>\r\nSet-Cookie: a=b";
  });
  serve_api(product);
  const auto answer = product.client().Get("/api", billing());
  CHECK_FALSE(answer->has_header("Link"));
  CHECK_FALSE(answer->has_header("Set-Cookie"));
  CHECK(answer->get_header_value("Gracegate-Mode") == "countdown");
}

TEST_CASE("What a shared cache may keep says nothing about an account") {
  Product product(Mode::countdown);
  serve_api(product, "public, max-age=3600");
  const auto answer = product.client().Get("/api", billing());
  CHECK(answer->get_header_value("Cache-Control") == "public, max-age=3600");
  CHECK_FALSE(answer->has_header("Link"));
  CHECK_FALSE(answer->has_header("Gracegate-Deadline"));
}

TEST_CASE("The product's own caching rule stays, but for shared caches") {
  struct Rule {
    const char* given;
    const char* sent;
  };
  const Rule rule = GENERATE(values<Rule>({{"no-store", "no-store"},
                                           {"private, max-age=60", "private, max-age=60"},
                                           {"max-age=60", "private, max-age=60"},
                                           {"s-maxage=60, must-revalidate", "private, must-revalidate"}}));
  Product product(Mode::countdown);
  serve_api(product, rule.given);
  CHECK(product.client().Get("/api", billing())->get_header_value("Cache-Control") == rule.sent);
}
