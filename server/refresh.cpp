#include "server/refresh.hpp"

#include "server/api/renewal.hpp"
#include "server/api/unseen_cases.hpp"
#include "server/server_log.hpp"

namespace gracegate::server {
namespace {

// Notices that say otherwise than the server was started now: another address, links, contact or root.
Result<Change> brought_up_to_date(const api::App& app, const Reader& reader) {
  auto settings = reader.settings();
  if (!settings) return settings.error();
  Change change;
  if (settings->issuer != app.notary.terms().issuer) {
    settings->issuer = app.notary.terms().issuer;
    change.settings = *settings;
  }
  const auto is_due = [&](const PublishedNotice& notice) { return !app.notary.is_up_to_date(notice); };
  if (const auto added = app.desk.add_notices(reader, app.now(), is_due, change); !added)
    return added.error();
  return change;
}

void report(const Result<Committed>& done) {
  if (!done) log_error("notices could not be signed anew: " + done.error().message);
}

}  // namespace

Refresh::Refresh(api::App& app, std::chrono::seconds between)
    : app_(app), between_(between), seen_version_(app.keyring.keyset().version) {
  report(
      app_.desk.change(std::nullopt, [&](const Reader& reader) { return brought_up_to_date(app_, reader); }));
  thread_ = std::thread([this] { run(); });
}

Refresh::~Refresh() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

// A set that names other keys may have come without what must come with it: an action on the keys that was
// interrupted, or a file that somebody put there.
void Refresh::look_after_keys() {
  const TimePoint now = app_.now();
  if (const auto keys = app_.keyring.renew(now); !keys)
    log_error("keys were not renewed: " + keys.error().message);
  const std::int64_t version = app_.keyring.keyset().version;
  if (version != seen_version_) {
    const auto done = app_.desk.change(
        std::nullopt, [&](const Reader& reader) { return brought_up_to_date(app_, reader); });
    report(done);
    if (done) seen_version_ = version;
  }
  const std::string warning = app_.keyring.warning(now);
  if (warning.empty() || (warned_at_ && now - *warned_at_ < kDay)) return;
  log_warning(warning);
  warned_at_ = now;
}

void Refresh::look_after_unseen_cases() {
  const auto done = api::give_time_to_unseen_cases(app_);
  if (!done) return log_error("cases could not be looked at: " + done.error().message);
  for (const std::string& line : *done) log_warning(line);
}

void Refresh::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopped_) {
    lock.unlock();
    look_after_keys();
    look_after_unseen_cases();
    report(api::renew(app_));
    lock.lock();
    wake_.wait_for(lock, between_, [&] { return is_stopped_; });
  }
}

}  // namespace gracegate::server
