#include "server/ctl/screen.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

namespace gracegate::ctl {
namespace {

TEST_CASE("JSON keeps its value when it is made safe to show") {
  const nlohmann::ordered_json value = {{"name", "株式会社 \u009B2J \u202Eexe \u2066x\u2069 \x7f é"},
                                        {"list", {1, 2.5, true, nullptr}}};
  const std::string safe = safe_json(value.dump());
  for (const char* forbidden : {"\u009B", "\u202E", "\u2066", "\u2069", "\x7f"})
    CHECK(safe.find(forbidden) == std::string::npos);
  CHECK(safe.find("株式会社") != std::string::npos);
  CHECK(nlohmann::ordered_json::parse(safe) == value);
}

TEST_CASE("Text of several lines keeps its lines and loses its controls") {
  CHECK(safe_lines("one\n\n two\x1b[2J\nthree") == "one\n\ntwo [2J\nthree\n");
  CHECK(safe_lines("").empty());
}

TEST_CASE("Nothing is painted on a screen without colours") {
  CHECK(painted({false, true, 80}, Ink::stop, "x") == "x");
  CHECK(painted({true, true, 80}, Ink::stop, "x") == "\x1b[1;31mx\x1b[0m");
  CHECK(painted({true, true, 80}, Ink::stop, "").empty());
}

}  // namespace
}  // namespace gracegate::ctl
