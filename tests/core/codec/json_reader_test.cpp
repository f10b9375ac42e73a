#include "core/json_reader.hpp"

#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

std::string message_of(std::string_view text, std::size_t max_values = kMaxJsonValues) {
  const auto value = parse_json(text, max_values);
  return value ? "" : value.error().message;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string object_of(std::size_t members) {
  std::string text = "{";
  for (std::size_t i = 0; i < members; ++i) text += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
  return text + "}";
}

// What one read of {"a": …} complains about.
template <class Read>
std::string fault_of(std::string_view text, Read read) {
  const auto document = parse_json(text);
  REQUIRE(document.ok());
  JsonFault fault;
  read(JsonReader(*document, fault));
  return fault ? fault.error().message : "";
}

}  // namespace

TEST_CASE("JSON is one value and nothing after it") {
  constexpr const char* kOne = "text must be one json value and nothing after it";
  for (const char* text : {"0", " {} ", "[]", "\"x\"", "null", "\t[1,2]\r\n"})
    CHECK(message_of(text).empty());
  for (const char* text : {"",
                           " ",
                           "{} {}",
                           "[],",
                           "{}x",
                           "{",
                           "[1,]",
                           "{\"a\":1,}",
                           "{a:1}",
                           "'a'",
                           "NaN",
                           "Infinity",
                           "01",
                           "+1",
                           ".5",
                           "1.",
                           "-",
                           "0x1",
                           "\"\n\"",
                           "\"\\x\"",
                           "\"\\ud800\"",
                           "\"\\udc00\\ud800\"",
                           "// c\n1",
                           "tru",
                           "1e999"}) {
    INFO(text);
    CHECK(message_of(text) == kOne);
  }
}

TEST_CASE("JSON with a byte order mark, a zero byte or bytes that are not UTF-8 is refused") {
  CHECK(message_of("\xEF\xBB\xBF{}") == "json must not start with a byte order mark");
  CHECK(message_of(std::string_view("{}\0", 3)) == "json must not hold a zero byte");
  CHECK(message_of("\"\xff\"") == "json must be utf-8");
}

TEST_CASE("A member named twice is refused wherever it is and however it is escaped") {
  constexpr const char* kTwice = "json object names a member twice";
  for (const char* text : {R"({"a":1,"a":1})", R"({"a":1,"b":2,"\u0061":3})", R"([[{"x":{"":0,"":1}}]])",
                           R"({"é":1,"\u00e9":2})", R"({"\ud83d\ude4f":1,"🙏":2})", R"({"/":1,"\/":2})"}) {
    INFO(text);
    CHECK(message_of(text) == kTwice);
  }
  CHECK(message_of(R"({"a":{"a":{"a":1}},"A":2,"b":[{"a":1},{"a":2}]})").empty());
}

TEST_CASE("JSON has at most 32 levels, 256 members in one object and the given number of values") {
  CHECK(message_of(nested(32)).empty());
  CHECK(message_of(nested(33)) == "json is nested deeper than 32 levels");
  CHECK(message_of(nested(100000)) == "json is nested deeper than 32 levels");
  CHECK(message_of(object_of(256)).empty());
  CHECK(message_of(object_of(257)) == "json object has more than 256 members");
  CHECK(message_of("[1,2,3]", 4).empty());
  CHECK(message_of("[1,2,3]", 3) == "json holds too many values");
}

TEST_CASE("An integer is read within its range alone, and never from another form of number") {
  const auto read = [](const char* number) {
    return fault_of("{\"a\":" + std::string(number) + "}",
                    [](const JsonReader& reader) { CHECK(reader.member("a").integer(-5, 5) >= -5); });
  };
  for (const char* number : {"-5", "0", "-0", "5"}) CHECK(read(number).empty());
  for (const char* number :
       {"-6", "6", "5.0", "5e0", "4294967296", "4294967301", "9223372036854775808", "18446744073709551615",
        "18446744073709551616", "-9223372036854775809", "1e30", "\"5\"", "true", "null", "[5]"}) {
    INFO(number);
    CHECK(read(number) == "/a must be an integer from -5 to 5");
  }
}

TEST_CASE("The first fault is kept, with its place, and reading goes on") {
  const auto document = parse_json(R"({"list":[{"x":1},{"x":"wrong"}],"flag":0})");
  REQUIRE(document.ok());
  JsonFault fault;
  const JsonReader reader(*document, fault);
  const JsonReader list = reader.member("list");
  REQUIRE(list.array_size(2) == 2);
  CHECK(list.item(0).member("x").integer(0, 9) == 1);
  CHECK_FALSE(fault);
  CHECK(list.item(1).member("x").integer(3, 9) == 3);
  CHECK_FALSE(reader.member("flag").boolean());
  CHECK(reader.member("missing").member("below").text(0, 9).empty());
  REQUIRE(fault);
  CHECK(fault.error().code == ErrorCode::malformed);
  CHECK(fault.error().pointer == "/list/1/x");
  CHECK(fault.error().message == "/list/1/x must be an integer from 3 to 9");
}

TEST_CASE("Each kind of value complains of each other kind") {
  const char* const kinds[] = {"null", "true", "1", "\"t\"", "[]", "{}"};
  const auto complaints = [&](auto read) {
    std::size_t count = 0;
    for (const char* kind : kinds) {
      count += !fault_of("{\"a\":" + std::string(kind) + "}", read).empty();
    }
    return count;
  };
  CHECK(complaints([](const JsonReader& r) { (void)r.member("a").boolean(); }) == 5);
  CHECK(complaints([](const JsonReader& r) { (void)r.member("a").integer(0, 9); }) == 5);
  CHECK(complaints([](const JsonReader& r) { (void)r.member("a").text(0, 9); }) == 5);
  CHECK(complaints([](const JsonReader& r) { (void)r.member("a").array_size(9); }) == 5);
  CHECK(complaints([](const JsonReader& r) { (void)r.member("a").object_size(9); }) == 5);
  CHECK(complaints([](const JsonReader& r) { (void)r.member("a").member("b"); }) == 6);
  CHECK(complaints([](const JsonReader& r) { (void)r.optional_text("a", 9); }) == 4);
}

TEST_CASE("Text is measured in bytes, and control characters are refused unless paragraphs may have breaks") {
  const auto line = [](const JsonReader& r) { (void)r.member("a").text(2, 4); };
  const auto paragraphs = [](const JsonReader& r) { (void)r.member("a").text(2, 4, TextKind::paragraphs); };
  CHECK(fault_of(R"({"a":"éé"})", line).empty());
  CHECK(fault_of(R"({"a":"ééé"})", line) == "/a must be at most 4 bytes");
  CHECK(fault_of(R"({"a":"e"})", line) == "/a must be at least 2 bytes");
  CHECK(fault_of(R"({"a":"a\n"})", line) == "/a must not hold control characters");
  CHECK(fault_of(R"({"a":"a\u0000"})", line) == "/a must not hold control characters");
  CHECK(fault_of(R"({"a":"a\r\n\t"})", paragraphs).empty());
  CHECK(fault_of(R"({"a":"a\u001b"})", paragraphs) == "/a must not hold control characters");
}

}  // namespace gracegate
