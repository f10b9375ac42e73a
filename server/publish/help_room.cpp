#include "server/publish/help_room.hpp"

#include <algorithm>
#include <vector>

#include "core/notice_codec.hpp"

namespace gracegate::server {
namespace {

// When each request came in, oldest first.
std::vector<TimePoint> arrivals_in(const Notice& notice) {
  std::vector<TimePoint> arrivals;
  for (const NoticeCase& one : notice.cases)
    for (const HelpEntry& entry : one.help) arrivals.push_back(entry.at);
  std::sort(arrivals.begin(), arrivals.end());
  return arrivals;
}

Notice with_help_since(Notice notice, TimePoint since) {
  const auto is_older = [&](const HelpEntry& entry) { return entry.at < since; };
  for (NoticeCase& one : notice.cases)
    one.help.erase(std::remove_if(one.help.begin(), one.help.end(), is_older), one.help.end());
  return notice;
}

}  // namespace

std::string encode_with_help_that_fits(Notice notice, std::size_t most) {
  std::string text = encode_notice(notice);
  if (text.size() <= most) return text;
  const std::vector<TimePoint> arrivals = arrivals_in(notice);
  const auto is_too_large = [&](TimePoint since) {
    return encode_notice(with_help_since(notice, since)).size() > most;
  };
  const auto fits = std::partition_point(arrivals.begin(), arrivals.end(), is_too_large);
  return encode_notice(with_help_since(std::move(notice), fits == arrivals.end() ? TimePoint::max() : *fits));
}

}  // namespace gracegate::server
