#include "samples/notes/summary_job.hpp"

#include <cstdio>
#include <exception>

namespace notes {

void summarise(NoteStore& store, const gracegate::Gate& gate, const std::string& account,
               gracegate::TimePoint started) {
  const std::vector<Summary> earlier = store.summaries(account);
  const gracegate::TimePoint from = earlier.empty() ? started : earlier.back().to;
  const gracegate::TimePoint now = gate.now();
  const gracegate::TimePoint to = now - now.time_since_epoch() % gracegate::kMinute;
  if (to <= from || !gate.decide(account, gracegate::Operation::write).allowed) return;
  Summary summary{from, to, 0, 0};
  for (const Note& note : store.list(account)) {
    ++summary.notes;
    if (note.changed >= from && note.changed < to) ++summary.changed;
  }
  store.add_summary(account, summary);
}

SummaryJob::SummaryJob(NoteStore& store, const gracegate::Gate& gate, std::vector<std::string> accounts)
    : store_(store),
      gate_(gate),
      accounts_(std::move(accounts)),
      started_(gate.now() - gate.now().time_since_epoch() % gracegate::kMinute),
      thread_([this] { run(); }) {}

SummaryJob::~SummaryJob() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void SummaryJob::run() {
  std::unique_lock lock(mutex_);
  // Looks often, because the time that is shown can run faster than the machine's.
  while (!wake_.wait_for(lock, std::chrono::milliseconds(250), [this] { return is_stopping_; })) {
    try {
      for (const std::string& account : accounts_) summarise(store_, gate_, account, started_);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "notes: summary: %s\n", error.what());
    }
  }
}

}  // namespace notes
