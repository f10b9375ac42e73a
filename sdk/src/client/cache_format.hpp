// The text of the cache: docs/formats/cache.md.
#ifndef GRACEGATE_CLIENT_CACHE_FORMAT_HPP
#define GRACEGATE_CLIENT_CACHE_FORMAT_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/record.hpp"
#include "client/trusted_time.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

// All but the notices of accounts with an open case.
struct CacheHead {
  std::string product;
  std::string account;  // empty: the gate follows the feed
  SavedTime time;
  std::optional<TimePoint> last_sync;
  std::optional<TimePoint> unconfirmed_since;  // UnconfirmedCountdown::since()
  std::string keyset;                          // JWS
  std::string newest;  // JWS: head of the newest feed answer, or with `account` its newest notice
};

struct CacheContents {
  CacheHead head;
  std::vector<std::string_view> notices;  // JWS, into the text that was decoded; with `account` its one
};

// With an account `records` are not looked at: its notice is head.newest, also where no case is open.
std::string encode_cache(const CacheHead& head, const std::vector<RecordRef>& records);
// Whole and undamaged, or ErrorCode::malformed. Nothing in it is verified yet.
Result<CacheContents> decode_cache(std::string_view text);

}  // namespace gracegate

#endif
