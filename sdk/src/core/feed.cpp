#include "core/feed.hpp"

#include <nlohmann/json.hpp>
#include <unordered_set>

#include "core/json_reader.hpp"
#include "core/jws.hpp"
#include "core/signature.hpp"
#include "core/web_link.hpp"

namespace gracegate {
namespace {

Error untrusted(std::string message) { return {ErrorCode::untrusted, std::move(message), {}}; }

struct Answer {
  std::int64_t revision = 0;
  bool complete = false;
  std::vector<std::string_view> notices;  // into the document
  std::string_view head;
};

Answer read_answer(const JsonReader& reader) {
  Answer answer;
  answer.revision = reader.member("revision").integer(0, kMaxJsonInteger);
  answer.complete = reader.member("complete").boolean();
  const JsonReader notices = reader.member("notices");
  const std::size_t size = notices.array_size(kMaxFeedNotices);
  answer.notices.reserve(size);
  for (std::size_t i = 0; i < size; ++i) answer.notices.push_back(notices.item(i).text(1, kMaxNoticeBytes));
  answer.head = reader.member("head").text(1, kMaxFeedHeadBytes);
  return answer;
}

FeedHead read_head(const JsonReader& reader) {
  FeedHead head;
  head.issuer = reader.member("iss").text(1, kMaxLinkBytes);
  head.audience = reader.member("aud").text(1, kMaxAccountBytes);
  head.issued_at = reader.member("iat").time();
  head.epoch = reader.member("epoch").integer(0, kMaxJsonInteger);
  head.revision = reader.member("revision").integer(0, kMaxJsonInteger);
  head.after = reader.member("after").integer(0, head.revision);
  const JsonReader complete = reader.member("complete");
  head.complete = complete.boolean();
  if (head.complete != (head.after == 0)) {
    complete.refuse(ErrorCode::malformed, "must be true exactly when after is 0");
  }
  head.count = reader.member("count").integer(0, static_cast<std::int64_t>(kMaxFeedNotices));
  head.digest = reader.member("digest").text(43, 43);
  return head;
}

// Whether the head speaks of this answer.
Result<void> check_covered(const Answer& answer, const FeedHead& head) {
  if (answer.revision != head.revision || answer.complete != head.complete) {
    return untrusted("feed says another revision than its signed head");
  }
  if (answer.notices.size() != static_cast<std::size_t>(head.count)) {
    return untrusted("feed has another number of notices than its signed head");
  }
  if (feed_digest(answer.notices) != head.digest) {
    return untrusted("feed has other notices than its signed head");
  }
  return {};
}

// The signatures of the notices are not verified one by one (150 µs each): the head's digest covers their
// bytes, and it is signed with a key of the same set.
Result<std::vector<SignedNotice>> decode_all(const std::vector<std::string_view>& all,
                                             const Expected& expected) {
  std::vector<SignedNotice> notices;
  notices.reserve(all.size());
  std::unordered_set<std::string_view> accounts;  // into `notices`, which does not grow again
  accounts.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto refuse = [&](Error error) {
      error.message = "feed notice " + std::to_string(i) + ": " + error.message;
      error.pointer = "/notices/" + std::to_string(i);
      return error;
    };
    auto notice = decode_notice(all[i], expected);
    if (!notice) return refuse(notice.error());
    notices.push_back({std::move(*notice), std::string(all[i])});
    if (!accounts.insert(notices.back().notice.account).second) {
      return refuse({ErrorCode::malformed, "must not repeat an account", {}});
    }
  }
  return notices;
}

}  // namespace

std::string feed_digest(const std::vector<std::string_view>& notices) {
  std::vector<std::string_view> pieces;
  pieces.reserve(notices.size() * 2);
  for (const std::string_view notice : notices) {
    pieces.push_back(notice);
    pieces.emplace_back("\n");
  }
  return sha256_text(pieces);
}

Result<FeedHead> decode_feed_head_payload(std::string_view payload) {
  return decode_json(payload, read_head);
}

Result<FeedHead> verify_feed_head(std::string_view jws, const KeySet& keys, const Expected& expected) {
  const auto verified = verify_jws(jws, kFeedType, kMaxFeedHeadBytes, keys);
  if (!verified) return verified.error();
  auto head = decode_feed_head_payload(verified->payload);
  if (!head) return head;
  if (auto checked = check_key_time(keys, verified->kid, head->issued_at); !checked) return checked.error();
  if (!expected.issuer.empty() && head->issuer != expected.issuer)
    return untrusted("feed is from another issuer");
  if (head->audience != expected.audience) {
    return untrusted("feed is for product \"" + head->audience + "\", not \"" + expected.audience +
                     "\": check product and server");
  }
  return head;
}

Result<FeedPage> verify_feed(std::string_view body, const KeySet& keys, const Expected& expected) {
  if (body.size() > kMaxFeedBytes) return Error{ErrorCode::too_large, "feed must be at most 256 MiB", {}};
  const auto document = parse_json(body, kMaxFeedNotices + kMaxJsonValues);
  if (!document) return document.error();
  JsonFault fault;
  const Answer answer = read_answer(JsonReader(*document, fault));
  if (fault) return fault.error();
  auto head = verify_feed_head(answer.head, keys, expected);
  if (!head) return head.error();
  if (auto checked = check_covered(answer, *head); !checked) return checked.error();
  auto notices = decode_all(answer.notices, {head->issuer, head->audience, {}});
  if (!notices) return notices.error();
  return FeedPage{head->epoch,     head->revision,           head->after,        head->complete,
                  head->issued_at, std::string(answer.head), std::move(*notices)};
}

std::string encode_feed_head(const FeedHead& head) {
  const nlohmann::ordered_json payload = {{"iss", head.issuer},
                                          {"aud", head.audience},
                                          {"iat", head.issued_at.time_since_epoch().count()},
                                          {"epoch", head.epoch},
                                          {"revision", head.revision},
                                          {"after", head.after},
                                          {"complete", head.complete},
                                          {"count", head.count},
                                          {"digest", head.digest}};
  return payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Every text in it is base64url and dots: there is nothing to escape.
std::string encode_feed_answer(const FeedHead& head, const std::vector<std::string_view>& notices,
                               std::string_view head_jws) {
  std::size_t size = 128 + head_jws.size();
  for (const std::string_view notice : notices) size += notice.size() + 3;
  std::string body;
  body.reserve(size);
  body.append("{\"revision\":").append(std::to_string(head.revision));
  body.append(",\"complete\":").append(head.complete ? "true" : "false").append(",\"notices\":[");
  for (std::size_t i = 0; i < notices.size(); ++i) {
    body.append(i == 0 ? "\"" : ",\"").append(notices[i]).append("\"");
  }
  return body.append("],\"head\":\"").append(head_jws).append("\"}");
}

}  // namespace gracegate
