#include "core/texts.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "core/plural.hpp"
#include "core/wording.hpp"
#include "gracegate/banner.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

std::set<std::string> keys_of(const texts::Locale& locale) {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < locale.size; ++i) keys.insert(std::string(locale.at(i).key));
  return keys;
}

std::multiset<std::string> placeholders(std::string_view text) {
  std::multiset<std::string> found;
  for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    found.insert(std::string(text.substr(at, text.find('}', at) + 1 - at)));
  }
  return found;
}

bool is_counted(const std::string& key) {
  for (const char* base : {"count.", "more.", "denied.more."}) {
    if (key.rfind(base, 0) == 0) return true;
  }
  return false;
}

// Forms that a locale must have: those of whole numbers, and the one for all others.
std::set<std::string> categories(const texts::Locale& locale) {
  std::set<std::string> found{"other"};
  for (std::int64_t n = 0; n <= 200; ++n) found.insert(std::string(texts::plural(locale, n)));
  found.insert(std::string(texts::plural(locale, 1000000)));
  return found;
}

}  // namespace

TEST_CASE("Every locale has every text of English with the same placeholders") {
  const texts::Locale& english = texts::nearest("en");
  for (const texts::Locale* locale : texts::all()) {
    INFO(locale->tag);
    for (std::size_t i = 0; i < english.size; ++i) {
      const std::string key(english.at(i).key);
      INFO(key);
      if (is_counted(key)) continue;
      const auto own = texts::own_text(*locale, key);
      REQUIRE_FALSE(own.empty());
      if (key[0] != '_') CHECK(placeholders(own) == placeholders(english.at(i).value));
    }
    for (const std::string& key : keys_of(*locale)) {
      INFO(key);
      CHECK((is_counted(key) || !texts::text(english, key).empty()));
      CHECK_FALSE(texts::own_text(*locale, key).empty());
      // Nothing that HTML escapes: typographic quotes and apostrophes alone.
      CHECK(texts::own_text(*locale, key).find_first_of("<>&\"'") == std::string_view::npos);
    }
  }
}

TEST_CASE("Every locale has the plural forms that its language uses, and no others") {
  for (const texts::Locale* locale : texts::all()) {
    INFO(locale->tag);
    for (const std::string base : {"count.days", "count.hours", "count.minutes", "more", "denied.more"}) {
      for (const std::string category : {"zero", "one", "two", "few", "many", "other"}) {
        INFO(base << '.' << category);
        const bool has = !texts::own_text(*locale, base + '.' + category).empty();
        CHECK(has == (categories(*locale).count(category) == 1));
      }
    }
  }
}

TEST_CASE("No sentence is left in English") {
  const texts::Locale& english = texts::nearest("en");
  for (const texts::Locale* locale : texts::all()) {
    if (locale == &english) continue;
    for (std::size_t i = 0; i < english.size; ++i) {
      const texts::Entry entry = english.at(i);
      if (entry.key[0] == '_' || entry.value.find(' ') == std::string_view::npos) continue;
      INFO(locale->tag << ' ' << entry.key);
      CHECK((entry.key == "owed" || is_counted(std::string(entry.key)) ||
             texts::own_text(*locale, entry.key) != entry.value));
    }
  }
}

TEST_CASE("Titles and links are short, also with the longest count and date") {
  const auto length = [](const std::string& text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  };
  for (const texts::Locale* locale : texts::all()) {
    const std::string count = texts::counted(*locale, "count.minutes", 1'000'000);
    const std::string until = date_text(from_civil(2026, 9, 30), Zone{}, locale->tag);
    for (const std::string& key : keys_of(*locale)) {
      INFO(locale->tag << ' ' << key);
      const std::string text =
          texts::fill(texts::own_text(*locale, key), {{"count", count}, {"until", until}});
      if (key.rfind("title.", 0) == 0) CHECK(length(text) <= 140);
      if (key.rfind("way.", 0) == 0) CHECK(length(text) <= 48);
    }
  }
}

TEST_CASE("Why a notice by hand was refused has a text for each cause, in each language") {
  const std::vector<Error> refusals = {{ErrorCode::malformed, "", ""}, {ErrorCode::untrusted, "", "/sub"},
                                       {ErrorCode::untrusted, "", ""}, {ErrorCode::outdated, "", "/exp"},
                                       {ErrorCode::outdated, "", ""},  {ErrorCode::unavailable, "", ""}};
  std::set<std::string> seen;
  for (const texts::Locale* locale : texts::all())
    for (const Error& refusal : refusals) seen.insert(notice_refusal_text(refusal, "acme\n<b>", locale->tag));
  CHECK(seen.size() == refusals.size() * texts::all().size);
  for (const std::string& text : seen) CHECK(text.find_first_of("{}\n") == std::string::npos);
  CHECK(notice_refusal_text(refusals[4], "acme", "tlh").find("for account acme") != std::string::npos);
}

