// The stages of a case or policy, drawn to scale.
#ifndef GRACEGATE_SERVER_CTL_TIMELINE_HPP
#define GRACEGATE_SERVER_CTL_TIMELINE_HPP

#include <optional>
#include <string>
#include <vector>

#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"
#include "server/ctl/screen.hpp"

namespace gracegate::ctl {

struct Timeline {
  std::vector<Stage> stages;  // in time order
  TimePoint deadline;
  std::optional<TimePoint> now;  // nullopt: not marked
};

// Where things stand in a bar of `width` columns. Each stage has at least one column; the last, which has no
// end, has a sixth of the width. Precondition: the stages are not empty, and not more than width / 2.
struct Scale {
  std::vector<std::size_t> starts;  // first column of each stage
  std::size_t width = 0;

  static Scale of(const std::vector<Stage>& stages, std::size_t width);
  // The column of an instant; those before the first stage are in column 0.
  std::size_t column_of(const std::vector<Stage>& stages, TimePoint at) const;
};

// Three lines: the deadline's mark, the bar, the mark of the present (left out where there is none).
std::string draw_bar(const Timeline& timeline, const Screen& screen);
// A line for each stage: mode, from when on the zone's wall and in UTC, how long.
std::string draw_stages(const Timeline& timeline, const Zone& zone, const Screen& screen);

// "Mon 2026-12-07 09:00 CET"; seconds where there are any.
std::string wall_time(const Zone& zone, TimePoint at);
// "14 days", "2 days 17 h", "59 min 1 s": the two largest units; what is smaller is left out.
std::string duration_text(Seconds span);

}  // namespace gracegate::ctl

#endif
