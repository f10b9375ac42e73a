#include "server/ctl/table.hpp"

#include "tests/support/catch.hpp"

namespace gracegate::ctl {
namespace {

const Screen kPlain{};
const Screen kColoured{true, true, 80};

TEST_CASE("Columns are as wide as what stands in them, and lines end without spaces") {
  Table table({"ID", "NAME", "MODE"});
  table.add({"acme", "Acme Inc", "open"});
  table.add({"a-longer-id", "", ""});
  table.add({"b", "", "shutdown"});
  CHECK(table.draw(kPlain) ==
        "ID           NAME      MODE\n"
        "acme         Acme Inc  open\n"
        "a-longer-id\n"
        "b                      shutdown\n");
}

TEST_CASE("East Asian characters take two columns, combining marks none") {
  Table table({"NAME", "X"});
  table.add({"株式会社", "1"});
  table.add({"Cafe\u0301", "2"});
  table.add({"abcdefgh", "3"});
  CHECK(table.draw(kPlain) ==
        "NAME      X\n"
        "株式会社  1\n"
        "Cafe\u0301      2\n"
        "abcdefgh  3\n");
}

TEST_CASE("Nothing that the server sends can move the cursor, colour the text or reorder it") {
  Table table({"NAME"});
  table.add({"a\x1b[31mred\x07\r\nb"});
  table.add({"\u202Etxt.exe\u202C"});
  table.add({"\u009B2J"});
  table.add({"bad \xff byte"});
  const std::string drawn = table.draw(kPlain);
  for (const char* forbidden : {"\x1b", "\x07", "\r", "\u202E", "\u202C", "\u009B", "\xff"})
    CHECK(drawn.find(forbidden) == std::string::npos);
  CHECK(drawn == "NAME\na [31mred b\ntxt.exe\n2J\nbad \uFFFD byte\n");
}

TEST_CASE("Colours add no columns, and are there only where the screen has them") {
  Table table({"MODE", "X"});
  table.add({Cell("shutdown", Ink::stop), "1"});
  table.add({"open", "2"});
  CHECK(table.draw(kColoured) ==
        "\x1b[1mMODE\x1b[0m      \x1b[1mX\x1b[0m\n"
        "\x1b[1;31mshutdown\x1b[0m  1\n"
        "open      2\n");
  CHECK(table.draw(kPlain).find('\x1b') == std::string::npos);
}

TEST_CASE("Pairs stand in two columns") {
  CHECK(draw_pairs(kPlain, {{"id", "acme"}, {"deadline", "soon"}, {"empty", ""}}) ==
        "id        acme\n"
        "deadline  soon\n"
        "empty\n");
}

}  // namespace
}  // namespace gracegate::ctl
