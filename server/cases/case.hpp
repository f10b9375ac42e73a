// A case and its account, as the server keeps them. Values.
#ifndef GRACEGATE_SERVER_CASES_CASE_HPP
#define GRACEGATE_SERVER_CASES_CASE_HPP

#include <optional>
#include <string>
#include <vector>

#include "gracegate/notice.hpp"
#include "gracegate/time.hpp"
#include "server/cases/schedule.hpp"

namespace gracegate::server {

struct AccountContact {
  enum class Kind { billing, sponsor, technical };
  Kind kind = Kind::billing;
  std::string name, email, phone;
};
std::string_view to_string(AccountContact::Kind kind);  // "billing"
std::optional<AccountContact::Kind> contact_kind_from(std::string_view text);

// One of the vendor's customers.
struct Account {
  std::string id;
  std::string name;
  std::string zone = "UTC";   // IANA
  std::string locale = "en";  // BCP 47
  TimePoint created_at;
  std::vector<AccountContact> contacts;
  std::int64_t seq = 0;  // of its last signed notice
};

enum class CaseState { open, settled, waived, released };
std::string_view to_string(CaseState state);
std::optional<CaseState> case_state_from(std::string_view text);

struct Invoice {
  std::string number;
  std::optional<std::int64_t> minor;  // its amount, where known
  bool is_paid = false;
};

// What a case is about in money. `remaining` is what the customer sees; of a case that has ended, what was
// open before.
struct Debt {
  Money remaining;
  std::int64_t original_minor = 0;
  std::vector<Invoice> invoices;
};

// A pause as the server keeps it: `left` of the countdown follows when it ends, at least three days.
struct CaseHold {
  Hold hold;
  Seconds left{0};
};

struct Case {
  std::string id;
  std::string account;
  Reason reason = Reason::other;
  CaseState state = CaseState::open;
  std::string policy;  // name and version it was opened with
  int policy_version = 1;
  TimePoint opened_at;
  std::optional<TimePoint> ended_at;
  std::optional<TimePoint> data_until;  // of one that was released: until when data can be taken out
  std::optional<TimePoint> seen_at;     // when its banner is known to have been shown to somebody first
  Schedule schedule;
  bool is_escalated = false;     // shuts down at its first limit, also when that moves
  std::optional<CaseHold> hold;  // the last one; over when hold.until has passed
  std::optional<Debt> debt;
  LocalizedText message;
  std::string reference;
  std::vector<HelpEntry> help;   // what the notice says of requests for help: filled in when it is made
  std::size_t help_waiting = 0;  // requests for help about it that wait; counted by the store
  int version = 1;               // grows with each change by people: for If-Match
};

// What the customer's notice says of it.
NoticeCase to_notice_case(const Case& one);

inline constexpr Seconds kThanked{15 * 60};  // after a case has ended without a farewell

// What it says of it once it has ended; nullopt: nothing, because it is open, or nobody saw a banner of it.
std::optional<EndedCase> to_ended_case(const Case& one);

}  // namespace gracegate::server

#endif
