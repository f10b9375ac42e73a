#include "gracegate/banner.hpp"
#include "tests/support/catch.hpp"

using gracegate::preferred_locale;

TEST_CASE("Of the languages that there are texts in, the one asked for most is taken, else English") {
  struct Row {
    const char* accept_language;
    const char* expected;
  };
  const Row rows[] = {
      {"de", "de"},
      {"de-AT,de;q=0.9,en;q=0.8", "de-AT"},
      {"en;q=0.5, pt-BR, de;q=0.9", "pt-BR"},
      {"fr;q=0.8, de;q=0.8", "fr"},
      {"de;q=0.123, fr;q=0.124", "fr"},
      {"de;q=0, fr;q=0.001", "fr"},
      {"de;q=1.000, fr", "de"},
      {"de ; q=0.5\t,\tfr ;Q=0.6", "fr"},
      // languages without texts
      {"sq, mk;q=0.9, de;q=0.1", "de"},
      {"sq", "en"},
      {"sq, en-GB;q=0.1", "en-GB"},
      {"zh-TW, en;q=0.9", "zh-TW"},
      {"pt, en;q=0.9", "pt"},
      {"iw-IL", "iw-IL"},
      {"ZH-hant", "ZH-hant"},
      // anything will do
      {"*", "en"},
      {"*, de;q=0.5", "de"},
      {"de;q=0, *", "en"},
      {"", "en"},
      // rubbish is not asked for
      {",,;,;q=1, de", "de"},
      {"<script>, de;q=0.1", "de"},
      {"de-<script>, fr;q=0.1", "fr"},
      {"de\r\nSet-Cookie: a=b", "en"},
      {"de_AT.UTF-8, fr;q=0.1", "fr"},
      {"de;q=2, fr;q=0.1", "fr"},
      {"de;q=1.1, fr;q=0.1", "fr"},
      {"de;q=0.1234, fr;q=0.1", "fr"},
      {"de;q=-1, fr;q=0.1", "fr"},
      {"de;q=, fr;q=0.1", "fr"},
      {"de;q, fr;q=0.1", "fr"},
      {"de;q=0,5, fr;q=0.1", "fr"},
      {"de;q=.5, fr;q=0.1", "fr"},
      {"de;level=1, fr;q=0.1", "fr"},
      {"de-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaaa, fr;q=0.1", "fr"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.accept_language);
    CHECK(preferred_locale(row.accept_language) == row.expected);
  }
}

TEST_CASE("Of an endless list of languages the first thousand characters are read") {
  const std::string unspoken(994, ',');
  CHECK(preferred_locale(unspoken + "de,fr") == "de");
  CHECK(preferred_locale(unspoken + ",,,,,,de") == "en");
  CHECK(preferred_locale(std::string(1'000'000, 'x')) == "en");
}
