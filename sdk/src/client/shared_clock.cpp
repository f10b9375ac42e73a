#include <fstream>
#include <mutex>
#include <string>
#include <utility>

#include "core/virtual_time.hpp"
#include "gracegate/testing.hpp"

namespace gracegate::testing {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kReadAgainAfter{20};

milliseconds real_time() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now().time_since_epoch());
}

Result<VirtualTime> read_file(const std::string& file) {
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line))
    return Error{ErrorCode::unavailable, "cannot read the clock file " + file, {}};
  return parse_virtual_time(line);
}

// Time that was skipped by an edit of the file counts as elapsed. Threads: any; takes a lock, for tests
// alone.
class SharedClock : public Clock {
 public:
  SharedClock(std::string file, VirtualTime time)
      : file_(std::move(file)), time_(time), read_at_(real_time()) {}

  TimePoint wall() const noexcept override { return TimePoint(std::chrono::floor<Seconds>(shown())); }
  milliseconds elapsed() const noexcept override {
    const milliseconds shown_now = shown();
    const std::lock_guard<std::mutex> lock(mutex_);
    return elapsed_ = std::max(elapsed_, shown_now);
  }
  bool is_moved_by_hand() const noexcept override { return true; }

 private:
  milliseconds shown() const noexcept {
    const milliseconds now = real_time();
    const std::lock_guard<std::mutex> lock(mutex_);
    if (now - read_at_ >= kReadAgainAfter || now < read_at_) read_again(now);
    return milliseconds(time_.at_ms(now.count()));
  }
  // While it is being written the file may be empty or cut off: then the time stays as it was.
  void read_again(milliseconds now) const noexcept {
    read_at_ = now;
    try {
      if (const auto time = read_file(file_)) time_ = *time;
    } catch (const std::exception&) {
      // No memory: as above.
    }
  }

  const std::string file_;
  mutable std::mutex mutex_;
  mutable VirtualTime time_;
  mutable milliseconds read_at_;
  mutable milliseconds elapsed_{0};
};

}  // namespace

Result<std::shared_ptr<Clock>> shared_clock(const std::string& file) {
  const auto time = read_file(file);
  if (!time) return time.error();
  return std::shared_ptr<Clock>(std::make_shared<SharedClock>(file, *time));
}

}  // namespace gracegate::testing
