#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::detail;

TEST_CASE("A program and a browser are told apart by what they would rather have") {
  struct Row {
    const char* accept;
    bool prefers_html;
  };
  const Row rows[] = {{adapter_test::kBrowser, true},
                      {"text/html", true},
                      {"TEXT/HTML;q=0.1", true},
                      {"text/html, application/json;q=0.9", true},
                      {"application/json;q=0.1, text/html;q=0.2, */*", true},
                      {"text/html, application/json", true},
                      {"application/json;q=0, text/html;q=0.1", true},
                      {"application/json, text/html", false},
                      {"application/json, text/html;q=0.1", false},
                      {"text/html;q=0.1, application/json", false},
                      {"text/html;q=0.8, application/problem+json;q=0.9", false},
                      {"text/html;q=0.5, Application/vnd.api+JSON", false},
                      {"application/json, text/plain, */*", false},
                      {"text/html;q=0, */*", false},
                      {"*/*", false},
                      {"", false}};
  for (const Row& row : rows) {
    CAPTURE(row.accept);
    CHECK(prefers_html(row.accept) == row.prefers_html);
  }
}

TEST_CASE("What is named with a weight of zero, or not at all, is not accepted") {
  CHECK(accepts(adapter_test::kBrowser, "text/html"));
  CHECK(accepts("TEXT/HTML;q=0.1", "text/html"));
  CHECK_FALSE(accepts("*/*", "text/html"));
  CHECK_FALSE(accepts("application/json", "text/html"));
  CHECK_FALSE(accepts("text/html;q=0, */*", "text/html"));
  CHECK_FALSE(accepts("text/html; q=0.000", "text/html"));
  CHECK_FALSE(accepts("", "text/html"));
}

TEST_CASE("A list field is split at commas outside of quotes") {
  const auto tags = list_elements("\"a,b\" , W/\"c\",,\t\"d\"");
  REQUIRE(tags.size() == 3);
  CHECK(tags[0] == "\"a,b\"");
  CHECK(tags[1] == "W/\"c\"");
  CHECK(tags[2] == "\"d\"");
}

TEST_CASE("Media type and charset are read as they are meant") {
  CHECK(media_type("Text/HTML ; charset=x") == "text/html");
  CHECK(charset_of("text/html; Charset=\"UTF-8\"") == "utf-8");
  CHECK(charset_of("text/html; charset=utf-16; x=y") == "utf-16");
  CHECK(charset_of("text/html").empty());
}

TEST_CASE("Text for a page of another charset has ASCII characters only") {
  CHECK(in_ascii("14 days") == "14 days");
  CHECK(in_ascii("Zahlung fällig: 5 €") == "Zahlung f&#228;llig: 5 &#8364;");
  CHECK(in_ascii("日\xf0\x9f\x98\x80") == "&#26085;&#128512;");
}

TEST_CASE("Only a plain URL goes into a header field") {
  CHECK(is_header_url("https://pay.example.com/?a=1&b=%20"));
  CHECK_FALSE(is_header_url(""));
  CHECK_FALSE(is_header_url("https://pay.example.com/\r\nSet-Cookie: a=b"));
  CHECK_FALSE(is_header_url("https://pay.example.com/>; rel=\"evil"));
  CHECK_FALSE(is_header_url("https://pay.example.com/ä"));
}
