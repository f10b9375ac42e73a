#include "client/cache_format.hpp"

#include <charconv>

namespace gracegate {
namespace {

constexpr std::string_view kFirstLine = "gracegate-cache 2\n";

// FNV-1a: finds damage, not malice; against that the notices are signed.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

void put_time(std::string& text, std::string_view name, const std::optional<TimePoint>& at) {
  if (at) text.append(name).append(std::to_string(at->time_since_epoch().count())).append("\n");
}

std::string last_line(std::string_view before) { return "end " + std::to_string(checksum(before)) + "\n"; }

// Takes the front off a text, line by line.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  // What follows `name` if the next line starts with it, and takes that line; nullopt: another line.
  std::optional<std::string_view> take(std::string_view name) {
    if (rest_.substr(0, name.size()) != name) return std::nullopt;
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos || end < name.size()) return std::nullopt;
    const std::string_view line = rest_.substr(name.size(), end - name.size());
    rest_.remove_prefix(end + 1);
    return line;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

// Takes a number that is not negative, and one space after it where something follows.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || value < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() != ' ') return std::nullopt;
  if (!text.empty()) text.remove_prefix(1);
  return value;
}

Error damaged() { return {ErrorCode::malformed, "cache is damaged or was not written by this SDK", {}}; }

// False: the line is there but holds no time.
bool take_time(Lines& lines, std::string_view name, std::optional<TimePoint>& at) {
  auto text = lines.take(name);
  if (!text) return true;
  constexpr std::int64_t kLastSecond = 253402300799;  // of the year 9999
  const auto seconds = take_number(*text);
  if (!seconds || *seconds > kLastSecond || !text->empty()) return false;
  at = TimePoint(Seconds(*seconds));
  return true;
}

bool take_head(Lines& lines, CacheHead& head) {
  const auto product = lines.take("product ");
  if (!product) return false;
  head.product = *product;
  head.account = lines.take("account ").value_or("");
  if (!take_time(lines, "server-time ", head.time.confirmed) ||
      !take_time(lines, "latest-time ", head.time.latest) ||
      !take_time(lines, "last-sync ", head.last_sync) ||
      !take_time(lines, "unconfirmed-since ", head.unconfirmed_since)) {
    return false;
  }
  head.keyset = lines.take("keys ").value_or("");
  head.newest = lines.take("head ").value_or("");
  return true;
}

// The text without its first and its last line; nullopt: these are not as they must be.
std::optional<std::string_view> body_of(std::string_view text) {
  const std::size_t end = text.rfind("\nend ");
  if (text.substr(0, kFirstLine.size()) != kFirstLine || end == std::string_view::npos) return std::nullopt;
  const std::string_view before = text.substr(0, end + 1);
  if (text.substr(end + 1) != last_line(before)) return std::nullopt;
  return before.substr(kFirstLine.size());
}

}  // namespace

std::string encode_cache(const CacheHead& head, const std::vector<RecordRef>& records) {
  std::string text(kFirstLine);
  text.append("product ").append(head.product).append("\n");
  if (!head.account.empty()) text.append("account ").append(head.account).append("\n");
  put_time(text, "server-time ", head.time.confirmed);
  put_time(text, "latest-time ", head.time.latest);
  put_time(text, "last-sync ", head.last_sync);
  put_time(text, "unconfirmed-since ", head.unconfirmed_since);
  if (!head.keyset.empty()) text.append("keys ").append(head.keyset).append("\n");
  if (head.account.empty()) {
    if (!head.newest.empty()) text.append("head ").append(head.newest).append("\n");
    for (const RecordRef& record : records) text.append("notice ").append(record->jws.text()).append("\n");
  } else if (!head.newest.empty()) {
    text.append("notice ").append(head.newest).append("\n");
  }
  text.append(last_line(text));
  return text;
}

Result<CacheContents> decode_cache(std::string_view text) {
  const auto body = body_of(text);
  if (!body) return damaged();
  Lines lines(*body);
  CacheContents contents;
  if (!take_head(lines, contents.head)) return damaged();
  while (const auto notice = lines.take("notice ")) contents.notices.push_back(*notice);
  if (!lines.at_end()) return damaged();
  if (contents.head.account.empty()) return contents;
  if (contents.notices.size() > 1 || !contents.head.newest.empty()) return damaged();
  if (!contents.notices.empty()) contents.head.newest = contents.notices.front();
  return contents;
}

}  // namespace gracegate
