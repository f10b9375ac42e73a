// What the server does by itself. Keeps what is posted valid: new signing keys long before the old ones end,
// notices signed anew when the server is started with another address, links or contact, long before they
// expire, and once what they say of ended cases is over. Gives more time to cases whose banner nobody was
// shown.
#ifndef GRACEGATE_SERVER_REFRESH_HPP
#define GRACEGATE_SERVER_REFRESH_HPP

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "server/api/app.hpp"

namespace gracegate::server {

// A resource with one thread, which looks each time `between` has passed. `app` outlives it.
class Refresh {
 public:
  Refresh(api::App& app, std::chrono::seconds between);
  ~Refresh();
  Refresh(const Refresh&) = delete;
  Refresh& operator=(const Refresh&) = delete;

 private:
  void run();
  void look_after_keys();
  void look_after_unseen_cases();

  api::App& app_;
  const std::chrono::seconds between_;
  std::int64_t seen_version_;           // of the key set that the notices were brought up to date with
  std::optional<TimePoint> warned_at_;  // what people have to do about keys, daily
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace gracegate::server

#endif
