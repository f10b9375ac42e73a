// /gracegate/stream: open tabs hear of changes as soon as they happen. Internal.
#ifndef GRACEGATE_DETAIL_HTTPLIB_STREAM_IPP
#define GRACEGATE_DETAIL_HTTPLIB_STREAM_IPP

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace gracegate::detail {

inline constexpr const char* kStreamPath = "/gracegate/stream";

// One of the places that are left, kept for as long as there is the pointer; null: none is left.
inline std::shared_ptr<void> take_place(const std::shared_ptr<std::atomic<std::size_t>>& left) {
  std::size_t seen = *left;
  while (seen > 0 && !left->compare_exchange_weak(seen, seen - 1)) {
  }
  if (seen == 0) return nullptr;
  return {left.get(), [left](void*) { ++*left; }};
}

inline constexpr std::chrono::milliseconds kStreamBeat{250};
inline constexpr int kMostSilentBeats = 20;

// text/event-stream of what `tag` returns, each time that it is another. It is asked four times a second, in
// this process. Something is sent every five seconds at least: by that a client that has gone is noticed.
// cpp-httplib calls it again and again until the client goes or the server stops.
inline httplib::ContentProviderWithoutLength stream_of(std::function<std::string()> tag,
                                                       std::shared_ptr<void> place) {
  return [tag = std::move(tag), place = std::move(place), told = std::string(), silent = 0](
             std::size_t, httplib::DataSink& sink) mutable {
    try {
      const std::string now = tag();
      const bool is_news = now != told;
      if (!is_news && ++silent < kMostSilentBeats) {
        std::this_thread::sleep_for(kStreamBeat);
        return true;
      }
      silent = 0;
      told = now;
      const std::string event = is_news ? "data: " + now + "\n\n" : ":\n\n";
      return sink.write(event.data(), event.size());
    } catch (...) {
      return false;  // the tab goes on asking
    }
  };
}

}  // namespace gracegate::detail

#endif
