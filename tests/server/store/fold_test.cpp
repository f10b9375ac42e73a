#include "server/store/fold.hpp"

#include "tests/support/catch.hpp"

using gracegate::server::folded;

TEST_CASE("Capitals of Latin, Greek and Cyrillic are made small, all else stays") {
  CHECK(folded("AZaz@[`{09") == "azaz@[`{09");
  CHECK(folded("ÀÖ×ØÞß÷ÿ") == "àö×øþß÷ÿ");
  CHECK(folded("ĀāĶķĹĺŇňŊŋŶŷŸŹźŽž") == "āāķķĺĺňňŋŋŷŷÿźźžž");
  CHECK(folded("İıĸŉſ") == "İıĸŉſ");
  CHECK(folded("ΑΡΣΩ") == "αρσω");
  CHECK(folded("ЀЏАЯ") == "ѐџая");
  CHECK(folded("日本 🦊 אב") == "日本 🦊 אב");
}

TEST_CASE("Bytes that are no UTF-8 stay as they are") {
  CHECK(folded("\xC3") == "\xC3");
  CHECK(folded("\xC3\x41") ==
        "\xC3"
        "a");
  CHECK(folded("\xFF\x80") == "\xFF\x80");
}

TEST_CASE("Folding twice is folding once, for every code point of two bytes") {
  for (unsigned code = 0x80; code < 0x800; ++code) {
    const std::string letter = {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
    REQUIRE(folded(folded(letter)) == folded(letter));
    REQUIRE(folded(letter).size() == 2);
  }
}