TEST_CASE("Sentences are set apart by a space, in Chinese and Japanese by nothing") {
  const std::pair<const char*, const char*> kRows[] = {
      {"en", "A. B. C."}, {"ja", "A.B.C."}, {"zh", "A.B.C."}};
  for (const auto& [tag, expected] : kRows) {
    CHECK(joined(texts::nearest(tag), {"", "A.", "", "B.", "C.", ""}) == expected);
  }
}

TEST_CASE("Keys are sorted, so that they can be found") {
  for (const texts::Locale* locale : texts::all()) {
    for (std::size_t i = 1; i < locale->size; ++i) {
      CHECK(locale->at(i - 1).key < locale->at(i).key);
    }
  }
}

TEST_CASE("Every locale says on which side it begins, how dates look and what its months are called") {
  for (const texts::Locale* locale : texts::all()) {
    INFO(locale->tag);
    const auto direction = texts::text(*locale, "_direction");
    CHECK(direction == (texts::right_to_left(locale->tag) ? "rtl" : "ltr"));
    const auto date = placeholders(texts::text(*locale, "_date"));
    CHECK(date == std::multiset<std::string>{"{d}", "{month}", "{year}", "{HH}", "{MM}", "{zone}"});
    const auto grouping = texts::text(*locale, "_grouping");
    CHECK((grouping == "3" || grouping == "3,2"));
    CHECK(placeholders(texts::text(*locale, "_money")) ==
          std::multiset<std::string>{"{amount}", "{currency}"});
    CHECK(placeholders(texts::text(*locale, "_sentences")) ==
          std::multiset<std::string>{"{first}", "{next}"});
  }
}

TEST_CASE("Plural categories are CLDR's") {
  // The script's tests hold the same table against Intl.PluralRules.
  std::ifstream file(std::string(GRACEGATE_VECTORS) + "/plurals.json");
  const auto vectors = nlohmann::json::parse(file);
  REQUIRE(vectors.size() >= 10);
  for (const auto& row : vectors) {
    for (const auto& [category, numbers] : row["numbers"].items()) {
      for (const std::int64_t n : numbers) {
        INFO(row["family"] << ' ' << n);
        CHECK(texts::plural_category(row["family"].get<std::string>(), n) == category);
      }
    }
  }
}

TEST_CASE("The nearest locale is the tag, its language, another of its language, then English") {
  const std::pair<const char*, const char*> kRows[] = {{"de", "de"},
                                                       {"DE-at", "de"},
                                                       {"de_CH.UTF-8", "de"},
                                                       {"ar-EG-u-nu-arab", "ar"},
                                                       {"pt", "pt-BR"},
                                                       {"PT", "pt-BR"},
                                                       {"pt-PT", "pt-BR"},
                                                       {"pt_br", "pt-BR"},
                                                       {"he", "he"},
                                                       {"iw", "he"},
                                                       {"IW", "he"},
                                                       {"iw-IL", "he"},
                                                       {"zh", "zh-Hans"},
                                                       {"zh-CN", "zh-Hans"},
                                                       {"zh-Hans-SG", "zh-Hans"},
                                                       {"ZH-HANS", "zh-Hans"},
                                                       {"zh-TW", "zh-Hans"},
                                                       {"zh-tw", "zh-Hans"},
                                                       {"zh-Hant-HK", "zh-Hans"},
                                                       {"fr-CA", "fr"}};
  for (const auto& [tag, expected] : kRows) {
    CAPTURE(tag);
    CHECK(texts::nearest(tag).tag == expected);
    CHECK(texts::spoken(tag) == &texts::nearest(tag));
  }
  for (const char* unknown : {"", "tlh", "-", "_", "x", "english", "e", "\xff", "iwx", "-de"}) {
    CAPTURE(unknown);
    CHECK(texts::nearest(unknown).tag == "en");
    CHECK(texts::spoken(unknown) == nullptr);
  }
}

TEST_CASE("Filling in looks at no value twice and leaves out what has none") {
  CHECK(texts::fill("{a} and {b}", {{"a", "{b}"}, {"b", "x"}}) == "{b} and x");
  CHECK(texts::fill("{a}{c}!", {{"a", "1"}}) == "1!");
  CHECK(texts::fill("no end {a", {{"a", "1"}}) == "no end {a");
}
