// Requests for help: what the server keeps of them, and the rules. Pure. Errors of the rules: conflict (the
// state of case or request does not allow it).
#ifndef GRACEGATE_SERVER_CASES_HELP_HPP
#define GRACEGATE_SERVER_CASES_HELP_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/cases/actions.hpp"
#include "server/cases/case.hpp"

namespace gracegate::server {

enum class HelpState { waiting, answered, closed };
std::string_view to_string(HelpState state);
std::optional<HelpState> help_state_from(std::string_view text);

// What is known of a file without its bytes. Name and type are whatever somebody's machine has said: texts
// for people.
struct HelpFileFacts {
  std::string name;
  std::string type;
  std::int64_t size = 0;  // bytes
};

struct HelpRequest {
  std::string id;  // given by the sender
  std::string account;
  std::string case_id;
  HelpTopic topic = HelpTopic::question;
  std::string text;         // paragraphs; may be empty
  std::string reach;        // mail address or telephone number, as typed; may be empty
  std::string person;       // the product's word for who asks; may be empty
  bool is_billing = false;  // who asks looks after the contract
  std::string page;         // of the product, where they were; may be empty
  std::string locale;       // may be empty
  std::string date;         // when they paid or can pay, "2026-11-30"; may be empty
  std::optional<HelpFileFacts> file;
  TimePoint received_at;
  TimePoint answer_by;
  bool is_holding = false;           // the case was put on hold for it, which ends with the answer
  std::optional<HelpAnswer> answer;  // support's
  std::optional<TimePoint> closed_at;

  HelpState state() const;
};

// What there is of an account's requests.
struct HelpTally {
  std::size_t waiting = 0;
  std::size_t received = 0;       // in the last 24 hours
  std::size_t account_bytes = 0;  // of files that are kept
  std::size_t all_bytes = 0;      // of all accounts' files
};
inline constexpr std::size_t kMostHelpWaiting = 20;      // of an account
inline constexpr std::size_t kMostHelpReceived = 30;     // of an account, in 24 hours
inline constexpr std::size_t kMostHelpBytes = 60 << 20;  // of an account's files
inline constexpr std::size_t kMostHelpBytesOfAll = std::size_t{2} << 30;

// Whether there is room for `request` and its file beside what there is.
bool is_room_for(const HelpRequest& request, const HelpTally& tally);

inline constexpr Seconds kHelpShown = 30 * kDay;  // in the notice, after it was answered or closed
inline constexpr std::string_view kHelpHoldReason = "help request";

struct ReceivedHelp {
  HelpRequest request;
  std::optional<Case> held{};  // the case, where it is on hold now
};
// That it arrives now: it is to be answered within the policy's first working hours that are a day away.
// `had_hold`: the case was put on hold for a request before, which happens once.
Result<ReceivedHelp> receive_help(const Setting& setting, HelpRequest request, const Case& about,
                                  bool had_hold);
// The same again puts another answer in the place of the first.
Result<HelpRequest> answer_help(TimePoint now, HelpRequest request, HelpAnswer answer);
Result<HelpRequest> close_help(TimePoint now, HelpRequest request);
// The case without the hold that there is for this request; nothing, where there is none.
Result<std::optional<Case>> without_help_hold(const Setting& setting, const HelpRequest& request,
                                              const Case& about);

// What the notice says of it.
HelpEntry to_help_entry(const HelpRequest& request);

}  // namespace gracegate::server

#endif
