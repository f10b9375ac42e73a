#include "samples/notes/note_store.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace notes {
namespace {

using gracegate::Seconds;
using gracegate::TimePoint;
using nlohmann::json;

constexpr std::size_t kKeptSummaries = 100;

std::int64_t number(TimePoint at) { return at.time_since_epoch().count(); }
TimePoint instant(const json& value) { return TimePoint(Seconds(value.get<std::int64_t>())); }

bool contains(const std::string& text, const std::string& query) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return std::search(text.begin(), text.end(), query.begin(), query.end(), same) != text.end();
}

json to_json(const Note& note) {
  return {{"id", note.id},     {"account", note.account}, {"title", note.title},
          {"text", note.text}, {"author", note.author},   {"changed", number(note.changed)}};
}

Note note_from(const json& value) {
  return {value.at("id"),   value.at("account"), value.at("title"),
          value.at("text"), value.at("author"),  instant(value.at("changed"))};
}

json to_json(const Summary& one) {
  return {{"from", number(one.from)}, {"to", number(one.to)}, {"notes", one.notes}, {"changed", one.changed}};
}

Summary summary_from(const json& value) {
  return {instant(value.at("from")), instant(value.at("to")), value.at("notes"), value.at("changed")};
}

}  // namespace

NoteStore::NoteStore(std::string file) : file_(std::move(file)) {
  if (!file_.empty() && std::filesystem::exists(file_)) load();
}

std::vector<Note> NoteStore::list(const std::string& account, const std::string& query) const {
  const std::lock_guard lock(mutex_);
  std::vector<Note> found;
  for (const auto& [id, note] : notes_) {
    if (note.account != account) continue;
    if (contains(note.title, query) || contains(note.text, query)) found.push_back(note);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Note& a, const Note& b) { return a.changed > b.changed; });
  return found;
}

std::optional<Note> NoteStore::find(const std::string& account, std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = notes_.find(id);
  if (found == notes_.end() || found->second.account != account) return std::nullopt;
  return found->second;
}

Note NoteStore::add(const std::string& account, const std::string& author, const Draft& draft,
                    TimePoint now) {
  const std::lock_guard lock(mutex_);
  const Note note{next_id_++, account, draft.title, draft.text, author, now};
  notes_[note.id] = note;
  save();
  return note;
}

std::optional<Note> NoteStore::change(const std::string& account, std::int64_t id, const Draft& draft,
                                      TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = notes_.find(id);
  if (found == notes_.end() || found->second.account != account) return std::nullopt;
  found->second.title = draft.title;
  found->second.text = draft.text;
  found->second.changed = now;
  save();
  return found->second;
}

bool NoteStore::remove(const std::string& account, std::int64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = notes_.find(id);
  if (found == notes_.end() || found->second.account != account) return false;
  notes_.erase(found);
  save();
  return true;
}

bool NoteStore::is_empty() const {
  const std::lock_guard lock(mutex_);
  return notes_.empty();
}

std::vector<Summary> NoteStore::summaries(const std::string& account) const {
  const std::lock_guard lock(mutex_);
  const auto found = summaries_.find(account);
  return found == summaries_.end() ? std::vector<Summary>{} : found->second;
}

void NoteStore::add_summary(const std::string& account, const Summary& summary) {
  const std::lock_guard lock(mutex_);
  std::vector<Summary>& kept = summaries_[account];
  kept.push_back(summary);
  if (kept.size() > kKeptSummaries) kept.erase(kept.begin());
  save();
}

void NoteStore::load() {
  try {
    std::ifstream in(file_);
    const json all = json::parse(in);
    for (const json& value : all.at("notes")) {
      Note note = note_from(value);
      next_id_ = std::max(next_id_, note.id + 1);
      notes_[note.id] = std::move(note);
    }
    for (const auto& [account, list] : all.at("summaries").items()) {
      for (const json& value : list) summaries_[account].push_back(summary_from(value));
    }
  } catch (const json::exception& error) {
    throw std::runtime_error(file_ + ": " + error.what());
  }
}

// Whole or not at all: a new file takes the old one's place.
void NoteStore::save() const {
  if (file_.empty()) return;
  json all = {{"notes", json::array()}, {"summaries", json::object()}};
  for (const auto& [id, note] : notes_) all["notes"].push_back(to_json(note));
  for (const auto& [account, list] : summaries_) {
    for (const Summary& one : list) all["summaries"][account].push_back(to_json(one));
  }
  const std::string fresh = file_ + ".new";
  std::ofstream out(fresh, std::ios::trunc);
  // What a client sent as text may be no UTF-8; it is kept readable rather than refused.
  out << all.dump(1, ' ', false, json::error_handler_t::replace) << std::flush;
  if (!out || std::rename(fresh.c_str(), file_.c_str()) != 0)
    throw std::runtime_error("cannot write " + file_);
}

void add_examples(NoteStore& store, const std::vector<std::string>& accounts, TimePoint now) {
  const Draft examples[] = {
      {"Welcome to Notes",
       "Everything your team should not forget.\n\nWrite, search, share, take it with you."},
      {"Release checklist", "- change log\n- screenshots\n- tell support on Monday"},
      {"Interview: what customers asked for",
       "Search that finds typos.\nA way to pin a note.\nDark mode (done!)."},
      {"Offsite", "Train leaves at 8:12 from platform 4. Bring good shoes."}};
  for (const std::string& account : accounts) {
    TimePoint at = now - 4 * gracegate::kDay;
    for (const Draft& draft : examples) store.add(account, "Notes", draft, at += gracegate::kDay);
  }
}

}  // namespace notes
