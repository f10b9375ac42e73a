#include "server/cases/help.hpp"

#include "gracegate/standing.hpp"
#include "server/cases/calendar.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server {
namespace {

bool asks_for_a_hold(const HelpRequest& request) {
  return request.is_billing && (request.topic == HelpTopic::question || request.topic == HelpTopic::time);
}

bool can_be_held(const Setting& setting, const Case& about) {
  return setting.policy.help_hold_days > 0 && !is_on_hold(about, setting.now) &&
         mode_at(to_notice_case(about), setting.now) == Mode::countdown;
}

Result<void> check_not_closed(const HelpRequest& request) {
  if (request.closed_at)
    return Error{ErrorCode::conflict, "it is closed already; answer the next one that arrives", ""};
  return {};
}

}  // namespace

std::string_view to_string(HelpState state) {
  switch (state) {
    case HelpState::waiting:
      return "waiting";
    case HelpState::answered:
      return "answered";
    case HelpState::closed:
      return "closed";
  }
  return "";
}

std::optional<HelpState> help_state_from(std::string_view text) { return value_of(text, HelpState::closed); }

HelpState HelpRequest::state() const {
  if (closed_at) return HelpState::closed;
  return answer ? HelpState::answered : HelpState::waiting;
}

bool is_room_for(const HelpRequest& request, const HelpTally& tally) {
  const auto size = static_cast<std::size_t>(request.file ? request.file->size : 0);
  const bool has_room_for_file =
      tally.account_bytes + size <= kMostHelpBytes && tally.all_bytes + size <= kMostHelpBytesOfAll;
  return tally.waiting < kMostHelpWaiting && tally.received < kMostHelpReceived &&
         (size == 0 || has_room_for_file);
}

Result<ReceivedHelp> receive_help(const Setting& setting, HelpRequest request, const Case& about,
                                  bool had_hold) {
  if (about.state != CaseState::open) return Error{ErrorCode::conflict, "the case has ended", ""};
  request.received_at = setting.now;
  request.answer_by = next_working_time(setting.policy.hours, setting.zone, setting.now + kDay);
  request.is_holding = !had_hold && asks_for_a_hold(request) && can_be_held(setting, about);
  if (!request.is_holding) return ReceivedHelp{std::move(request)};
  auto held =
      hold(setting, about, setting.now + setting.policy.help_hold_days * kDay, std::string(kHelpHoldReason));
  if (!held) return held.error();
  return ReceivedHelp{std::move(request), std::move(*held)};
}

Result<HelpRequest> answer_help(TimePoint now, HelpRequest request, HelpAnswer answer) {
  if (const auto can = check_not_closed(request); !can) return can.error();
  request.answer = std::move(answer);
  request.answer->at = now;
  return request;
}

Result<HelpRequest> close_help(TimePoint now, HelpRequest request) {
  if (const auto can = check_not_closed(request); !can) return can.error();
  request.closed_at = now;
  return request;
}

Result<std::optional<Case>> without_help_hold(const Setting& setting, const HelpRequest& request,
                                              const Case& about) {
  const bool is_held = about.state == CaseState::open && is_on_hold(about, setting.now);
  // hold() may begin a second later.
  const bool is_its_own =
      request.is_holding && is_held && about.hold->hold.from <= request.received_at + Seconds(1);
  if (!is_its_own) return std::optional<Case>();
  auto resumed = resume(setting, about);
  if (!resumed) return resumed.error();
  return std::optional<Case>(std::move(*resumed));
}

HelpEntry to_help_entry(const HelpRequest& request) {
  HelpEntry entry;
  entry.id = request.id;
  entry.person = request.person;
  entry.topic = request.topic;
  entry.at = request.received_at;
  if (request.state() == HelpState::waiting) entry.answer_by = request.answer_by;
  entry.answer = request.answer;
  return entry;
}

}  // namespace gracegate::server
