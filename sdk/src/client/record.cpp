#include "client/record.hpp"

#include <algorithm>
#include <utility>

namespace gracegate {
namespace {

std::shared_ptr<Record> record_of(const Notice& notice) {
  auto record = std::make_shared<Record>();
  record->account = notice.account;
  record->schedule = schedule_of(notice);
  record->cases.reserve(notice.cases.size());
  for (const NoticeCase& one : notice.cases) record->cases.push_back(facts_of(one));
  record->place = place_of(notice);
  return record;
}

}  // namespace

RecordRef make_record(const Notice& notice, std::string_view jws) {
  auto record = record_of(notice);
  record->jws = PackedJws(jws);
  return record;
}

RecordRef make_fixed_record(Notice notice) {
  auto record = record_of(notice);
  record->fixed = std::make_shared<const Notice>(std::move(notice));
  return record;
}

std::shared_ptr<const Notice> notice_of(const Record& record, const std::string& product) {
  if (record.fixed) return record.fixed;
  auto notice = decode_notice(record.jws.text(), {{}, product, record.account});
  return notice ? std::make_shared<const Notice>(std::move(*notice)) : nullptr;
}

TimePoint next_mode_change(const ModeSchedule& schedule, TimePoint now) noexcept {
  const Mode mode = schedule.at(now);
  TimePoint next = kNever;
  const auto& starts = schedule.starts.from;
  for (const TimePoint at :
       {starts[0], starts[1], starts[2], schedule.expires, schedule.suspended_from, schedule.suspended_until})
    if (at > now && at < next && schedule.at(at) != mode) next = at;
  return next;
}

}  // namespace gracegate
