#include "client/file_watch.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/notice_file.hpp"

namespace gracegate {
std::optional<std::string> read_regular_file(const std::string& path, std::size_t most) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  struct stat about {};
  const bool is_regular = ::fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
  std::string bytes(is_regular ? most : 0, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(fd, bytes.data() + done, bytes.size() - done);
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  ::close(fd);
  bytes.resize(done);
  return is_regular ? std::optional(std::move(bytes)) : std::nullopt;
}

Result<std::optional<std::string>> FileWatch::look() {
  struct stat about {};
  if (::stat(path_.c_str(), &about) != 0) {
    seen_.reset();
    return std::optional<std::string>();
  }
  const Print print{about.st_dev, about.st_ino, about.st_size, about.st_mtim};
  if (seen_ == print) return std::optional<std::string>();
  auto text = read_regular_file(path_, kMaxNoticeFileBytes + 1);
  if (!text) return Error{ErrorCode::unavailable, "it cannot be read by this user", {}};
  seen_ = print;
  return text;
}

}  // namespace gracegate
