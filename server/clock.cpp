#include "server/clock.hpp"

#include <sys/stat.h>

#include <fstream>
#include <memory>
#include <mutex>

#include "core/virtual_time.hpp"

namespace gracegate::server {
namespace {

std::int64_t real_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

Result<VirtualTime> read(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) return Error{ErrorCode::unavailable, "cannot read the clock file " + file, ""};
  return parse_virtual_time(line);
}

// Threads: any.
class FileClock {
 public:
  FileClock(std::string file, VirtualTime time) : file_(std::move(file)), time_(time) {}

  TimePoint now() {
    const std::lock_guard lock(mutex_);
    refresh();
    return TimePoint(std::chrono::floor<Seconds>(std::chrono::milliseconds(time_.at_ms(real_ms()))));
  }

 private:
  // A file that is being replaced or cannot be read leaves the time as it was.
  void refresh() {
    struct stat status {};
    if (stat(file_.c_str(), &status) != 0) return;
    const std::int64_t stamp = status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec +
                               static_cast<std::int64_t>(status.st_ino);
    if (stamp == stamp_) return;
    if (const auto read_time = read(file_)) time_ = *read_time;
    stamp_ = stamp;
  }

  const std::string file_;
  std::mutex mutex_;
  VirtualTime time_;
  std::int64_t stamp_ = 0;
};

}  // namespace

Now real_clock() {
  return [] { return TimePoint(std::chrono::floor<Seconds>(std::chrono::milliseconds(real_ms()))); };
}

Result<Now> clock_from_file(const std::string& file) {
  const auto time = read(file);
  if (!time) return time.error();
  auto clock = std::make_shared<FileClock>(file, *time);
  return Now([clock] { return clock->now(); });
}

}  // namespace gracegate::server
