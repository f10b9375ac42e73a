#include "client/sync.hpp"

#include <algorithm>
#include <utility>

#include "client/random.hpp"
#include "core/percent.hpp"
#include "core/receipt.hpp"

namespace gracegate {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kKeysApart = std::chrono::minutes(1);
constexpr milliseconds kKeysDaily = std::chrono::hours(24);
constexpr milliseconds kRefusedApart = std::chrono::minutes(5);
// Anybody on the way can say it, as the sign-in page of a network does, and nothing shows whose word it is.
constexpr seconds kMostRetryAfter = std::chrono::minutes(1);
constexpr std::size_t kRestoredAtATime = 50;  // so that a gate can close in between
constexpr seconds kShortTimeout{10};
constexpr seconds kLongTimeout{60};

bool has_key(const KeySet& keys, const std::string& id) {
  return std::any_of(keys.keys.begin(), keys.keys.end(), [&](const SigningKey& key) { return key.id == id; });
}

// Whether a key that signed before may sign no more.
bool loses_a_key(const KeySet& from, const KeySet& to) {
  return std::any_of(from.keys.begin(), from.keys.end(),
                     [&](const SigningKey& key) { return !has_key(to, key.id); });
}

// The product may bring its own transport.
Result<TransportResponse> send_by(Transport& transport, const TransportRequest& request) {
  try {
    return transport.send(request);
  } catch (...) {
    return Error{ErrorCode::unavailable, "the transport threw", {}};
  }
}

std::string explain(const TransportResponse& response) {
  const std::string status = std::to_string(response.status);
  switch (response.status) {
    case 401:
      return "server refuses the SDK key (401): check sdk_key, and that it was not revoked";
    case 403:
      return "server does not let this SDK key do that (403): the feed needs a product key, "
             "an account key reads the one account that it was made for";
    case 404:
      return "server has no such page (404): give the address of gracegated as `server`, without /v1";
    case 301:
    case 302:
    case 307:
    case 308:
      return "server answers with a redirect (" + status + "): give the final address as `server`";
    default:
      return "server answers " + status;
  }
}

// Why a document does not count, and what to look at.
Error about_document(const Error& error, std::string_view body) {
  const bool may_be_ours =
      body.substr(0, 2) == "ey" || body.substr(0, 1) == "{";  // a JWS; a page of the feed
  if (!may_be_ours) {
    return {
        error.code,
        "this is not gracegated: check `server`, its port too, and what may answer in its place (a sign-in "
        "page, a proxy)",
        {}};
  }
  if (error.code != ErrorCode::untrusted) return error;
  return {error.code,
          error.message +
              "; if it stays so, see that root_keys has root_key of the server's first-run.json and "
              "that product is the server's",
          {}};
}

}  // namespace

Sync::Sync(SyncTarget target, SyncBoard board, Transport& transport, Fingerprint fingerprint,
           std::uint64_t seed)
    : target_(std::move(target)),
      board_(board),
      transport_(transport),
      fingerprint_(fingerprint),
      backoff_(seed) {}

void Sync::restore(Restored restored) {
  if (restored.head.keyset.empty()) return;  // the server was not reached so far
  board_.time.not_before(restored.keys.issued_at);
  board_.time.not_before(restored.place.issued_at);
  for (const RecordRef& record : restored.records) board_.time.not_before(record->issued_at);
  keys_ = std::move(restored.keys);
  keyset_jws_ = std::move(restored.head.keyset);
  keys_since_ = board_.clock.elapsed();
  position_ = restored.place.position;
  revision_ = position_.number;
  newest_ = std::move(restored.head.newest);
  unverified_ = std::move(restored.unverified);
  board_.freshness.restored(restored.head.last_sync);
  board_.cell.publish(std::make_unique<Snapshot>(std::move(restored.records), fingerprint_));
  let_go_if_ended();
}

void Sync::restore_more() {
  std::vector<RecordRef> records = board_.cell.latest().records();
  for (std::size_t i = 0; i < kRestoredAtATime && !unverified_.empty(); ++i) {
    const auto record = restore_record(unverified_.back(), *keys_, target_.product, target_.account);
    if (!record) board_.content.report(LogLevel::warning, "cache: left out notices that do not verify");
    if (record && *record) {
      board_.time.not_before((*record)->issued_at);
      records.push_back(*record);
    }
    unverified_.pop_back();
  }
  board_.cell.publish(std::make_unique<Snapshot>(std::move(records), fingerprint_));
}

