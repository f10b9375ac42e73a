// One answer of the feed, built and signed once however many wait for it.
#ifndef GRACEGATE_SERVER_PUBLISH_FEED_ANSWER_HPP
#define GRACEGATE_SERVER_PUBLISH_FEED_ANSWER_HPP

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "gracegate/time.hpp"
#include "server/publish/ledger.hpp"
#include "server/publish/notary.hpp"

namespace gracegate::server {

// Threads: any.
class FeedAnswer {
 public:
  struct Content {
    TimePoint issued_at;
    std::int64_t epoch = 0;
    std::int64_t revision = 0;
    std::int64_t after = 0;  // 0: complete
    Bytes notices;
  };
  explicit FeedAnswer(Content content) : content_(std::move(content)) {}

  // The first caller builds it, others who call meanwhile wait for that.
  std::shared_ptr<const std::string> body(const Notary& notary);
  TimePoint issued_at() const { return issued_at_; }

 private:
  std::mutex mutex_;
  Content content_;                          // under mutex_; the notices are let go once built
  std::shared_ptr<const std::string> body_;  // under mutex_
  const TimePoint issued_at_ = content_.issued_at;
};

}  // namespace gracegate::server

#endif
