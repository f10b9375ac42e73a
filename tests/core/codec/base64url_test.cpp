#include "core/base64url.hpp"

#include "tests/support/catch.hpp"

namespace gracegate {

TEST_CASE("base64url follows the vectors of RFC 4648 without padding") {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbf", "-_-_"}};
  for (const auto& [bytes, text] : rows) {
    CHECK(base64url_encode(bytes) == text);
    CHECK(base64url_decode(text) == std::string(bytes));
  }
}

TEST_CASE("Each text of up to three characters of base64url is refused or is the one form of its bytes") {
  const auto is_canonical_or_refused = [](const std::string& text) {
    const auto bytes = base64url_decode(text);
    return !bytes || base64url_encode(*bytes) == text;
  };
  std::size_t wrong = 0, taken = 0;
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string two = {static_cast<char>(a), static_cast<char>(b)};
      wrong += !is_canonical_or_refused(two);
      taken += base64url_decode(two).has_value();
      for (const char c : {'A', 'B', 'E', '_', '=', '\n', '\0'}) wrong += !is_canonical_or_refused(two + c);
    }
  }
  CHECK(wrong == 0);
  CHECK(taken == 256);  // one text for each byte
}

TEST_CASE("base64url refuses padding, white space, the base64 alphabet and impossible lengths") {
  for (const char* text :
       {"Zg==", "Zg=", "Zm9v=", "Zm 9v", "Zm9v\n", " Zm9v", "-_+_", "-/-_", "A", "Zm9vY", "Zh", "Zm9"}) {
    INFO(text);
    CHECK_FALSE(base64url_decode(text).has_value());
  }
}

TEST_CASE("The 64 characters of base64url are told from all others") {
  std::string found;
  for (int c = 0; c < 256; ++c)
    if (const std::string one(1, static_cast<char>(c)); has_base64url_only(one)) found += one;
  CHECK(found == "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
  CHECK(has_base64url_only(found));
  CHECK_FALSE(has_base64url_only(found + "="));
  CHECK(has_base64url_only(""));
}

TEST_CASE("base64url gives back bytes of any length and value") {
  std::string bytes;
  for (int i = 0; i < 600; ++i) {
    CHECK(base64url_decode(base64url_encode(bytes)) == bytes);
    bytes.push_back(static_cast<char>(i * 37));
  }
}

}  // namespace gracegate
