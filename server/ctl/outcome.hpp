// How gracectl ends: what scripts may rely on.
#ifndef GRACEGATE_SERVER_CTL_OUTCOME_HPP
#define GRACEGATE_SERVER_CTL_OUTCOME_HPP

#include "gracegate/result.hpp"

namespace gracegate::ctl {

enum class Exit : int {
  ok = 0,
  refused = 1,        // by the server, or not found, or something is in the way
  bad_input = 2,      // the command line or what it names cannot be right, whoever noticed it
  not_allowed = 3,    // no token, an invalid one, or its role does not suffice
  not_reachable = 4,  // nobody answers, or not now: trying again may help
};

Exit exit_of(const Error& error);

}  // namespace gracegate::ctl

#endif
