// The part of the sync that is about keys.
#include <algorithm>
#include <utility>

#include "client/answer_words.hpp"
#include "client/sync.hpp"
#include "core/keyset.hpp"
#include "core/receipt.hpp"

namespace gracegate {

void Sync::let_go_if_ended() {
  // What the gate itself holds for want of a notice stands: it is by no key.
  const std::vector<RecordRef>& records = board_.cell.latest().records();
  const bool has_signed =
      std::any_of(records.begin(), records.end(), [](const RecordRef& record) { return !record->fixed; });
  if (!keys_.have_ended() || !has_signed) return;
  board_.content.report(LogLevel::error,
                        "the key set has ended, and with it all that was held: see gracectl keys list");
  marks_ = Marks();
  in_sequence_ = false;
  etag_.clear();
  board_.cell.publish(std::make_unique<Snapshot>(std::vector<RecordRef>(), fingerprint_));
}

Sync::Wait Sync::fetch_keys() {
  keys_.asked();
  TransportRequest request;
  request.target = "/v1/keys";
  request.timeout = kShortTimeout;
  request.max_bytes = kMaxKeySetBytes;
  const auto answer = ask(std::move(request), turn_.apart);
  if (!answer) return failed(answer.error());
  if (answer->response.status != 200) return failed(answer->response);
  auto keys = verify_keyset(answer->response.body, keys_.roots());
  if (!keys && keys.error().code == ErrorCode::untrusted) {
    return refused({ErrorCode::untrusted,
                    "none of root_keys has signed the server's key set (root_key in its first-run.json): " +
                        keys.error().message,
                    {}});
  }
  if (!keys) return refused(about_document(keys.error(), answer->response.body));
  if (!counts_for(*keys, target_.account))
    return refused({ErrorCode::untrusted,
                    "key set was carried to account " + keys->account + ", and counts for that one alone",
                    {}});
  // Before its receipt counts: a key that an older set names may have been stolen since.
  if (keys_.set() && is_older(*keys, *keys_.set()))
    return refused({ErrorCode::outdated, "key set is older than the one held", {}});
  if (const auto current = take_receipt(*answer, body_digest(answer->response.body), *keys); !current)
    return refused(current.error());
  if (keys_.has_ended(*keys, answer->response.body))
    return refused({ErrorCode::outdated,
                    "key set has ended: have its root sign the next, gracectl keys list says how",
                    {}});
  return adopt(answer->response.body, std::move(*keys));
}

Sync::Wait Sync::adopt(const std::string& jws, KeySet keys) {
  board_.time.not_before(keys.issued_at);
  dirty_ = dirty_ || jws != keys_.jws();
  if (keys_.adopt(jws, std::move(keys))) distrust_what_lost_its_key();
  return Wait::zero();
}

// A key that is no longer named may have been stolen: what it signed goes, and what the rollback guard learnt
// from it too, or a forged notice of a far revision would keep out the true ones.
void Sync::distrust_what_lost_its_key() {
  std::vector<RecordRef> trusted;
  for (const RecordRef& record : board_.cell.latest().records())
    if (verify_notice(record->jws.text(), *keys_.set(), {{}, target_.product, record->account}))
      trusted.push_back(record);
  marks_ = Marks();
  const auto place = verify_place(newest_, *keys_.set(), target_.product, target_.account);
  stand_at(place ? place->position : Position());
  if (!place) newest_.clear();
  in_sequence_ = false;
  etag_.clear();
  board_.cell.publish(std::make_unique<Snapshot>(std::move(trusted), fingerprint_));
}

}  // namespace gracegate
