// The part of the sync that is about keys.
#include <algorithm>
#include <utility>

#include "client/answer_words.hpp"
#include "client/sync.hpp"
#include "core/keyset.hpp"
#include "core/receipt.hpp"

namespace gracegate {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kKeysDaily = std::chrono::hours(24);

// Whether a key that signed before may sign no more.
bool loses_a_key(const KeySet& from, const KeySet& to) {
  return std::any_of(from.keys.begin(), from.keys.end(),
                     [&](const SigningKey& key) { return find_key(to, key.id) == nullptr; });
}

}  // namespace

bool Sync::keys_are_due() const {
  if (!keys_ || !keys_asked_) return true;
  const milliseconds now = board_.clock.elapsed();
  const bool is_stale = !keys_confirmed_ || now - *keys_confirmed_ >= kKeysDaily;
  const bool is_wanted = keys_wanted_ || is_stale || has_ended(*keys_, keyset_jws_);
  return is_wanted && now - *keys_asked_ >= kKeysApart;
}

// Also by the elapsed time: whoever has stolen a signing key can hold the time with receipts of his own.
bool Sync::has_ended(const KeySet& keys, const std::string& jws) const {
  if (board_.time.now() >= keys.expires_at) return true;
  return jws == keyset_jws_ && board_.clock.elapsed() - keys_since_ >= keys.expires_at - keys.issued_at;
}

void Sync::let_go_if_ended() {
  if (!keys_ || !has_ended(*keys_, keyset_jws_) || board_.cell.latest().records().empty()) return;
  board_.content.report(LogLevel::error,
                        "the key set has ended, and with it all that was held: see gracectl keys list");
  marks_ = Marks();
  in_sequence_ = false;
  etag_.clear();
  board_.cell.publish(std::make_unique<Snapshot>(std::vector<RecordRef>(), fingerprint_));
}

Sync::Wait Sync::fetch_keys() {
  keys_asked_ = board_.clock.elapsed();
  TransportRequest request;
  request.target = "/v1/keys";
  request.timeout = kShortTimeout;
  request.max_bytes = kMaxKeySetBytes;
  const auto answer = ask(std::move(request), turn_.apart);
  if (!answer) return failed(answer.error());
  if (answer->response.status != 200) return failed(answer->response);
  auto keys = verify_keyset(answer->response.body, keys_ ? keys_->roots : target_.roots);
  if (!keys && keys.error().code == ErrorCode::untrusted) {
    return refused({ErrorCode::untrusted,
                    "none of root_keys has signed the server's key set (root_key in its first-run.json): " +
                        keys.error().message,
                    {}});
  }
  if (!keys) return refused(about_document(keys.error(), answer->response.body));
  // Before its receipt counts: a key that an older set names may have been stolen since.
  if (keys_ && is_older(*keys, *keys_))
    return refused({ErrorCode::outdated, "key set is older than the one held", {}});
  if (const auto current = take_receipt(*answer, body_digest(answer->response.body), *keys); !current)
    return refused(current.error());
  if (has_ended(*keys, answer->response.body))
    return refused({ErrorCode::outdated,
                    "key set has ended: have its root sign the next, gracectl keys list says how",
                    {}});
  return adopt(answer->response.body, std::move(*keys));
}

Sync::Wait Sync::adopt(const std::string& jws, KeySet keys) {
  keys_confirmed_ = board_.clock.elapsed();
  keys_wanted_ = false;
  board_.time.not_before(keys.issued_at);
  const bool distrust = keys_ && loses_a_key(*keys_, keys);
  if (jws != keyset_jws_) keys_since_ = *keys_confirmed_;
  dirty_ = dirty_ || jws != keyset_jws_;
  keys_ = std::move(keys);
  keyset_jws_ = jws;
  if (distrust) distrust_what_lost_its_key();
  return Wait::zero();
}

// A key that is no longer named may have been stolen: what it signed goes, and what the rollback guard learnt
// from it too, or a forged notice of a far revision would keep out the true ones.
void Sync::distrust_what_lost_its_key() {
  std::vector<RecordRef> trusted;
  for (const RecordRef& record : board_.cell.latest().records())
    if (verify_notice(record->jws.text(), *keys_, {{}, target_.product, record->account}))
      trusted.push_back(record);
  marks_ = Marks();
  const auto place = verify_place(newest_, *keys_, target_.product, target_.account);
  position_ = place ? place->position : Position();
  if (!place) newest_.clear();
  in_sequence_ = false;
  etag_.clear();
  board_.cell.publish(std::make_unique<Snapshot>(std::move(trusted), fingerprint_));
}

}  // namespace gracegate
