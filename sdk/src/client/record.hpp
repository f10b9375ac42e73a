// What the gate holds of one account.
#ifndef GRACEGATE_CLIENT_RECORD_HPP
#define GRACEGATE_CLIENT_RECORD_HPP

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/packed_jws.hpp"
#include "client/place.hpp"
#include "core/case_facts.hpp"
#include "core/mode_schedule.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/standing.hpp"

namespace gracegate {

// A verified notice of an account with an open case, as small as answering needs it: the notice itself is
// read again from the signed bytes when somebody asks for it. Threads: never changes once made; any.
struct Record {
  std::string account;
  ModeSchedule schedule;
  std::vector<CaseFacts> cases;
  Place place;
  PackedJws jws;  // empty where `fixed` is set
  // A notice that was never signed: the gate's own for want of one (Config::on_stale), or a test's.
  std::shared_ptr<const Notice> fixed;

  // standing_at() of the notice. Does not allocate. Provenance is left for the caller.
  Standing standing(TimePoint now) const noexcept {
    return standing_of(schedule, cases.data(), cases.size(), now);
  }
};

using RecordRef = std::shared_ptr<const Record>;

// `jws` are the bytes that `notice` was read from.
RecordRef make_record(const Notice& notice, std::string_view jws);
RecordRef make_fixed_record(Notice notice);

// The notice in full. `product` is its audience. nullptr: our own fault.
std::shared_ptr<const Notice> notice_of(const Record& record, const std::string& product);

// The first instant after `now` at which the mode changes, stricter or milder; kNever where there is none.
TimePoint next_mode_change(const ModeSchedule& schedule, TimePoint now) noexcept;

}  // namespace gracegate

#endif
