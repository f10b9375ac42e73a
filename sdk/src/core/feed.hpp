// The JSON of a feed answer, both directions (docs/formats/feed.md).
#ifndef GRACEGATE_CORE_FEED_HPP
#define GRACEGATE_CORE_FEED_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/feed.hpp"

namespace gracegate {

inline constexpr std::size_t kMaxFeedHeadBytes = 8 * 1024;
inline constexpr std::size_t kMaxFeedNotices = 1'000'000;  // in one answer

// What the signature of an answer covers.
struct FeedHead {
  std::string issuer;
  std::string audience;
  TimePoint issued_at;
  std::int64_t epoch = 0;
  std::int64_t revision = 0;
  std::int64_t after = 0;
  bool complete = false;   // exactly when `after` is 0
  std::int64_t count = 0;  // of notices
  std::string digest;      // feed_digest() of them
};

// Payload of a head, to be signed.
std::string encode_feed_head(const FeedHead& head);
// The inverse, with every check of the format. Errors: malformed, too_large.
Result<FeedHead> decode_feed_head_payload(std::string_view payload);
// A head by itself. Errors: malformed, too_large, untrusted.
Result<FeedHead> verify_feed_head(std::string_view jws, const KeySet& keys, const Expected& expected);

// Body of the answer. `head_jws` is the signed head of these notices.
std::string encode_feed_answer(const FeedHead& head, const std::vector<std::string_view>& notices,
                               std::string_view head_jws);

}  // namespace gracegate

#endif
