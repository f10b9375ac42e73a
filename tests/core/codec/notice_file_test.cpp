#include "core/notice_file.hpp"

#include <functional>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/test_signer.hpp"

using namespace gracegate;

namespace {

const TimePoint kStart{Seconds{1764000000}};

NoticeFile example() {
  const test::TestSigner signer(2);
  return {test::sign_keyset(test::TestSigner(1), test::make_keyset(signer)),
          test::sign_notice(signer, test::overdue_notice("acme", kStart))};
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

// With a byte order mark.
std::string utf16(const std::string& ascii, bool is_big_endian) {
  std::string out = is_big_endian ? "\xfe\xff" : "\xff\xfe";
  for (const char c : ascii) out.append(is_big_endian ? std::string{'\0', c} : std::string{c, '\0'});
  return out;
}

bool is_example(const std::string& text) {
  const auto read = decode_notice_file(text);
  return read && read->keyset == example().keyset && read->notice == example().notice;
}

}  // namespace

TEST_CASE("A notice file has lines that mail leaves whole, and reads as what was signed, byte for byte") {
  const std::string text = encode_notice_file(example());
  CHECK(text.rfind("-----BEGIN GRACEGATE NOTICE-----\neyJ", 0) == 0);
  CHECK(text.substr(text.rfind('\n', text.size() - 2) + 1) == "-----END GRACEGATE NOTICE-----\n");
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    CHECK(text.find('\n', at) - at <= 64);
  CHECK(is_example(text));
}

TEST_CASE("What mail does to a notice file does not matter") {
  const std::string text = encode_notice_file(example());
  const std::vector<std::pair<const char*, std::string>> rows = {
      {"line ends of Windows", replaced(text, "\n", "\r\n")},
      {"quoted in an answer", "> " + replaced(text, "\n", "\n> ")},
      {"quoted twice", ">> " + replaced(text, "\n", "\n>> ")},
      {"indented", "\t  " + replaced(text, "\n", "  \n\t  ")},
      {"empty lines in between", replaced(text, "\n", "\n\n")},
      {"all on one line", replaced(text, "\n", " ")},
      {"no line end at the end", text.substr(0, text.size() - 1)},
      {"words around it", "Dear Ada,\nhere it is:\n\n" + text + "\nRegards ~ Bo\n-- \nwww.example.com"},
      {"quoted with bars", "| " + replaced(text, "\n", "\n| ")},
      {"quoted, with words of its own that are broken", replaced(text, " GRACEGATE ", "\n> GRACEGATE\r\n> ")},
      {"broken off by quoted-printable", replaced(text, "\n", "=\n\n")},
      {"spaces that do not break", replaced(replaced(text, " ", "\u00a0"), "\n", "\u202f\n\u3000")},
      {"marks that nobody sees",
       "\ufeff" + replaced(replaced(text, "\n", "\u200b\n\u200f"), "eyJ", "e\u00ady\u2060J\u200e")},
      {"marks within its words", replaced(replaced(text, "GATE", "\u00adGATE"), "--", "-\u200b-")},
      {"a long dash for two", replaced(text, "-----", "\u2014\u2014-")},
      {"a shorter one", replaced(text, "-----", "\u2013\u2013\u2010")},
      {"one dash for all", replaced(text, "-----", "\u2014")},
      {"bytes that are no UTF-8", replaced(text, "\n", "\xa0\n\xff")},
      {"saved as UTF-16", utf16(replaced(text, "\n", "\r\n"), false)},
      {"saved as UTF-16 with the high byte first", utf16(text, true)},
      {"cut off within a character", utf16(text, true) + "\x20"},
      {"an older one below it", text + "> -----BEGIN GRACEGATE NOTICE-----\n> old~er\n"},
  };
  for (const auto& [name, changed] : rows) {
    INFO(name);
    CHECK(is_example(changed));
  }
}

TEST_CASE("A notice that ends in dashes, or a key set that begins with some, is read with them") {
  for (const char* notice : {"b-", "b-----", "-", "------"}) {
    for (const char* keyset : {"a", "-a", "-----"}) {
      const std::string text = encode_notice_file({keyset, notice});
      for (const std::string& given : {text, replaced(text, "\n", " "), replaced(text, "\n", "\n>")}) {
        const auto read = decode_notice_file(given);
        REQUIRE(read);
        CHECK(read->keyset == keyset);
        CHECK(read->notice == notice);
      }
    }
  }
}

TEST_CASE("What is no whole notice file is refused with what to do") {
  const std::string text = encode_notice_file(example());
  const std::string begin = "-----BEGIN GRACEGATE NOTICE-----\n", end = "-----END GRACEGATE NOTICE-----\n";
  const std::vector<std::pair<std::string, const char*>> rows = {
      {"", "there is no signed notice in it"},
      {example().notice, "there is no signed notice in it"},
      {replaced(text, "BEGIN", "begin"), "there is no signed notice in it"},
      {text.substr(0, text.size() / 2), "the end of the signed notice is missing"},
      {end + begin + "a~b", "the end of the signed notice is missing"},
      {text.substr(0, text.size() / 2) + text, "the end of the signed notice is missing"},
      {begin + end, "a part of the signed notice is missing"},
      {begin + "ab" + end, "a part of the signed notice is missing"},
      {begin + "~b" + end, "a part of the signed notice is missing"},
      {begin + "a~" + end, "a part of the signed notice is missing"},
      {begin + "a~b~c" + end, "it was changed on the way"},
      {begin + "a~b\xe2\x80\x8b~" + end, "it was changed on the way"},
      {begin + "\xe2\x80\x8b=~b" + end, "a part of the signed notice is missing"},
      {begin + std::string("a~\0", 3) + end, "a part of the signed notice is missing"},
      {utf16(text, false).substr(2), "there is no signed notice in it"},
  };
  for (const auto& [given, message] : rows) {
    INFO(given);
    const auto read = decode_notice_file(given);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::malformed);
    CHECK(read.error().message.rfind(message, 0) == 0);
  }
}

TEST_CASE("A notice file is looked at up to 256 KiB") {
  const std::string text = encode_notice_file(example());
  const std::string filler(kMaxNoticeFileBytes - text.size(), ' ');
  CHECK(is_example(filler + text));
  const auto read = decode_notice_file(filler + " " + text);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::too_large);
}
