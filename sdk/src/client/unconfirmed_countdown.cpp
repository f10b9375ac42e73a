#include "client/unconfirmed_countdown.hpp"

#include <cassert>

namespace gracegate {

bool UnconfirmedCountdown::look(std::optional<TimePoint> good_until, TimePoint now, bool is_time_confirmed) {
  const bool is_in_force = good_until && now < *good_until;
  const bool is_newer = good_until && (!ended_at_ || *ended_at_ < *good_until);
  const bool begins = !since_ && !is_in_force;
  const bool ends = since_ && is_in_force && (is_newer || is_time_confirmed);
  if (begins) {
    since_ = good_until ? now : now + kFirstDay;
    ended_at_ = good_until;
  }
  if (ends) since_.reset();
  return begins || ends;
}

Notice UnconfirmedCountdown::notice(const std::string& account, const Notice* last) const {
  assert(since_);
  NoticeCase one;
  one.id = "unconfirmed";
  one.reason = Reason::unconfirmed;
  one.deadline = *since_ + length_;
  one.stages = {{Mode::countdown, *since_}, {Mode::read_only, one.deadline}};
  Notice notice;
  notice.account = account;
  notice.issued_at = *since_;
  notice.expires_at = TimePoint::max();
  notice.cases = {one};
  if (last != nullptr) {
    notice.zone = last->zone;
    notice.links = last->links;
    notice.contact = last->contact;
  }
  return notice;
}

}  // namespace gracegate
