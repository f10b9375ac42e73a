#include "server/ctl/timeline.hpp"

#include <algorithm>
#include <array>

#include "core/code_points.hpp"
#include "server/ctl/table.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::size_t kWidest = 72;
constexpr std::size_t kNarrowest = 20;

std::string_view pattern_of(Mode mode, bool has_unicode) {
  switch (mode) {
    case Mode::open:
      return has_unicode ? "·" : ".";
    case Mode::countdown:
      return has_unicode ? "━" : "=";
    case Mode::read_only:
      return has_unicode ? "▒" : "#";
    case Mode::shutdown:
      return has_unicode ? "█" : "X";
  }
  return "?";
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// A mark at `column` with its word on the side where there is room.
std::string mark_line(std::size_t column, std::size_t width, std::string_view mark, const std::string& word) {
  const std::size_t needs = word.size() + 1;
  const bool fits_right = column + 1 + needs <= width || column < needs;
  std::string line(fits_right ? column : column - needs, ' ');
  return fits_right ? line.append(mark).append(" ").append(word) + "\n"
                    : line.append(word).append(" ").append(mark) + "\n";
}

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

Scale Scale::of(const std::vector<Stage>& stages, std::size_t width) {
  Scale scale;
  scale.width = width;
  const std::size_t tail = stages.size() == 1 ? width : std::max<std::size_t>(width / 6, 1);
  const Seconds span = std::max(stages.back().from - stages.front().from, Seconds{1});
  const std::size_t room = width - tail;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const auto share = static_cast<double>((stages[i].from - stages.front().from).count()) /
                       static_cast<double>(span.count());
    auto start = static_cast<std::size_t>(share * static_cast<double>(room));
    if (i > 0) start = std::max(start, scale.starts.back() + 1);
    scale.starts.push_back(std::min(start, width - (stages.size() - i)));
  }
  return scale;
}

std::size_t Scale::column_of(const std::vector<Stage>& stages, TimePoint at) const {
  std::size_t stage = 0;
  while (stage + 1 < stages.size() && stages[stage + 1].from <= at) ++stage;
  const std::size_t start = starts[stage];
  if (at <= stages[stage].from) return start;
  if (stage + 1 == stages.size()) return start + (width - start) / 2;
  const std::size_t columns = starts[stage + 1] - start;
  const auto share = static_cast<double>((at - stages[stage].from).count()) /
                     static_cast<double>((stages[stage + 1].from - stages[stage].from).count());
  return start + std::min(static_cast<std::size_t>(share * static_cast<double>(columns)), columns - 1);
}

std::string draw_bar(const Timeline& timeline, const Screen& screen) {
  if (timeline.stages.empty()) return {};
  const std::size_t width = std::clamp(screen.columns, kNarrowest, kWidest);
  const Scale scale = Scale::of(timeline.stages, width);
  std::string bar;
  for (std::size_t i = 0; i < timeline.stages.size(); ++i) {
    const std::size_t end = i + 1 < scale.starts.size() ? scale.starts[i + 1] : width;
    const Mode mode = timeline.stages[i].mode;
    bar +=
        painted(screen, ink_of(mode), repeated(pattern_of(mode, screen.has_unicode), end - scale.starts[i]));
  }
  const std::size_t deadline = scale.column_of(timeline.stages, timeline.deadline);
  std::string out = mark_line(deadline, width, screen.has_unicode ? "▼" : "v", "deadline") + bar + "\n";
  if (timeline.now)
    out += mark_line(scale.column_of(timeline.stages, *timeline.now), width, screen.has_unicode ? "▲" : "^",
                     "now");
  return out;
}

std::string draw_stages(const Timeline& timeline, const Zone& zone, const Screen& screen) {
  Table table({"", "MODE", "FROM", "UTC", "FOR"});
  const auto& stages = timeline.stages;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Mode mode = stages[i].mode;
    const bool is_last = i + 1 == stages.size();
    table.add({{std::string(pattern_of(mode, screen.has_unicode)), ink_of(mode)},
               {mode == Mode::open ? "open (reminder)" : std::string(to_string(mode)), ink_of(mode)},
               wall_time(zone, stages[i].from),
               format_rfc3339(stages[i].from),
               is_last ? std::string("until it ends") : duration_text(stages[i + 1].from - stages[i].from)});
  }
  return table.draw(screen);
}

std::string wall_time(const Zone& zone, TimePoint at) {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const Zone::Offset offset = zone.at(at);
  const CivilTime wall = civil_time(at, offset.utc_offset);
  std::string text = std::string(kDays[wall.weekday % 7]) + " " +
                     format_rfc3339(at + offset.utc_offset).substr(0, 10) + " " + two(wall.hour) + ":" +
                     two(wall.minute);
  if (wall.second != 0) text += ":" + two(wall.second);
  return text + " " + (offset.abbreviation.empty() ? "UTC" : offset.abbreviation);
}

std::string duration_text(Seconds span) {
  struct Unit {
    std::int64_t seconds;
    const char* one;
    const char* many;
  };
  static constexpr std::array<Unit, 4> kUnits = {
      {{86400, " day", " days"}, {3600, " h", " h"}, {60, " min", " min"}, {1, " s", " s"}}};
  std::int64_t left = std::max<std::int64_t>(span.count(), 0);
  std::string text;
  int shown = 0;
  for (const Unit& unit : kUnits) {
    const std::int64_t value = left / unit.seconds;
    if (value == 0 || shown == 2) continue;
    text += (shown++ == 0 ? "" : " ") + std::to_string(value) + (value == 1 ? unit.one : unit.many);
    left -= value * unit.seconds;
  }
  return text.empty() ? "0 s" : text;
}

}  // namespace gracegate::ctl
