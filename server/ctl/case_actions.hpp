// What people do to a case: extend, hold, resume, settle, waive, release, escalate, reopen.
#ifndef GRACEGATE_SERVER_CTL_CASE_ACTIONS_HPP
#define GRACEGATE_SERVER_CTL_CASE_ACTIONS_HPP

#include "server/ctl/commands.hpp"

namespace gracegate::ctl {

void add_case_actions(Commands& commands, CLI::App& group);
// Prints the case that a change has left behind, or returns why there is none.
Result<void> report_case(const Session& session, const Result<Json>& one);
// --why, which the audit log keeps.
void add_why(CLI::App& command, std::string& why);

}  // namespace gracegate::ctl

#endif
