#include "client/engine.hpp"

#include <unistd.h>

#include <utility>

#include "client/cache_restore.hpp"
#include "client/file_cache.hpp"
#include "client/http/transport.hpp"
#include "client/random.hpp"
#include "client/say.hpp"
#include "client/system_clock.hpp"

namespace gracegate {
namespace {

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

Result<std::string> set_aside_in(Cache& cache) {
  try {
    return cache.set_aside();
  } catch (...) {
    return Error{ErrorCode::unavailable, "it threw while setting aside", {}};
  }
}

std::string about_set_aside(const std::string& where, const Error& why) {
  const bool may_be_mistaken = why.code == ErrorCode::untrusted;
  return "cache is set aside as " + where + ", starting without: " + why.message +
         (may_be_mistaken ? "; if product, account or root_keys were wrong, correct them and move it back"
                          : "");
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
      contact_(guarded_log(), {}),
      content_(guarded_log(), {}),
      disk_(guarded_log(), "the cache can be written again"),
      callbacks_(guarded_log(), {}),
      by_hand_(guarded_log(), {}),
      unconfirmed_(guarded_log(), LogLevel::warning,
                   "a notice is in force again, and nothing is limited for want of one"),
      reports_(guarded_log()),
      watch_(fingerprint_),
      delivery_(outbox_, guarded_log(), random_seed()) {}

std::shared_ptr<Engine> Engine::open(Config config, CheckedConfig checked) {
  if (const std::string doubt = doubt_about_cache_file(config); !doubt.empty())
    say(config.log, LogLevel::warning, "cache: " + doubt);
  if (const std::string doubt = doubt_about_notice_file(config); !doubt.empty())
    say(config.log, LogLevel::warning, "notice_file: " + doubt);
  fill_in(config);
  std::optional<Restored> restored;
  if (config.cache) restored = restore(config, checked.roots);
  auto engine = std::make_shared<Engine>(std::move(config), restored ? restored->head.time : SavedTime());
  engine->start(std::move(checked), std::move(restored));
  return engine;
}

std::shared_ptr<Engine> Engine::fixed(std::vector<Notice> notices, Config config) {
  fill_in(config);
  config.stale_after = Seconds::max();
  auto engine = std::make_shared<Engine>(std::move(config), SavedTime());
  std::vector<RecordRef> records;
  for (Notice& notice : notices)
    if (!says_nothing(notice)) records.push_back(make_fixed_record(std::move(notice)));
  engine->cell_.publish(std::make_unique<Snapshot>(std::move(records), engine->fingerprint_));
  engine->freshness_.confirmed(engine->now());
  return engine;
}

Engine::~Engine() {
  if (is_in_child()) (void)config_.transport.release();
}

std::optional<Restored> Engine::restore(Config& config, const std::vector<PublicKey>& roots) {
  const auto go_without = [&](const Error& error) {
    say(config.log, LogLevel::warning, "cache is left as it is, going on without one: " + error.message);
    config.cache = nullptr;
    return std::nullopt;
  };
  auto bytes = load_from(*config.cache);
  if (!bytes) return go_without(bytes.error());
  if (!*bytes) return std::nullopt;
  auto restored = restore_cache(**bytes, roots, config.product, config.account);
  if (!restored) {
    const auto aside = set_aside_in(*config.cache);
    if (!aside) return go_without(aside.error());
    say(config.log, LogLevel::warning, about_set_aside(*aside, restored.error()));
    return std::nullopt;
  }
  if (restored->unusable > 0) {
    say(config.log, LogLevel::warning,
        "cache: left out notices that do not verify: " + std::to_string(restored->unusable));
  }
  return std::move(*restored);
}

void Engine::start(CheckedConfig checked, std::optional<Restored> restored) {
  if (!config_.transport) config_.transport = make_http_transport(checked.server, config_.ca_file);
  if (!config_.account.empty()) intake_.emplace(Addressee{checked.roots, config_.product, config_.account});
  if (!config_.notice_file.empty()) notice_file_.emplace(config_.notice_file);
  sync_.emplace(SyncTarget{checked.server.prefix, config_.product, config_.account, config_.sdk_key,
                           std::move(checked.roots)},
                SyncBoard{*config_.clock, time_, cell_, freshness_, contact_, content_, outbox_},
                *config_.transport, fingerprint_, random_seed());
  const auto since = restored ? restored->head.unconfirmed_since : std::nullopt;
  if (restored) sync_->restore(std::move(*restored));
  if (intake_) intake_->hold(sync_->held());
  if (config_.on_stale == OnStale::countdown_then_read_only) {
    if (since) time_.go_on();  // short runs would each begin before the countdown
    unconfirmed_countdown_.emplace(config_.stale_countdown, since, intake_->good_until(), now());
  }
  look_at_unconfirmed_countdown();
  watch_.start(cell_.latest(), now());
}

}  // namespace gracegate
