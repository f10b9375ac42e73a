// What people do to a case. Each function computes the case after the action from the case before it; it
// reads no clock and writes nothing. Errors: conflict (the state of the case does not allow it),
// invalid_argument, forbidden (needs another role); messages say what to do. Who may act at all is decided
// before; a rule here asks for more where that depends on the case.
#ifndef GRACEGATE_SERVER_CASES_ACTIONS_HPP
#define GRACEGATE_SERVER_CASES_ACTIONS_HPP

#include <optional>
#include <string>
#include <vector>

#include "gracegate/result.hpp"
#include "server/cases/case.hpp"
#include "server/cases/policy.hpp"

namespace gracegate::server {

// Each may do what the ones before it may.
enum class StaffRole { viewer, support, finance, admin };
std::string_view to_string(StaffRole role);
std::optional<StaffRole> staff_role_from(std::string_view text);

// What every action takes: who, when, why, and the account's zone and the case's policy.
struct Setting {
  StaffRole role = StaffRole::viewer;
  TimePoint now;
  std::string zone;
  Policy policy;
};

struct OpenRequest {
  std::string id;  // of the new case
  std::string account;
  Reason reason = Reason::nonpayment;
  std::optional<Debt> debt;
  LocalizedText message;
  std::string reference;
};

inline constexpr int kMostDays = 731;            // until an extension or a hold ends: two years
inline constexpr Seconds kWarnAgain = 3 * kDay;  // of countdown after a hold or an extension has ended
inline constexpr Seconds kDataKept = 30 * kDay;  // after a customer was let go, where nothing else is said

bool is_on_hold(const Case& one, TimePoint now);

// A policy with fewer than 14 days of countdown needs the admin role.
Result<Case> open_case(const Setting& setting, const OpenRequest& request);
// The deadline moves to `until`, never earlier; limits start at least three days after it.
Result<Case> extend(const Setting& setting, Case one, TimePoint until);
// By whole days from the present deadline, though it may have passed.
Result<Case> extend_by(const Setting& setting, Case one, int days);
// Pauses until `until`. What was left of the countdown, at least three days, follows it.
Result<Case> hold(const Setting& setting, Case one, TimePoint until, const std::string& reason);
// Ends a hold now.
Result<Case> resume(const Setting& setting, Case one);
Result<Case> settle(const Setting& setting, Case one);
Result<Case> waive(const Setting& setting, Case one);
// The customer is let go; their data can be taken out for kDataKept.
Result<Case> release(const Setting& setting, Case one);
// The same until `data_until`, within two years.
Result<Case> release_until(const Setting& setting, Case one, TimePoint data_until);
// To shutdown, without waiting for the read-only stage to end; never before the promised deadline. It stays
// so when the deadline moves, by whatever action, for as long as there is the case.
Result<Case> escalate(const Setting& setting, Case one);
// An ended case runs again, unseen, with at least three days of countdown. What finance ended (waived,
// released) needs that role.
Result<Case> reopen(const Setting& setting, Case one);

}  // namespace gracegate::server

#endif
