#include "server/api/told_help.hpp"

#include <algorithm>

namespace gracegate::server::api {
namespace {

Result<void> add_help_about(const Reader& reader, TimePoint now, const Change& change, Case& one) {
  auto latest = reader.latest_help(one.id, now - kHelpShown);
  if (!latest) return latest.error();
  for (const HelpRequest& changed : change.help) {
    if (changed.case_id != one.id) continue;
    const auto same = std::find_if(latest->begin(), latest->end(),
                                   [&](const HelpRequest& known) { return known.id == changed.id; });
    same == latest->end() ? latest->push_back(changed) : static_cast<void>(*same = changed);
  }
  const auto is_older = [](const HelpRequest& a, const HelpRequest& b) {
    return a.received_at < b.received_at;
  };
  std::stable_sort(latest->begin(), latest->end(), is_older);
  const std::size_t left_out = latest->size() - std::min(latest->size(), kMaxHelpEntries);
  for (std::size_t i = left_out; i < latest->size(); ++i) one.help.push_back(to_help_entry((*latest)[i]));
  return {};
}

}  // namespace

Result<void> add_help(const Reader& reader, TimePoint now, const Change& change, std::vector<Case>& cases) {
  for (Case& one : cases) {
    if (one.state != CaseState::open) continue;
    if (const auto added = add_help_about(reader, now, change, one); !added) return added.error();
  }
  return {};
}

}  // namespace gracegate::server::api
