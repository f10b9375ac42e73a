// Notes of all accounts, in memory and, where a file is given, on disk.
#ifndef NOTES_NOTE_STORE_HPP
#define NOTES_NOTE_STORE_HPP

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gracegate/time.hpp"

namespace notes {

struct Draft {
  std::string title;
  std::string text;
};
inline constexpr std::size_t kLongestTitle = 200;
inline constexpr std::size_t kLongestText = 20000;

struct Note {
  std::int64_t id = 0;  // unique over all accounts
  std::string account;
  std::string title;
  std::string text;
  std::string author;
  gracegate::TimePoint changed;
};

// What the background job writes: how many notes changed in a stretch of time. Stretches follow one another
// without a gap.
struct Summary {
  gracegate::TimePoint from;
  gracegate::TimePoint to;
  std::size_t notes = 0;
  std::size_t changed = 0;
};

// Threads: any.
class NoteStore {
 public:
  // `file`: empty keeps everything in memory. Throws std::runtime_error where the file cannot be used.
  explicit NoteStore(std::string file);

  // Newest first; `query`: those that contain it, whatever the case of its letters.
  std::vector<Note> list(const std::string& account, const std::string& query = {}) const;
  std::optional<Note> find(const std::string& account, std::int64_t id) const;
  Note add(const std::string& account, const std::string& author, const Draft& draft,
           gracegate::TimePoint now);
  std::optional<Note> change(const std::string& account, std::int64_t id, const Draft& draft,
                             gracegate::TimePoint now);
  bool remove(const std::string& account, std::int64_t id);
  bool is_empty() const;

  // Oldest first; the latest hundred.
  std::vector<Summary> summaries(const std::string& account) const;
  void add_summary(const std::string& account, const Summary& summary);

 private:
  void load();
  void save() const;  // under the mutex

  const std::string file_;
  mutable std::mutex mutex_;
  std::map<std::int64_t, Note> notes_;
  std::map<std::string, std::vector<Summary>> summaries_;
  std::int64_t next_id_ = 1;
};

// Some notes for each account, for the demo.
void add_examples(NoteStore& store, const std::vector<std::string>& accounts, gracegate::TimePoint now);

}  // namespace notes

#endif
