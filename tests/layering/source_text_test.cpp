#include "tests/layering/source_text.hpp"

#include "tests/support/catch.hpp"

namespace gracegate::layering {
namespace {

std::string listed(std::string_view source) {
  std::string all;
  for (const Include& include : includes_of(without_comments(source)))
    all += (include.quoted ? '"' : '<') + include.path + ' ';
  return all;
}

}  // namespace

TEST_CASE("Includes are found however they are written") {
  CHECK(listed("#include <a>\n#include \"b/c.hpp\"") == "<a \"b/c.hpp ");
  CHECK(listed("  #  include  <a>  // why\n#\tinclude\"b\"\r\n") == "<a \"b ");
  CHECK(listed("#if 0\n#include <a>\n#endif\n") == "<a ");
  CHECK(listed("/* x */ #include <a>") == "<a ");
}

TEST_CASE("What only looks like an include is none") {
  CHECK(listed("// #include <a>\n/* #include <b>\n#include <c> */\n") == "");
  CHECK(listed("#include MACRO\n#define include <a>\ninclude <b>\n#include\n") == "");
}

TEST_CASE("Comments go, literals stay") {
  struct Row {
    const char *source, *code;
  };
  for (const Row& row : {
           Row{"a // b\nc", "a \nc"},
           Row{"a /* b\n */ c", "a   c"},
           Row{"\"// no\" 'x' // yes", "\"// no\" 'x' "},
           Row{"\"\\\"// no\" // yes", "\"\\\"// no\" "},
           Row{"'\"' // yes", "'\"' "},
           Row{"1'000 // yes ' \"", "1'000 "},
           Row{"R\"(\" // no)\" // yes", "R\"(\" // no)\" "},
           Row{"R\"x(a)\" // no)x\" // yes", "R\"x(a)\" // no)x\" "},
           Row{"/* open", " "},
           Row{"\"open // no", "\"open // no"},
           Row{"", ""},
       }) {
    CHECK(without_comments(row.source) == row.code);
  }
}

TEST_CASE("A word is found where it stands alone") {
  CHECK(has_word("x = getenv(\"A\");", "getenv"));
  CHECK(has_word("std::getenv", "getenv"));
  CHECK(has_word("my_getenv getenv", "getenv"));
  CHECK_FALSE(has_word("my_getenv(getenv_x)", "getenv"));
  CHECK_FALSE(has_word("", "getenv"));
}

}  // namespace gracegate::layering
