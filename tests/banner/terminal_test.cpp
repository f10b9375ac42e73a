#include <sstream>
#include <vector>

#include "core/code_points.hpp"
#include "tests/banner/example.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string without_colours(std::string text) {
  for (auto at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) + 1 - at);
  }
  return text;
}

std::string squeezed(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n') out += c;
  }
  return out;
}

Banner saying(const std::string& text) {
  Banner banner;
  banner.text = text;
  return banner;
}

}  // namespace

TEST_CASE("Wide characters take two columns, combining ones none") {
  CHECK(columns_of("abc") == 3);
  CHECK(columns_of("日本語") == 6);
  CHECK(columns_of("e\u0301") == 1);
  CHECK(columns_of("ä") == 1);
  CHECK(columns_of("한국") == 4);
  CHECK(columns_of("ＡＢ") == 4);
  CHECK(columns_of("a\u200bb") == 2);
  CHECK(columns_of("😀") == 2);
  CHECK(columns_of("مَ") == 1);
}

TEST_CASE("No line but one with an address is wider than asked for, at any width, and no text is lost") {
  const std::string typed =
      "これは長い文章です。折り返しても読めます。 e\u0301e\u0301 Donaudampfschifffahrtsgesellschaft 한국어 "
      "문장 😀😀";
  for (const std::string& locale : example::locales()) {
    Notice notice = example::notice();
    notice.cases[0].message["en"] = typed;
    Banner banner = *banner_at(notice, example::opened(), example::viewer(Role::billing, locale));
    for (std::size_t width = 10; width <= 120; ++width) {
      const std::string text = banner_text(banner, width);
      CHECK(text.back() == '\n');
      for (const std::string& line : lines_of(text)) {
        INFO(width << ": " << line);
        CHECK((columns_of(line) <= width || line.find("https://") != std::string::npos));
      }
      CHECK(squeezed(text).find(squeezed(typed)) != std::string::npos);
    }
  }
}

TEST_CASE("A width that is too small to print in is taken as ten columns") {
  const Banner banner = saying("one two three");
  CHECK(banner_text(banner, 0) == banner_text(banner, 10));
  CHECK(banner_text(banner, 1) == "one two\nthree\n");
}

TEST_CASE("Lines break at spaces, in Japanese anywhere but before a full stop") {
  CHECK(banner_text(saying("aaaa bbbb cccc"), 10) == "aaaa bbbb\ncccc\n");
  CHECK(banner_text(saying("aaaaaaaaaaaaaaa b"), 10) == "aaaaaaaaaa\naaaaa b\n");
  CHECK(banner_text(saying("あいうえおかき"), 10) == "あいうえお\nかき\n");
  CHECK(banner_text(saying("あいうえお。かき"), 10) == "あいうえ\nお。かき\n");
}

TEST_CASE("Plain text and ANSI say the same") {
  const Banner banner = *banner_at(example::notice(), example::opened(), example::viewer(Role::billing));
  CHECK(squeezed(without_colours(banner_ansi(banner, 60))) == squeezed(banner_text(banner, 60)));
}

TEST_CASE("Each line of ANSI is as wide as asked for and ends without colour") {
  const Banner banner = *banner_at(example::notice(), example::opened(), example::viewer(Role::member));
  for (const std::string& line : lines_of(banner_ansi(banner, 90))) {
    CHECK(line.substr(0, 2) == "\x1b[");
    CHECK(line.substr(line.size() - 4) == "\x1b[0m");
    CHECK(columns_of(without_colours(line)) == 90);
  }
}

TEST_CASE("What is limited is on a darker red") {
  const auto ansi = [](TimePoint now) { return banner_ansi(*banner_at(example::notice(), now, Viewer{})); };
  CHECK(ansi(example::opened()).find("48;5;124") != std::string::npos);
  CHECK(ansi(example::read_only()).find("48;5;88") != std::string::npos);
}
