// A background job that writes: a summary of each account's notes, once a minute. It shows what every such
// job of a product has to do: ask the gate before it writes, wait while it may not, and lose nothing.
#ifndef NOTES_SUMMARY_JOB_HPP
#define NOTES_SUMMARY_JOB_HPP

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gracegate/gate.hpp"
#include "samples/notes/note_store.hpp"

namespace notes {

// Writes what is due for one account, if the gate allows: one summary from the end of the last one up to the
// last full minute. So a stretch in which writing was refused is in the first summary after it.
void summarise(NoteStore& store, const gracegate::Gate& gate, const std::string& account,
               gracegate::TimePoint started);

// Threads: has one of its own from construction to destruction.
class SummaryJob {
 public:
  SummaryJob(NoteStore& store, const gracegate::Gate& gate, std::vector<std::string> accounts);
  ~SummaryJob();
  SummaryJob(const SummaryJob&) = delete;
  SummaryJob& operator=(const SummaryJob&) = delete;

 private:
  void run();

  NoteStore& store_;
  const gracegate::Gate& gate_;
  const std::vector<std::string> accounts_;
  const gracegate::TimePoint started_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace notes

#endif
