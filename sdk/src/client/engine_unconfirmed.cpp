// What the engine does where no notice is in force and the product asks for strictness.
#include <utility>

#include "client/engine.hpp"

namespace gracegate {

void Engine::look_at_unconfirmed_countdown() {
  if (!unconfirmed_countdown_) return;
  if (unconfirmed_countdown_->look(intake_->good_until(), now(), time_.is_confirmed())) {
    unconfirmed_record_ = nullptr;
    sync_->save_again();  // so that a restart does not begin it again
  }
  if (unconfirmed_countdown_->since()) {
    stand_in();
  } else {
    stand_down();
  }
  tell_unconfirmed();
}

// A record of the gate's own in place of the one that has expired.
void Engine::stand_in() {
  if (!unconfirmed_record_) {
    const auto last = decode_notice(sync_->held().newest, {{}, config_.product, config_.account});
    Notice own = unconfirmed_countdown_->notice(config_.account, last ? &*last : nullptr);
    if (!last) own.contact = config_.contact;
    unconfirmed_record_ = make_fixed_record(std::move(own));
  }
  if (cell_.latest().find(config_.account) == unconfirmed_record_.get()) return;
  cell_.publish(std::make_unique<Snapshot>(std::vector<RecordRef>{unconfirmed_record_}, fingerprint_));
}

// What is held is in force again, and was not sent anew: the time was wrong.
void Engine::stand_down() {
  const Record* const record = cell_.latest().find(config_.account);
  if (record == nullptr || !record->fixed) return;
  const Held held = sync_->held();
  auto own = held.keys ? restore_record(held.newest, *held.keys, config_.product, config_.account)
                       : Result<RecordRef>(RecordRef());
  std::vector<RecordRef> records;
  if (own && *own) records.push_back(std::move(*own));
  cell_.publish(std::make_unique<Snapshot>(std::move(records), fingerprint_));
}

void Engine::tell_unconfirmed() {
  const auto since = unconfirmed_countdown_->since();
  if (!since) return unconfirmed_.ends();
  if (now() < *since) return;
  unconfirmed_.begins("no notice is in force, so this product becomes read-only at " +
                      format_rfc3339(*since + config_.stale_countdown) +
                      ": let it reach the server, or bring a notice by hand (gracectl account notice)");
}

}  // namespace gracegate