Sync::Wait Sync::step(Turn turn) {
  turn_ = turn;
  ends_ = board_.clock.elapsed() + turn.at_most;
  let_go_if_ended();
  if (keys_are_due()) {
    const Wait wait = fetch_keys();
    let_go_if_ended();  // where nobody answered it may be later than it was thought to be
    if (!keys_ || wait == Wait::zero()) return wait;
  }
  if (has_ended(*keys_, keyset_jws_)) return *keys_asked_ + kKeysApart - board_.clock.elapsed();
  return target_.account.empty() ? fetch_feed() : fetch_notice();
}

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

Sync::Wait Sync::fetch_feed() {
  const std::int64_t after = in_sequence_ ? position_.number : 0;
  const seconds wait = after == 0 ? seconds::zero() : turn_.hold;
  TransportRequest request;
  request.target = "/v1/feed?after=" + std::to_string(after) + "&wait=" + std::to_string(wait.count());
  request.timeout = after == 0 ? kLongTimeout : wait + kShortTimeout;
  request.max_bytes = kMaxFeedBytes;
  const auto answer = ask(std::move(request), after == 0 ? longest_pace() : turn_.apart);
  if (!answer) return failed(answer.error());
  if (answer->response.status != 200) return failed(answer->response);
  const auto page = verify_feed(answer->response.body, *keys_, {{}, target_.product, {}});
  if (!page) return refused(about_document(page.error(), answer->response.body));
  if (const auto current = take_receipt(*answer, body_digest(answer->response.body), *keys_); !current)
    return refused(current.error());
  return take_page(*page, after, *answer);
}

Sync::Wait Sync::take_page(const FeedPage& page, std::int64_t after, const Answer& answer) {
  const Position position{page.epoch, page.revision};
  if (position < position_) return lost_place("feed is older than the one held");
  if (!page.complete && (after == 0 || page.after != after || page.epoch != position_.epoch))
    return lost_place("changes do not follow from what is held");
  Merged merged = merge(board_.cell.latest(), marks_, page.notices, page.complete);
  for (const std::string& account : merged.refused)
    board_.content.report(LogLevel::warning, "refused a notice older than the one held: account " + account);
  const bool changed = hold_from_now(std::move(merged));
  const bool progress = changed || !in_sequence_ || !(position == position_);
  board_.time.not_before(page.issued_at);
  position_ = position;
  newest_ = page.head;
  revision_ = position.number;
  in_sequence_ = true;
  return succeeded(answer, progress);
}

Sync::Wait Sync::fetch_notice() {
  const seconds wait = etag_.empty() ? seconds::zero() : turn_.hold;
  TransportRequest request;
  request.target = "/v1/notices/" + percent_encode(target_.account) + "?wait=" + std::to_string(wait.count());
  request.if_none_match = etag_;
  request.timeout = wait + kShortTimeout;
  request.max_bytes = kMaxNoticeBytes;
  const auto answer = ask(std::move(request), etag_.empty() ? longest_pace() : turn_.apart);
  if (!answer) return failed(answer.error());
  if (answer->response.status == 304 && !etag_.empty()) {
    const auto current = take_receipt(*answer, digest_, *keys_);
    return current ? succeeded(*answer, false) : refused(current.error());
  }
  if (answer->response.status != 200) return failed(answer->response);
  auto notice = verify_notice(answer->response.body, *keys_, {{}, target_.product, target_.account});
  if (!notice) return refused(about_document(notice.error(), answer->response.body));
  const std::string digest = body_digest(answer->response.body);
  if (const auto current = take_receipt(*answer, digest, *keys_); !current) return refused(current.error());
  digest_ = digest;
  return take_notice({std::move(*notice), answer->response.body}, *answer);
}

Sync::Wait Sync::take_notice(const SignedNotice& one, const Answer& answer) {
  const auto changed = hold_notice(one);
  if (!changed) return refused(changed.error());
  const bool progress = *changed || etag_ != answer.response.etag;
  etag_ = answer.response.etag;
  return succeeded(answer, progress);
}

Result<bool> Sync::hold_notice(const SignedNotice& one) {
  const Error older{ErrorCode::outdated, "notice is older than the one held", {}};
  const Position position{one.notice.epoch, one.notice.seq};
  if (position < position_) return older;
  Merged merged = merge(board_.cell.latest(), marks_, {one}, true);
  if (!merged.refused.empty()) return older;
  const bool changed = hold_from_now(std::move(merged));
  board_.time.not_before(one.notice.issued_at);
  position_ = position;
  newest_ = one.jws;
  revision_ = position.number;
  return changed;
}

