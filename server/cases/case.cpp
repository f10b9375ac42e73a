#include "server/cases/case.hpp"

#include "server/cases/words.hpp"

namespace gracegate::server {

std::string_view to_string(AccountContact::Kind kind) {
  switch (kind) {
    case AccountContact::Kind::billing:
      return "billing";
    case AccountContact::Kind::sponsor:
      return "sponsor";
    case AccountContact::Kind::technical:
      return "technical";
  }
  return "";
}

std::optional<AccountContact::Kind> contact_kind_from(std::string_view text) {
  return value_of(text, AccountContact::Kind::technical);
}

std::string_view to_string(CaseState state) {
  switch (state) {
    case CaseState::open:
      return "open";
    case CaseState::settled:
      return "settled";
    case CaseState::waived:
      return "waived";
    case CaseState::released:
      return "released";
  }
  return "";
}

std::optional<CaseState> case_state_from(std::string_view text) {
  return value_of(text, CaseState::released);
}

namespace {

std::optional<Owed> owed_of(const std::optional<Debt>& debt) {
  if (!debt) return std::nullopt;
  Owed owed{debt->remaining, {}};
  for (const Invoice& invoice : debt->invoices)
    if (!invoice.is_paid) owed.invoices.push_back(invoice.number);
  return owed;
}

}  // namespace

NoticeCase to_notice_case(const Case& one) {
  NoticeCase out;
  out.id = one.id;
  out.reason = one.reason;
  out.deadline = one.schedule.deadline;
  out.stages = one.schedule.stages;
  // One that was ended in the second in which it began has no length, which readers of notices refuse.
  if (one.hold && one.hold->hold.from < one.hold->hold.until) out.hold = one.hold->hold;
  out.owed = owed_of(one.debt);
  out.message = one.message;
  out.reference = one.reference;
  out.help = one.help;
  out.snooze_until = one.schedule.snooze_until;
  return out;
}

std::optional<EndedCase> to_ended_case(const Case& one) {
  const auto how = ending_from(to_string(one.state));
  if (!how || !one.ended_at) return std::nullopt;
  EndedCase out{one.id, one.reason, *how, *one.ended_at, *one.ended_at + kThanked};
  if (how != Ending::released)
    return one.schedule.countdown_from() < out.at ? std::optional(out) : std::nullopt;
  if (!one.data_until) return std::nullopt;
  out.until = *one.data_until;
  return out;
}

}  // namespace gracegate::server
