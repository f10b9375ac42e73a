#include "server/publish/feed_answer.hpp"

#include "core/feed.hpp"
#include "core/jws.hpp"

namespace gracegate::server {

namespace {

std::string built(const FeedAnswer::Content& content, const Notary& notary) {
  std::vector<std::string_view> notices;
  notices.reserve(content.notices.size());
  for (const auto& jws : content.notices) notices.push_back(*jws);
  FeedHead head;
  head.issuer = notary.terms().issuer;
  head.audience = notary.terms().product;
  head.issued_at = content.issued_at;
  head.epoch = content.epoch;
  head.revision = content.revision;
  head.after = content.after;
  head.complete = content.after == 0;
  head.count = static_cast<std::int64_t>(notices.size());
  head.digest = feed_digest(notices);
  return encode_feed_answer(head, notices, notary.keyring().sign(kFeedType, encode_feed_head(head)));
}

}  // namespace

std::shared_ptr<const std::string> FeedAnswer::body(const Notary& notary) {
  const std::lock_guard lock(mutex_);
  if (!body_) {
    body_ = std::make_shared<const std::string>(built(content_, notary));
    content_.notices = {};
  }
  return body_;
}

}  // namespace gracegate::server
