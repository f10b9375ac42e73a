// The text of the cache: docs/formats/cache.md.
#ifndef GRACEGATE_CLIENT_CACHE_FORMAT_HPP
#define GRACEGATE_CLIENT_CACHE_FORMAT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/marks.hpp"
#include "client/record.hpp"
#include "client/trusted_time.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

// Place in the feed: only grows.
struct FeedPosition {
  std::int64_t epoch = 0;
  std::int64_t revision = 0;

  friend bool operator==(FeedPosition a, FeedPosition b) {
    return a.epoch == b.epoch && a.revision == b.revision;
  }
  friend bool operator<(FeedPosition a, FeedPosition b) {
    return a.epoch != b.epoch ? a.epoch < b.epoch : a.revision < b.revision;
  }
};

// All but the notices.
struct CacheHead {
  std::string product;
  std::string account;  // empty: the gate follows the feed
  FeedPosition feed;
  SavedTime time;
  std::optional<TimePoint> last_sync;
  std::string keyset;  // JWS
  Marks marks;
};

struct CacheContents {
  CacheHead head;
  std::vector<std::string_view> notices;  // JWS, into the text that was decoded
};

std::string encode_cache(const CacheHead& head, const std::vector<RecordRef>& records);
// Whole and undamaged, or ErrorCode::malformed. Nothing in it is verified yet.
Result<CacheContents> decode_cache(std::string_view text);

}  // namespace gracegate

#endif
