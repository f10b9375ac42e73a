#include "server/ctl/timeline.hpp"

#include "core/code_points.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::ctl {
namespace {

const TimePoint kStart = from_civil(2026, 12, 10, 11);
const Screen kAscii{false, false, 72};

Timeline standard() {
  return {{{Mode::countdown, kStart},
           {Mode::read_only, kStart + 14 * kDay},
           {Mode::shutdown, kStart + 21 * kDay}},
          kStart + 14 * kDay,
          std::nullopt};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) c == '\n' ? static_cast<void>(lines.emplace_back()) : lines.back().push_back(c);
  lines.pop_back();
  return lines;
}

TEST_CASE("A bar is to scale: fourteen days are twice as long as seven") {
  const auto lines = lines_of(draw_bar(standard(), kAscii));
  REQUIRE(lines.size() == 2);
  CHECK(lines[1] == std::string(40, '=') + std::string(20, '#') + std::string(12, 'X'));
  CHECK(lines[0] == std::string(40, ' ') + "v deadline");
}

TEST_CASE("A bar has the width of the screen, within bounds, and each stage is seen in it") {
  for (const std::size_t columns : {0u, 20u, 33u, 72u, 500u})
    for (const int seconds : {0, 1, 3600, 86400 * 365}) {
      Timeline timeline = standard();
      timeline.stages.insert(timeline.stages.begin(), {Mode::open, kStart});
      timeline.stages[1].from = kStart + Seconds{seconds};
      timeline.stages[2].from = kStart + Seconds{2 * seconds};
      timeline.stages[3].from = kStart + Seconds{2 * seconds + 1};
      timeline.deadline = timeline.stages[2].from;
      INFO(columns << " columns, " << seconds << " s");
      const auto lines = lines_of(draw_bar(timeline, {false, false, columns}));
      const std::size_t width = std::min<std::size_t>(std::max<std::size_t>(columns, 20), 72);
      CHECK(lines.at(1).size() == width);
      for (const char stage : {'.', '=', '#', 'X'}) CHECK(lines.at(1).find(stage) != std::string::npos);
      CHECK(columns_of(lines.at(0)) <= width);
    }
}

TEST_CASE("The present is marked under the stage that holds") {
  for (const auto& [now, mode] : {std::pair{kStart - kDay, '='},
                                  {kStart, '='},
                                  {kStart + 14 * kDay - Seconds{1}, '='},
                                  {kStart + 14 * kDay, '#'},
                                  {kStart + 21 * kDay - Seconds{1}, '#'},
                                  {kStart + 21 * kDay, 'X'},
                                  {kStart + 9999 * kDay, 'X'}}) {
    Timeline timeline = standard();
    timeline.now = now;
    const auto lines = lines_of(draw_bar(timeline, kAscii));
    REQUIRE(lines.size() == 3);
    INFO(format_rfc3339(now));
    CHECK(lines[1][lines[2].find('^')] == mode);
  }
}

TEST_CASE("A deadline before the limit is marked before it") {
  Timeline timeline = standard();
  timeline.stages[1].from += 2 * kDay;
  const auto lines = lines_of(draw_bar(timeline, kAscii));
  CHECK(lines[1][lines[0].find('v')] == '=');
}

TEST_CASE("A mark at the right edge has its word on the left") {
  Timeline timeline = standard();
  timeline.now = kStart + 30 * kDay;
  const auto lines = lines_of(draw_bar(timeline, {false, false, 20}));
  CHECK(lines[0].find("deadline v") != std::string::npos);
  CHECK(lines[2].size() <= 20);
}

TEST_CASE("A case without stages draws nothing, one with a single stage fills the bar") {
  CHECK(draw_bar({}, kAscii).empty());
  const Timeline single{{{Mode::shutdown, kStart}}, kStart, std::nullopt};
  CHECK(lines_of(draw_bar(single, kAscii)).at(1) == std::string(72, 'X'));
}

TEST_CASE("Each stage stands with its weekday and time on the account's wall, across the clock change") {
  const Zone berlin{
      "Europe/Berlin",
      {{from_civil(2026, 1, 1), kHour, "CET"}, {from_civil(2026, 3, 29, 1), 2 * kHour, "CEST"}}};
  const TimePoint start = from_civil(2026, 3, 20, 8);
  const Timeline timeline{
      {{Mode::open, start - kDay}, {Mode::countdown, start}, {Mode::read_only, start + 14 * kDay - kHour}},
      start + 14 * kDay - kHour,
      std::nullopt};
  CHECK(draw_stages(timeline, berlin, kAscii) ==
        "   MODE             FROM                       UTC                   FOR\n"
        ".  open (reminder)  Thu 2026-03-19 09:00 CET   2026-03-19T08:00:00Z  1 day\n"
        "=  countdown        Fri 2026-03-20 09:00 CET   2026-03-20T08:00:00Z  13 days 23 h\n"
        "#  read_only        Fri 2026-04-03 09:00 CEST  2026-04-03T07:00:00Z  until it ends\n");
}

TEST_CASE("Seconds are shown only where there are any, and the far side of the world has its own day") {
  const Zone apia{"Pacific/Apia", {{TimePoint(), 13 * kHour, "+13"}}};
  CHECK(wall_time(apia, from_civil(2026, 12, 31, 23, 59, 59)) == "Fri 2027-01-01 12:59:59 +13");
  CHECK(wall_time(Zone(), from_civil(2026, 12, 31, 23, 59)) == "Thu 2026-12-31 23:59 UTC");
}

TEST_CASE("A duration shows its two largest units") {
  for (const auto& [seconds, text] : {std::pair{0, "0 s"},
                                      {1, "1 s"},
                                      {61, "1 min 1 s"},
                                      {3600, "1 h"},
                                      {86400, "1 day"},
                                      {86401, "1 day 1 s"},
                                      {14 * 86400 + 3600 * 14 + 1, "14 days 14 h"}})
    CHECK(duration_text(Seconds{seconds}) == text);
}

}  // namespace
}  // namespace gracegate::ctl
