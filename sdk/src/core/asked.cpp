// What people see of their own requests for help.
#include <algorithm>

#include "core/code_points.hpp"
#include "core/scene.hpp"
#include "core/wording.hpp"

namespace gracegate {
namespace {

constexpr std::size_t kMostShown = 3;

std::string sentence(const Scene& scene, const std::string& key, const std::string& name, TimePoint at,
                     TimePoint by) {
  const std::string tag(scene.locale.tag);
  return texts::fill(
      texts::text(scene.locale, name.empty() ? key : key + ".named"),
      {{"name", name}, {"at", date_text(at, scene.zone(), tag)}, {"by", date_text(by, scene.zone(), tag)}});
}

std::string text_of(const HelpEntry& entry, const Scene& scene) {
  if (entry.answer)
    return sentence(scene, "asked.answered", one_line(entry.answer->by), entry.answer->at, {});
  if (!entry.answer_by) return std::string(texts::text(scene.locale, "help.arrived.soon"));
  if (*entry.answer_by <= scene.now) return sentence(scene, "asked.late", {}, entry.at, {});
  return sentence(scene, "asked.waits", one_line(scene.notice.contact.name), entry.at, *entry.answer_by);
}

std::string lines_of(std::string_view typed) {
  std::string out;
  for (std::size_t from = 0; from <= typed.size();) {
    const std::size_t end = std::min(typed.find('\n', from), typed.size());
    if (from > 0) out += '\n';
    out += one_line(typed.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

}  // namespace

std::vector<Asked> asked_by_viewer(const Scene& scene) {
  std::vector<const HelpEntry*> own;
  for (const NoticeCase& one : scene.notice.cases) {
    for (const HelpEntry& entry : one.help) {
      const bool is_own = !entry.person.empty() && entry.person == scene.viewer.person;
      if (is_own && (entry.answer || entry.answer_by)) own.push_back(&entry);
    }
  }
  std::stable_sort(own.begin(), own.end(),
                   [](const HelpEntry* a, const HelpEntry* b) { return a->at > b->at; });
  own.resize(std::min(own.size(), kMostShown));
  std::vector<Asked> asked;
  asked.reserve(own.size());
  for (const HelpEntry* entry : own) asked.push_back(asked_of(*entry, scene));
  return asked;
}

Asked asked_of(const HelpEntry& entry, const Scene& scene) {
  return {entry.id, text_of(entry, scene), entry.answer ? lines_of(entry.answer->text) : std::string()};
}

}  // namespace gracegate
