// Cases whose banner nobody was shown: found, and given more time.
#ifndef GRACEGATE_SERVER_API_UNSEEN_CASES_HPP
#define GRACEGATE_SERVER_API_UNSEEN_CASES_HPP

#include <string>
#include <vector>

#include "gracegate/result.hpp"
#include "server/api/app.hpp"

namespace gracegate::server::api {

// Moves the deadline of each case that needs_time_to_be_seen() now, account by account; one that cannot be
// moved keeps no other from it. Returns what was done or failed, a line each, for the operator.
Result<std::vector<std::string>> give_time_to_unseen_cases(App& app);

}  // namespace gracegate::server::api

#endif
