// Requests for help as people see them.
#ifndef GRACEGATE_SERVER_CTL_INBOX_VIEW_HPP
#define GRACEGATE_SERVER_CTL_INBOX_VIEW_HPP

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "server/ctl/screen.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

// A table, one request a line.
std::string draw_inbox(const Screen& screen, const Json& requests);
// All about one request; what was typed stands in its own lines.
std::string draw_help(const Screen& screen, const Json& request);
// What holds after an action, in one line: "h_… of acme, about c_…: answered".
std::string help_line(const Json& request);

}  // namespace gracegate::ctl

#endif
