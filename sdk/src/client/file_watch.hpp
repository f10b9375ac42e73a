// A file that somebody may put in its place, or replace, at any time.
#ifndef GRACEGATE_CLIENT_FILE_WATCH_HPP
#define GRACEGATE_CLIENT_FILE_WATCH_HPP

#include <sys/types.h>

#include <ctime>
#include <optional>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate {

// At most so many bytes of it. Nothing: it is not there, cannot be read, or is a pipe or the like, which is
// not waited for.
std::optional<std::string> read_regular_file(const std::string& path, std::size_t most);

// Threads: one.
class FileWatch {
 public:
  explicit FileWatch(std::string path) : path_(std::move(path)) {}

  // What is in it, cut off where a notice file is too large, where it is not the file of the last look any
  // more; nullopt: it is, or is not there. Error: unavailable (it cannot be read), until it can.
  Result<std::optional<std::string>> look();

 private:
  struct Print {  // a file that was written to, or another one, has another
    dev_t device;
    ino_t number;
    off_t size;
    timespec written;
    friend bool operator==(const Print& a, const Print& b) {
      return a.device == b.device && a.number == b.number && a.size == b.size &&
             a.written.tv_sec == b.written.tv_sec && a.written.tv_nsec == b.written.tv_nsec;
    }
  };

  const std::string path_;
  std::optional<Print> seen_;
};

}  // namespace gracegate

#endif
