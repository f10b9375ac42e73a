#include "client/engine.hpp"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "client/cache_restore.hpp"
#include "client/file_cache.hpp"
#include "client/httplib_transport.hpp"
#include "client/random.hpp"
#include "client/system_clock.hpp"

namespace gracegate {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kSavesApart = seconds(5);
constexpr milliseconds kSaveTimeEvery =
    std::chrono::minutes(10);  // so that a restart knows about what time it is
constexpr seconds kLookEvery{30};
constexpr milliseconds kLookEveryWithOwnClock{100};  // a clock that is moved by hand wakes nobody
constexpr milliseconds kAfterFault = seconds(30);

void say(const Log& log, LogLevel level, std::string_view message) noexcept {
  if (!log) return;
  try {
    log(level, message);
  } catch (...) {
    // The product's log is broken; there is nobody left to tell.
  }
}

void fill_in(Config& config) {
  if (!config.clock) config.clock = std::make_shared<SystemClock>();
  if (!config.cache && !config.cache_file.empty())
    config.cache = std::make_unique<FileCache>(config.cache_file);
}

Result<std::optional<std::string>> load_from(Cache& cache) {
  try {
    return cache.load();
  } catch (...) {
    return Error{ErrorCode::unavailable, "it threw while loading", {}};
  }
}

Result<void> store_in(Cache& cache, const std::string& bytes) {
  try {
    return cache.store(bytes);
  } catch (...) {
    return Error{ErrorCode::unavailable, "it threw while storing", {}};
  }
}

std::unique_ptr<Snapshot> no_records(Fingerprint fingerprint) {
  return std::make_unique<Snapshot>(std::vector<RecordRef>(), fingerprint);
}

}  // namespace

Engine::Engine(Config config, const SavedTime& saved)
    : config_(std::move(config)),
      is_observing_(config_.enforcement == Enforcement::observe),
      opened_by_(::getpid()),
      fingerprint_(random_seed()),
      time_(config_.clock, saved),
      freshness_(config_.stale_after),
      cell_(no_records(fingerprint_)),
      contact_(guarded_log(), "in contact with the server again"),
      content_(guarded_log(), {}),
      disk_(guarded_log(), "the cache can be written again"),
      watch_(fingerprint_) {}

std::shared_ptr<Engine> Engine::open(Config config, CheckedConfig checked) {
  const bool has_own_clock = config.clock != nullptr;
  fill_in(config);
  std::optional<Restored> restored;
  if (config.cache) restored = restore(*config.cache, config, checked.roots);
  auto engine = std::make_shared<Engine>(std::move(config), restored ? restored->head.time : SavedTime());
  engine->has_own_clock_ = has_own_clock;
  engine->start(std::move(checked), std::move(restored));
  return engine;
}

std::shared_ptr<Engine> Engine::fixed(std::vector<Notice> notices, Config config) {
  fill_in(config);
  config.stale_after = Seconds::max();
  auto engine = std::make_shared<Engine>(std::move(config), SavedTime());
  std::vector<RecordRef> records;
  for (Notice& notice : notices)
    if (!notice.cases.empty()) records.push_back(make_fixed_record(std::move(notice)));
  engine->cell_.publish(std::make_unique<Snapshot>(std::move(records), engine->fingerprint_));
  engine->freshness_.confirmed(engine->now());
  return engine;
}

std::optional<Restored> Engine::restore(Cache& cache, const Config& config,
                                        const std::vector<PublicKey>& roots) {
  auto bytes = load_from(cache);
  if (!bytes) say(config.log, LogLevel::warning, "cache: " + bytes.error().message);
  if (!bytes || !*bytes) return std::nullopt;
  auto restored = restore_cache(**bytes, roots, config.product, config.account);
  if (!restored) {
    cache.set_aside();
    say(config.log, LogLevel::warning, "cache is set aside, starting without: " + restored.error().message);
    return std::nullopt;
  }
  if (restored->unusable > 0) {
    say(config.log, LogLevel::warning,
        "cache: left out notices that do not verify: " + std::to_string(restored->unusable));
  }
  return std::move(*restored);
}

void Engine::start(CheckedConfig checked, std::optional<Restored> restored) {
  if (!config_.transport) config_.transport = make_httplib_transport(checked.server, config_.ca_file);
  sync_.emplace(SyncTarget{checked.server.prefix, config_.product, config_.account, config_.sdk_key,
                           std::move(checked.roots)},
                SyncBoard{*config_.clock, time_, cell_, freshness_, contact_, content_}, *config_.transport,
                fingerprint_, random_seed());
  if (restored) sync_->restore(std::move(*restored));
  watch_.start(cell_.latest(), now());
}

// --- answers
// ------------------------------------------------------------------------------------------------

Standing Engine::standing(std::string_view account) const noexcept {
  const TimePoint at = now();
  const auto held = cell_.read();
  const Record* const record = held->find(account);
  Standing standing = record != nullptr ? record->standing(at) : Standing();
  standing.provenance = freshness_.at(at);
  const bool is_expired = record != nullptr && at >= record->schedule.expires;
  if (is_expired && standing.provenance != Provenance::unverified) standing.provenance = Provenance::stale;
  return standing;
}

