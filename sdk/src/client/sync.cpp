#include "client/sync.hpp"

#include <algorithm>
#include <utility>

#include "client/answer_words.hpp"
#include "client/random.hpp"
#include "core/percent.hpp"
#include "core/receipt.hpp"

namespace gracegate {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kRefusedApart = std::chrono::minutes(5);
// Anybody on the way can say it, as the sign-in page of a network does, and nothing shows whose word it is.
constexpr seconds kMostRetryAfter = std::chrono::minutes(1);
constexpr std::size_t kRestoredAtATime = 50;  // so that a gate can close in between
constexpr seconds kLongTimeout{60};
constexpr std::size_t kMaxPostAnswerBytes = 4096;

// The product may bring its own transport.
Result<TransportResponse> send_by(Transport& transport, const TransportRequest& request) {
  try {
    return transport.send(request);
  } catch (...) {
    return Error{ErrorCode::unavailable, "the transport threw", {}};
  }
}

}  // namespace

Sync::Sync(SyncTarget target, SyncBoard board, Transport& transport, Fingerprint fingerprint,
           std::uint64_t seed)
    : target_(std::move(target)),
      board_(board),
      transport_(transport),
      fingerprint_(fingerprint),
      backoff_(seed),
      keys_(target_.roots, board_.clock, board_.time) {}

void Sync::restore(Restored restored) {
  if (restored.head.keyset.empty()) return;  // the server was not reached so far
  board_.time.not_before(restored.keys.issued_at);
  board_.time.not_before(restored.place.issued_at);
  for (const RecordRef& record : restored.records) board_.time.not_before(record->place.issued_at);
  keys_.restore(std::move(restored.head.keyset), std::move(restored.keys));
  stand_at(restored.place.position);
  newest_ = std::move(restored.head.newest);
  unverified_ = std::move(restored.unverified);
  board_.freshness.restored(restored.head.last_sync);
  board_.cell.publish(std::make_unique<Snapshot>(std::move(restored.records), fingerprint_));
  let_go_if_ended();
}

void Sync::restore_more() {
  std::vector<RecordRef> records = board_.cell.latest().records();
  for (std::size_t i = 0; i < kRestoredAtATime && !unverified_.empty(); ++i) {
    const auto record = restore_record(unverified_.back(), *keys_.set(), target_.product, target_.account);
    if (!record) board_.content.report(LogLevel::warning, "cache: left out notices that do not verify");
    if (record && *record) {
      board_.time.not_before((*record)->place.issued_at);
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
  if (keys_.are_due()) {
    const Wait wait = fetch_keys();
    let_go_if_ended();  // where nobody answered it may be later than it was thought to be
    if (!keys_.set() || wait == Wait::zero()) return wait;
  }
  if (keys_.have_ended()) return keys_.until_asked_again();
  return target_.account.empty() ? fetch_feed() : fetch_notice();
}

Sync::Wait Sync::fetch_feed() {
  const std::int64_t after = in_sequence_ ? position_.number : 0;
  const seconds wait = after == 0 ? seconds::zero() : turn_.hold;
  TransportRequest request;
  request.target = "/v1/feed?after=" + std::to_string(after) + "&wait=" + std::to_string(wait.count());
  request.timeout = after == 0 ? kLongTimeout : wait + kShortTimeout;
  request.max_bytes = kMaxFeedBytes;
  request.may_be_interrupted = wait > seconds::zero();
  const auto answer = ask(std::move(request), after == 0 ? longest_pace() : turn_.apart);
  if (!answer) return failed(answer.error());
  if (answer->response.status != 200) return failed(answer->response);
  const auto page = verify_feed(answer->response.body, *keys_.set(), {{}, target_.product, {}});
  if (!page) return refused(about_document(page.error(), answer->response.body));
  if (const auto current = take_receipt(*answer, body_digest(answer->response.body), *keys_.set()); !current)
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
  stand_at(position);
  newest_ = page.head;
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
  request.may_be_interrupted = wait > seconds::zero();
  const auto answer = ask(std::move(request), etag_.empty() ? longest_pace() : turn_.apart);
  if (!answer) return failed(answer.error());
  if (answer->response.status == 304 && !etag_.empty()) {
    const auto current = take_receipt(*answer, digest_, *keys_.set());
    return current ? succeeded(*answer, false) : refused(current.error());
  }
  if (answer->response.status != 200) return failed(answer->response);
  auto notice = verify_notice(answer->response.body, *keys_.set(), {{}, target_.product, target_.account});
  if (!notice) return refused(about_document(notice.error(), answer->response.body));
  const std::string digest = body_digest(answer->response.body);
  if (const auto current = take_receipt(*answer, digest, *keys_.set()); !current)
    return refused(current.error());
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
  const Position position = place_of(one.notice).position;
  if (position < position_) return older;
  Merged merged = merge(board_.cell.latest(), marks_, {one}, true);
  if (!merged.refused.empty()) return older;
  const bool changed = hold_from_now(std::move(merged));
  board_.time.not_before(one.notice.issued_at);
  stand_at(position);
  newest_ = one.jws;
  return changed;
}

Result<TransportResponse> Sync::post(const std::string& target, std::string body, Wait at_most) {
  TransportRequest request;
  request.target = target;
  request.body = std::move(body);
  request.timeout = at_most;
  request.max_bytes = kMaxPostAnswerBytes;
  return send(std::move(request));
}

Sync::Wait Sync::left() const { return std::max(ends_ - board_.clock.elapsed(), milliseconds::zero()); }

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
  const std::string nonce = random_nonce();
  request.nonce = nonce;
  request.timeout = std::min(left(), request.timeout);
  const milliseconds start = board_.clock.elapsed();
  auto response = send(std::move(request));
  if (!response) return response.error();
  const milliseconds took = board_.clock.elapsed() - start;
  return Answer{std::move(*response), nonce, took, std::max(pace - took, milliseconds::zero())};
}

Result<TransportResponse> Sync::send(TransportRequest request) {
  request.target.insert(0, target_.prefix);
  request.bearer = target_.sdk_key;
  return send_by(transport_, request);
}

void Sync::stand_at(Position position) {
  position_ = position;
  revision_ = position.number;
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
  if (board_.outbox.has_untried()) return Wait::zero();  // interrupted for it, and asked again after it
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
  if (error.code == ErrorCode::untrusted) keys_.want();
  if (keys_.are_wanted() && keys_.set() && keys_.are_due()) return Wait::zero();
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
  head.keyset = keys_.jws();
  head.newest = newest_;
  return head;
}

}  // namespace gracegate
