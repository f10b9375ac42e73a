#include "server/http/target.hpp"

#include <optional>

#include "server/http/characters.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::server::http;

namespace {

std::optional<Request> taken_apart(std::string target) {
  Request request;
  request.method = "GET";
  request.target = std::move(target);
  if (!take_target_apart(request)) return std::nullopt;
  return request;
}

using Path = std::vector<std::string>;
using Query = decltype(Request::query);

}  // namespace

TEST_CASE("A path is split before it is decoded, so that an id may have a slash in it") {
  CHECK(taken_apart("/")->path.empty());
  CHECK(taken_apart("/v1/a")->path == Path{"v1", "a"});
  CHECK(taken_apart("/a/")->path == Path{"a", ""});
  CHECK(taken_apart("//")->path == Path{"", ""});
  CHECK(taken_apart("/a%2Fb/%3F%23%25")->path == Path{"a/b", "?#%"});
  CHECK(taken_apart("/%C3%A4%e2%82%ac%F0%9F%98%80")->path == Path{"ä€😀"});
  CHECK(taken_apart("/a+b")->path == Path{"a+b"});
  CHECK(taken_apart("/../%2e%2E")->path == Path{"..", ".."});
}

TEST_CASE("A query keeps order, repeats and empty values") {
  CHECK(taken_apart("/?")->query.empty());
  CHECK(taken_apart("/?a=1&b=2&a=3")->query == Query{{"a", "1"}, {"b", "2"}, {"a", "3"}});
  CHECK(taken_apart("/?a&b=&&=c&d=e=f")->query == Query{{"a", ""}, {"b", ""}, {"", "c"}, {"d", "e=f"}});
  CHECK(taken_apart("/?a+b=c%26d+%2B")->query == Query{{"a b", "c&d +"}});
}

TEST_CASE("The absolute form of a target means its path") {
  CHECK(taken_apart("http://host:80/v1/a?b=c")->path == Path{"v1", "a"});
  CHECK(taken_apart("HTTPS://host/v1/a?b=c")->target == "/v1/a?b=c");
  CHECK(taken_apart("http://host")->target == "/");
  CHECK(taken_apart("http://host?a=b/c")->target == "/?a=b/c");
  CHECK(taken_apart("/a?b=http://c/d")->target == "/a?b=http://c/d");
}

TEST_CASE("A target that is not percent-encoded UTF-8 without control characters is refused") {
  for (const std::string target :
       {"",          "a",          "ftp://host/",   "http:/a",       "/%",         "/%4",
        "/%4G",      "/%G4",       "/a?b=%",        "/%00",          "/%1f",       "/%7F",
        "/%C2%85",   "/%0d%0a",    "/a?b=%0A",      "/%FF",          "/%C3",       "/%C3/%A4",
        "/%C0%80",   "/%ED%A0%80", "/%F4%90%80%80", "/%F5%80%80%80", "/%E0%9F%BF", "/%F0%8F%BF%BF",
        "/\xC3\xA4", "/a b",       "/a#b",          "/a\x7f"}) {
    CAPTURE(target);
    CHECK_FALSE(taken_apart(target));
  }
}

TEST_CASE("A target has at most 256 segments and 256 parameters") {
  std::string segments, parameters = "/?";
  for (int i = 0; i < 256; ++i) {
    segments += "/";
    parameters += "a&";
  }
  CHECK(taken_apart(segments)->path.size() == 256);
  CHECK_FALSE(taken_apart(segments + "/"));
  CHECK(taken_apart(parameters)->query.size() == 256);
  CHECK_FALSE(taken_apart(parameters + "a"));
}

TEST_CASE("A form is taken apart into its fields, with texts of several lines") {
  const auto form = decode_form("why=paid+by+wire%0D%0ASee%20mail&days=7&empty=&%C3%BC=%26");
  REQUIRE(form);
  const Fields expected = {
      {"why", "paid by wire\r\nSee mail"}, {"days", "7"}, {"empty", ""}, {"\xC3\xBC", "&"}};
  CHECK(*form == expected);
  CHECK(decode_form("")->empty());
}

TEST_CASE("What is no form, or could mean something else, is refused") {
  for (const char* body : {"a=%", "a=%2", "a=%zz", "a=%00", "a=%1B", "a=%FF", "a=%C3%28", "a=b c", "a=\n"})
    CHECK_FALSE(decode_form(body));
  std::string many;
  for (int i = 0; i < 257; ++i) many += "a=b&";
  CHECK_FALSE(decode_form(many));
}