Decision Engine::decide(std::string_view account, Operation operation) const noexcept {
  Decision decision;
  decision.operation = operation;
  decision.standing = standing(account);
  const bool is_denied = !mode_allows(decision.standing.mode, operation);
  decision.allowed = !is_denied || is_observing_;
  decision.would_deny = is_denied && is_observing_;
  if (!is_denied || !config_.on_denial) return decision;
  try {
    config_.on_denial(decision);
  } catch (...) {
    // The product's own fault, on its own thread; the decision stands.
  }
  return decision;
}

std::shared_ptr<const Notice> Engine::notice(std::string_view account) const {
  RecordRef record;
  {
    const auto held = cell_.read();
    const RecordRef* const found = held->find_ref(account);
    if (found != nullptr) record = *found;
  }
  return record ? notice_of(*record, config_.product) : nullptr;
}

std::optional<Banner> Engine::banner(std::string_view account, const Viewer& viewer) const {
  if (is_observing_) return std::nullopt;
  const auto held = notice(account);
  return held ? banner_at(*held, now(), viewer) : std::nullopt;
}

GateHealth Engine::health() const {
  GateHealth health;
  if (is_in_child()) {  // our locks may be held for ever by threads that were not forked with us
    health.provenance = Provenance::stale;
    health.last_error = "this process was forked after the gate was opened: open a gate in the child";
    return health;
  }
  health.provenance = freshness_.at(now());
  health.last_sync = freshness_.last_sync();
  health.last_error = contact_.current();
  if (health.last_error.empty()) health.last_error = disk_.current();
  health.accounts = cell_.read()->records().size();
  health.revision = sync_ ? sync_->revision() : 0;
  return health;
}

// --- work
// ---------------------------------------------------------------------------------------------------

Engine::Wait Engine::sync() noexcept {
  try {
    return sync_ ? sync_->step(hold()) : Wait::max();
  } catch (const std::exception& fault) {
    tell_of_fault(fault);
    return kAfterFault;
  }
}

Engine::Wait Engine::tick() noexcept {
  try {
    tell_transitions();
    save_if_due();
  } catch (const std::exception& fault) {
    tell_of_fault(fault);
  }
  cell_.reclaim();
  return until_next_look();
}

void Engine::close() noexcept {
  try {
    if (sync_ && (sync_->is_dirty() || freshness_.last_sync())) save();
  } catch (const std::exception&) {
    // No memory to save with: what was saved last stands.
  }
}

// Of ours; what the product's own parts throw is caught where they are called.
void Engine::tell_of_fault(const std::exception& fault) noexcept {
  call_back([&] {
    say(config_.log, LogLevel::error, "the gate caught a fault of its own and goes on; it says:");
    say(config_.log, LogLevel::error, fault.what());
  });
}

void Engine::stop() noexcept {
  {
    const std::lock_guard<std::mutex> lock(callback_mutex_);
    is_stopping_ = true;
  }
  if (config_.transport) config_.transport->cancel();
}

bool Engine::is_in_child() const noexcept { return ::getpid() != opened_by_; }

// While the server holds an answer back the thread cannot tell of a transition.
std::chrono::seconds Engine::hold() const noexcept {
  if (has_own_clock_) return seconds(1);
  return config_.on_transition ? watch_.may_be_away(now(), config_.poll_wait) : config_.poll_wait;
}

Engine::Wait Engine::until_next_look() const noexcept {
  if (has_own_clock_) return kLookEveryWithOwnClock;
  if (sync_ && sync_->is_dirty() && config_.cache) return kSavesApart;
  return config_.on_transition ? watch_.may_be_away(now(), kLookEvery) : kLookEvery;
}

void Engine::tell_transitions() {
  if (!config_.on_transition) return;
  for (Transition& transition : watch_.look(cell_.latest(), now())) {
    transition.before.provenance = transition.after.provenance = freshness_.at(now());
    call_back([&] {
      try {
        config_.on_transition(transition);
      } catch (...) {
        say(config_.log, LogLevel::error, "on_transition threw: caught, going on");
      }
    });
  }
}

void Engine::save_if_due() {
  if (!sync_ || !config_.cache) return;
  const milliseconds since = saved_at_ ? config_.clock->elapsed() - *saved_at_ : milliseconds::max();
  const bool is_worth_it = !cell_.latest().records().empty();
  if ((sync_->is_dirty() && since >= kSavesApart) || (is_worth_it && since >= kSaveTimeEvery)) save();
}

void Engine::save() {
  if (!config_.cache) return;
  saved_at_ = config_.clock->elapsed();
  const auto stored = store_in(*config_.cache, encode_cache(sync_->to_save(), cell_.latest().records()));
  if (stored) {
    disk_.recovered();
  } else {
    sync_->save_again();
    disk_.report(LogLevel::warning, "cache: " + stored.error().message);
  }
}

// --- callbacks
// ----------------------------------------------------------------------------------------------

Log Engine::guarded_log() noexcept {
  return [this](LogLevel level, std::string_view message) {
    call_back([&] { say(config_.log, level, message); });
  };
}

template <class Call>
void Engine::call_back(Call call) noexcept {
  {
    const std::lock_guard<std::mutex> lock(callback_mutex_);
    if (is_stopping_) return;
    is_in_callback_ = true;
  }
  call();
  is_in_callback_ = false;
}

}  // namespace gracegate
