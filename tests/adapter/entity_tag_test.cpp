#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::detail;

TEST_CASE("A marked entity tag gives the product's own tag back") {
  for (const std::string tag : {"\"v1\"", "W/\"v1\"", "\"\"", "W/\"\"", "\"a~gg-b\""}) {
    CAPTURE(tag);
    const std::string marked = marked_tag(tag, "0123");
    CHECK(marked.substr(0, 3) == "W/\"");
    CHECK(unmarked_tag(marked, "0123") == tag);
    CHECK(unmarked_tag(marked, "0124").empty());
    CHECK(unmarked_tag(tag, "0123").empty());
  }
}

TEST_CASE("What is no entity tag is not touched") {
  CHECK(marked_tag("v1", "0123") == "v1");
  CHECK(marked_tag("", "0123").empty());
  CHECK(marked_tag("\"", "0123") == "\"");
  CHECK(unmarked_tag("v1~gg-0123s", "0123").empty());
}

TEST_CASE("The product compares with the tags of pages that carry the banner as it is now") {
  const ClientTags both = client_tags("W/\"a~gg-1s\", \"b\", W/\"c~gg-2w\"", "1", true);
  CHECK(both.for_product == "\"a\", \"b\"");
  CHECK(both.was_marked);
  const ClientTags marked = client_tags("W/\"a~gg-1w\", \"b\"", "1", false);
  CHECK(marked.for_product == "W/\"a\"");
  const ClientTags none = client_tags("\"b\", W/\"c~gg-2w\"", "1", false);
  CHECK(none.for_product.empty());
  CHECK_FALSE(none.was_marked);
  CHECK(client_tags("*", "1", false).for_product == "*");
}
