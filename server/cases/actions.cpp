#include "server/cases/actions.hpp"

#include <algorithm>
#include <string_view>

#include "server/cases/words.hpp"

namespace gracegate::server {
namespace {

Error conflict(const char* message) { return {ErrorCode::conflict, message, ""}; }
Error invalid(const char* pointer, std::string message) {
  return {ErrorCode::invalid_argument, std::move(message), pointer};
}
Error needs(StaffRole role, std::string_view what) {
  return {ErrorCode::forbidden, std::string(what) + " needs the role " + std::string(to_string(role)), ""};
}

Result<void> check_open(const Case& one) {
  if (one.state == CaseState::open) return {};
  return conflict("the case has ended; reopen it first");
}

Result<void> check_until(TimePoint now, TimePoint until) {
  if (until <= now) return invalid("/until", "give an instant in the future");
  if (until > now + kMostDays * kDay) return invalid("/until", "give an instant within the next two years");
  return {};
}

Case changed(Case one) {
  ++one.version;
  return one;
}

Result<Case> end(const Setting& setting, Case one, CaseState state) {
  if (const auto open = check_open(one); !open) return open.error();
  one.state = state;
  one.ended_at = setting.now;
  return changed(std::move(one));
}

// A schedule anew, by the case's policy; an escalated case has no read-only stage.
Schedule replanned(const Setting& setting, const Case& one, const Replan& to) {
  Policy policy = setting.policy;
  if (one.is_escalated) {
    policy.read_only_days.reset();
    policy.ends_in_shutdown = true;
  }
  return replan(policy, setting.zone, one.opened_at, to);
}

// The case with another deadline. What was given after the last one, by an extension, is given after this one
// too.
Schedule moved(const Setting& setting, const Case& one, TimePoint countdown_from, TimePoint deadline) {
  const Seconds after_deadline = one.schedule.limit_not_before - one.schedule.deadline;
  return replanned(setting, one, {countdown_from, deadline, deadline + after_deadline});
}

// A reminder that has not ended is paused by a hold as well: the banner does not appear during it. `by` is
// negative where a hold ends before its time.
TimePoint shown_from(const Case& one, TimePoint now, Seconds by) {
  const TimePoint shown = one.schedule.countdown_from();
  return shown > now ? shown + by : shown;
}

// During a hold the mode is that of the second before it. A countdown that begins in this very second is
// shown, so that second belongs to it.
TimePoint hold_from(const Case& one, TimePoint now, TimePoint until) {
  const Seconds begun(one.schedule.countdown_from() == now ? 1 : 0);
  return std::min(now + begun, until - Seconds(1));
}

}  // namespace

bool is_on_hold(const Case& one, TimePoint now) { return one.hold && now < one.hold->hold.until; }

std::string_view to_string(StaffRole role) {
  switch (role) {
    case StaffRole::viewer:
      return "viewer";
    case StaffRole::support:
      return "support";
    case StaffRole::finance:
      return "finance";
    case StaffRole::admin:
      return "admin";
  }
  return "";
}

std::optional<StaffRole> staff_role_from(std::string_view text) { return value_of(text, StaffRole::admin); }

Result<Case> open_case(const Setting& setting, const OpenRequest& request) {
  if (setting.policy.countdown_days < kFullCountdownDays && setting.role < StaffRole::admin)
    return needs(StaffRole::admin, "a countdown of fewer than 14 days");
  Case one;
  one.id = request.id;
  one.account = request.account;
  one.reason = request.reason;
  one.policy = setting.policy.name;
  one.policy_version = setting.policy.version;
  one.opened_at = setting.now;
  one.schedule = plan(setting.policy, setting.zone, setting.now);
  one.debt = request.debt;
  one.message = request.message;
  one.reference = request.reference;
  return one;
}

Result<Case> extend(const Setting& setting, Case one, TimePoint until) {
  if (const auto open = check_open(one); !open) return open.error();
  const TimePoint earliest = std::max(setting.now, one.schedule.deadline);
  if (until <= earliest)
    return invalid(
        "/until", "an extension moves the deadline later: give an instant after " + format_rfc3339(earliest));
  if (const auto sane = check_until(setting.now, until); !sane) return sane.error();
  if (one.hold) one.hold->left += until - one.schedule.deadline;
  one.schedule = replanned(setting, one, {one.schedule.countdown_from(), until, until + kWarnAgain});
  return changed(std::move(one));
}

Result<Case> extend_by(const Setting& setting, Case one, int days) {
  if (const auto open = check_open(one); !open) return open.error();
  const TimePoint deadline = one.schedule.deadline;
  const TimePoint until = deadline + days * kDay;
  if (until > setting.now) return extend(setting, std::move(one), until);
  const auto fewest = (setting.now - deadline) / kDay + 1;
  return invalid("/days", "they count from the deadline, " + format_rfc3339(deadline) +
                              ", and end in the past: give " +
                              (fewest > kMostDays ? "" : "at least " + std::to_string(fewest) + ", or ") +
                              "an instant (until) after " + format_rfc3339(setting.now));
}

Result<Case> hold(const Setting& setting, Case one, TimePoint until, const std::string& reason) {
  if (const auto open = check_open(one); !open) return open.error();
  if (const auto sane = check_until(setting.now, until); !sane) return sane.error();
  if (is_on_hold(one, setting.now))
    return conflict("the case is on hold; resume it first, then hold it anew");
  const Seconds left = std::max(one.schedule.deadline - setting.now, kWarnAgain);
  one.schedule = moved(setting, one, shown_from(one, setting.now, until - setting.now), until + left);
  one.hold = CaseHold{{hold_from(one, setting.now, until), until, reason}, left};
  return changed(std::move(one));
}

Result<Case> resume(const Setting& setting, Case one) {
  if (const auto open = check_open(one); !open) return open.error();
  if (!is_on_hold(one, setting.now)) return conflict("the case is not on hold");
  const TimePoint shown = shown_from(one, setting.now, setting.now - one.hold->hold.until);
  one.schedule = moved(setting, one, shown, setting.now + one.hold->left);
  if (one.hold->hold.from < setting.now)
    one.hold->hold.until = setting.now;
  else
    one.hold.reset();  // it has lasted no time: a notice cannot state it
  return changed(std::move(one));
}

Result<Case> settle(const Setting& setting, Case one) {
  return end(setting, std::move(one), CaseState::settled);
}

Result<Case> waive(const Setting& setting, Case one) {
  return end(setting, std::move(one), CaseState::waived);
}

Result<Case> release(const Setting& setting, Case one) {
  return release_until(setting, std::move(one), setting.now + kDataKept);
}

Result<Case> release_until(const Setting& setting, Case one, TimePoint data_until) {
  if (const auto open = check_open(one); !open) return open.error();
  if (const auto sane = check_until(setting.now, data_until); !sane) return sane.error();
  one.data_until = data_until;
  return end(setting, std::move(one), CaseState::released);
}

Result<Case> escalate(const Setting& setting, Case one) {
  if (const auto open = check_open(one); !open) return open.error();
  if (is_on_hold(one, setting.now)) return conflict("the case is on hold; resume it first");
  Schedule next = escalated(setting.policy, setting.zone, one.schedule, setting.now);
  const Stage& last = one.schedule.stages.back();
  if (last.mode == Mode::shutdown && last.from <= next.stages.back().from)
    return conflict("the case shuts down at that time already");
  one.schedule = std::move(next);
  one.is_escalated = true;
  return changed(std::move(one));
}

Result<Case> reopen(const Setting& setting, Case one) {
  if (one.state == CaseState::open) return conflict("the case is open");
  if (one.state != CaseState::settled && setting.role < StaffRole::finance)
    return needs(StaffRole::finance, "reopening what finance has ended");
  one.state = CaseState::open;
  one.ended_at.reset();
  one.data_until.reset();
  one.hold.reset();
  one.seen_at.reset();
  one.schedule = moved(setting, one, std::min(one.schedule.countdown_from(), setting.now),
                       std::max(one.schedule.deadline, setting.now + kWarnAgain));
  return changed(std::move(one));
}

}  // namespace gracegate::server
