// No warning seen, no restriction: a case whose banner nobody was ever shown gets more time. Pure.
#ifndef GRACEGATE_SERVER_CASES_UNSEEN_HPP
#define GRACEGATE_SERVER_CASES_UNSEEN_HPP

#include "gracegate/result.hpp"
#include "server/cases/actions.hpp"

namespace gracegate::server {

inline constexpr Seconds kSeenBefore =
    kDay;                              // so long before the deadline somebody must have seen the banner
inline constexpr int kUnseenDays = 7;  // of more time where nobody has

// Whether the case is to have more time now: it is open and not on hold, its policy asks for a sighting,
// there is none, and the deadline is less than a day away or has passed. Where the server was away meanwhile
// and the case limits already, it stops limiting.
bool needs_time_to_be_seen(const Setting& setting, const Case& one);
// As extend(), by a week from the deadline, or from now where that has passed.
Result<Case> give_time_to_be_seen(const Setting& setting, Case one);

}  // namespace gracegate::server

#endif
