// What the engine answers, from what is held.
#include <utility>

#include "client/engine.hpp"
#include "client/random.hpp"
#include "core/help_request.hpp"

namespace gracegate {

Standing Engine::standing(std::string_view account) const noexcept {
  if (!config_.account.empty() && account != config_.account) return {};  // it never asks about others
  const TimePoint at = now();
  const auto held = cell_.read();
  const Record* const record = held->find(account);
  Standing standing = record != nullptr ? record->standing(at) : Standing();
  standing.provenance = freshness_.at(at);
  const bool is_expired = record != nullptr && at >= record->schedule.expires;
  const bool is_stale = is_expired || standing.reason == Reason::unconfirmed;
  if (is_stale && standing.provenance != Provenance::unverified) standing.provenance = Provenance::stale;
  return standing;
}

Decision Engine::decide(std::string_view account, Operation operation) const noexcept {
  Decision decision;
  decision.operation = operation;
  decision.standing = standing(account);
  const bool is_denied = !mode_allows(decision.standing.mode, operation);
  decision.allowed = !is_denied || is_observing_;
  decision.would_deny = is_denied && is_observing_;
  if (is_denied && config_.on_denial) tell_denial(decision);
  return decision;
}

void Engine::tell_denial(const Decision& decision) const noexcept {
  const auto alive = shared_from_this();  // the callback may destroy the gate
  try {
    config_.on_denial(decision);
  } catch (...) {
    has_on_denial_thrown_ = true;  // the log is called on the gate's thread alone
  }
}

// What is settled meanwhile does not reach a machine that is not connected.
bool Engine::is_offline(std::string_view account) const noexcept {
  if (config_.account.empty()) return false;
  const Standing now = standing(account);
  return now.provenance == Provenance::stale || now.reason == Reason::unconfirmed;
}

std::shared_ptr<const Notice> Engine::notice(std::string_view account) const {
  RecordRef record;
  {
    const auto held = cell_.read();
    const RecordRef* const found = held->find_ref(account);
    if (found != nullptr) record = *found;
  }
  auto notice = record ? notice_of(*record, config_.product) : nullptr;
  if (!notice || !is_offline(account)) return notice;
  Notice offline = *notice;
  offline.is_offline = true;
  offline.notice_page = config_.notice_page;
  return std::make_shared<const Notice>(std::move(offline));
}

std::optional<Banner> Engine::banner(std::string_view account, const Viewer& viewer) const {
  if (is_observing_) return std::nullopt;
  const auto held = notice(account);
  return held ? banner_at(*held, now(), viewer) : std::nullopt;
}

// Our locks may be held for ever by threads that were not forked with us.
constexpr const char* kInChild =
    "this process was forked after the gate was opened: open a gate in the child";

GateHealth Engine::health() const {
  GateHealth health;
  if (is_in_child()) {
    health.provenance = Provenance::stale;
    health.last_error = kInChild;
    return health;
  }
  health.provenance = freshness_.at(now());
  health.last_sync = freshness_.last_sync();
  health.last_error = contact_.current();
  if (health.last_error.empty()) health.last_error = disk_.current();
  health.accounts = cell_.read()->records().size();
  health.revision = sync_ ? sync_->revision() : 0;
  if (intake_) health.good_until = intake_->good_until();
  return health;
}

Result<Notice> Engine::take_notice(std::string_view text) {
  if (is_in_child()) return Error{ErrorCode::unavailable, kInChild, {}};
  if (!intake_)
    return Error{
        ErrorCode::conflict, "this gate follows the feed: a notice by hand is for one with `account`", {}};
  return intake_->put(text, now());
}

Result<std::string> Engine::ask_help(const HelpRequest& request) const {
  try {
    if (is_in_child()) return Error{ErrorCode::unavailable, kInChild, {}};
    if (const auto checked = check_help(request); !checked) return checked.error();
    if (!config_.account.empty() && request.account != config_.account)
      return Error{ErrorCode::invalid_argument, "this gate is for one account, and it is another",
                   "/account"};
    std::string id = random_nonce();
    const auto put = outbox_.put({id, request.account, encode_help_request(id, request)},
                                 std::chrono::steady_clock::now());
    if (!put) return put.error();
    if (config_.transport) config_.transport->interrupt();
    return id;
  } catch (const std::exception&) {
    return Error{ErrorCode::unavailable, "no memory or no random numbers for it", {}};
  }
}

HelpStatus Engine::help_status(const std::string& id, Wait at_most) const noexcept {
  try {
    return is_in_child() ? HelpStatus{} : outbox_.status(id, at_most);
  } catch (const std::exception&) {
    return {};  // no memory
  }
}

}  // namespace gracegate
