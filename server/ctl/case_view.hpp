// Cases as people see them.
#ifndef GRACEGATE_SERVER_CTL_CASE_VIEW_HPP
#define GRACEGATE_SERVER_CTL_CASE_VIEW_HPP

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "gracegate/time.hpp"
#include "server/ctl/screen.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

// A table, one case a line.
std::string draw_cases(const Screen& screen, const Json& cases);
// All about one case, with its time line on the wall of `zone`; `now` is marked while the case is open.
std::string draw_case(const Screen& screen, const Json& one, const Zone& zone, std::optional<TimePoint> now);
// What holds after an action, in one line: "c_… of acme: countdown, deadline 2026-… (14 days)".
std::string case_line(const Json& one);

}  // namespace gracegate::ctl

#endif