Result<void> Sync::take_file(const NoticeFile& file) {
  auto checked =
      check_notice_file(file, {target_.roots, target_.product, target_.account}, held(), board_.time.now());
  if (!checked) return checked.error();
  if (checked->brings_keys) adopt(file.keyset, std::move(checked->keys));
  if (const auto done = hold_notice({std::move(checked->notice), file.notice}); !done) return done.error();
  board_.freshness.handed();
  dirty_ = true;
  return {};
}

// Where the server was not asked to hold its answer back: as far apart as if it had done so.
Sync::Wait Sync::longest_pace() const { return std::max<Wait>(turn_.hold, turn_.apart); }

Result<Sync::Answer> Sync::ask(TransportRequest request, milliseconds pace) {
  request.target.insert(0, target_.prefix);
  request.bearer = target_.sdk_key;
  const std::string nonce = random_nonce();
  request.nonce = nonce;
  const milliseconds start = board_.clock.elapsed();
  request.timeout = std::clamp(ends_ - start, milliseconds::zero(), request.timeout);
  auto response = send_by(transport_, request);
  if (!response) return response.error();
  const milliseconds took = board_.clock.elapsed() - start;
  return Answer{std::move(*response), nonce, took, std::max(pace - took, milliseconds::zero())};
}

bool Sync::hold_from_now(Merged merged) {
  if (!merged.changed) return false;
  board_.cell.publish(std::make_unique<Snapshot>(std::move(merged.records), fingerprint_));
  return true;
}

Result<void> Sync::take_receipt(const Answer& answer, const std::string& digest, const KeySet& keys) {
  if (answer.response.receipt.empty()) {
    return Error{
        ErrorCode::untrusted,
        "no Gracegate-Receipt came with it, so it may have been recorded earlier: see that proxies pass "
        "the headers Gracegate-Nonce and Gracegate-Receipt on, and do not cache",
        {}};
  }
  const auto receipt = verify_receipt(answer.response.receipt, keys, {target_.product, answer.nonce, digest});
  if (!receipt) return receipt.error();
  board_.time.server_said(receipt->issued_at, answer.took);
  return {};
}

Sync::Wait Sync::succeeded(const Answer& answer, bool progress) {
  board_.freshness.confirmed(board_.time.now());
  board_.contact.recovered();
  backoff_.reset();
  dirty_ = dirty_ || progress;
  return progress ? Wait::zero() : answer.idle;
}

Sync::Wait Sync::failed(const Error& error) {
  board_.time.no_answer();
  const bool passes = error.code == ErrorCode::unavailable;
  board_.contact.report(passes ? LogLevel::warning : LogLevel::error, error.message);
  return error.code == ErrorCode::untrusted ? kRefusedApart : backoff_.next();
}

Sync::Wait Sync::failed(const TransportResponse& response) {
  board_.time.no_answer();
  const bool passes = response.status >= 500 || response.status == 429 || response.status == 408;
  board_.contact.report(passes ? LogLevel::warning : LogLevel::error, explain(response));
  const bool is_refusal = response.status == 401 || response.status == 403;
  const Wait wait = is_refusal ? kRefusedApart : backoff_.next();
  const seconds asked_for =
      std::clamp(response.retry_after.value_or(seconds::zero()), seconds::zero(), kMostRetryAfter);
  return std::max<Wait>(wait, asked_for);
}

// The server's own feed goes on from elsewhere: all is asked for again.
Sync::Wait Sync::lost_place(const char* why) {
  in_sequence_ = false;
  return refused({ErrorCode::outdated, why, {}});
}

// Something came that cannot be believed. Where a newer key set may be the cure, that is tried first; else
// nothing follows from it.
Sync::Wait Sync::refused(const Error& error) {
  keys_wanted_ = keys_wanted_ || error.code == ErrorCode::untrusted;
  if (keys_wanted_ && keys_ && keys_are_due()) return Wait::zero();
  board_.time.no_answer();
  board_.freshness.refused();
  board_.contact.report(LogLevel::error, "refused an answer of the server: " + error.message);
  etag_.clear();
  return backoff_.next();
}

CacheHead Sync::to_save() {
  dirty_ = false;
  CacheHead head;
  head.product = target_.product;
  head.account = target_.account;
  head.time = board_.time.to_save();
  head.last_sync = board_.freshness.last_sync();
  head.keyset = keyset_jws_;
  head.newest = newest_;
  return head;
}

}  // namespace gracegate
