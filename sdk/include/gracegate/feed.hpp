// The feed: notices in order of revision (docs/formats/feed.md).
#ifndef GRACEGATE_FEED_HPP
#define GRACEGATE_FEED_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/export.h"
#include "gracegate/keyset.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"

namespace gracegate {

// One notice with the bytes that were signed: those are stored and sent on, nobody serialises a notice again.
struct SignedNotice {
  Notice notice;
  std::string jws;
};

// One answer of GET /v1/feed, verified: the head's signature covers every notice in it.
struct FeedPage {
  std::int64_t epoch = 0;
  std::int64_t revision = 0;  // ask again with after=revision
  std::int64_t after = 0;     // what it continues from; 0: complete
  bool complete = false;      // all accounts with an open case, and none else
  TimePoint issued_at;
  std::string head;  // JWS of all that is above, and of a digest over the notices
  std::vector<SignedNotice> notices;
};

inline constexpr std::size_t kMaxFeedBytes = 256u * 1024 * 1024;

// `body` is the JSON answer. Errors: malformed, too_large, untrusted.
GRACEGATE_API Result<FeedPage> verify_feed(std::string_view body, const KeySet& keys,
                                           const Expected& expected);

// Digest that the head signs: base64url of SHA-256 over each notice's JWS followed by "\n", in order.
GRACEGATE_API std::string feed_digest(const std::vector<std::string_view>& notices);

}  // namespace gracegate

#endif
