#include "core/utf8.hpp"

#include <string>

#include "gracegate/notice.hpp"
#include "tests/support/catch.hpp"

namespace gracegate {
namespace {

std::string encoded(std::uint32_t point) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80 | (point >> shift & 0x3f)); };
  if (point < 0x80) return {static_cast<char>(point)};
  if (point < 0x800) return {static_cast<char>(0xc0 | point >> 6), tail(0)};
  if (point < 0x10000) return {static_cast<char>(0xe0 | point >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | point >> 18), tail(12), tail(6), tail(0)};
}

}  // namespace

TEST_CASE("Every character but the surrogates is UTF-8, and nothing above U+10FFFF") {
  std::size_t wrong = 0;
  for (std::uint32_t point = 0; point < 0x130000; ++point) {
    const bool is_character = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    wrong += is_utf8(encoded(point)) != is_character;
  }
  CHECK(wrong == 0);
}

TEST_CASE("Every code point that UTF-8 can say is valid, and no other four bytes are") {
  size_t valid = 0;
  for (unsigned first = 0; first < 256; ++first) {
    for (unsigned second = 0; second < 256; ++second) {
      const std::string two{static_cast<char>(first), static_cast<char>(second)};
      valid += is_utf8(two) ? 1U : 0U;
      if (first < 0xE0) continue;
      for (unsigned third = 0; third < 256; ++third) {
        const std::string three = two + static_cast<char>(third);
        const bool is_three = first < 0xF0;
        valid += is_utf8(is_three ? three : three + '\x80') ? 1U : 0U;
      }
    }
  }
  const size_t two_ascii = 128 * 128, two_bytes = 0x800 - 0x80, three_bytes = 0x10000 - 0x800 - 0x800;
  const size_t four_bytes_ending_in_80 = (0x110000 - 0x10000) / 64;
  CHECK(valid == two_ascii + two_bytes + three_bytes + four_bytes_ending_in_80);
}

TEST_CASE("Overlong, truncated and stray bytes are not UTF-8") {
  for (const char* text : {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
                           "\xF0\x8F\xBF\xBF", "\x80", "a\xBF", "\xC3", "\xE2\x82", "\xF0\x9F\x99", "\xC3(",
                           "\xE2\x82(", "\xFE", "\xFF", "\xF8\x88\x80\x80\x80"}) {
    CHECK_FALSE(is_utf8(text));
  }
}

TEST_CASE("Control characters are those up to U+001F and from U+007F to U+009F") {
  std::size_t wrong = 0;
  for (std::uint32_t point = 0; point < 0x3000; ++point) {
    const bool is_control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    const bool is_break = point == '\t' || point == '\n' || point == '\r';
    const std::string text = "a" + encoded(point) + "b";
    wrong += has_control_characters(text) != is_control;
    wrong += has_control_characters_but_line_breaks(text) != (is_control && !is_break);
  }
  CHECK(wrong == 0);
}

TEST_CASE("An account id is 1 to 128 bytes of UTF-8 without control characters") {
  for (const std::string& id : {std::string("a"), std::string("Ünïcode 株式会社/1"), std::string(128, 'x')}) {
    CHECK(is_account_id(id));
  }
  for (const std::string& id :
       {std::string(), std::string(129, 'x'), std::string("a\nb"), std::string("a\0b", 3),
        std::string("\x7f"), std::string("\xC2\x85"), std::string("\xFF")}) {
    CHECK_FALSE(is_account_id(id));
  }
}

}  // namespace gracegate
