#include "client/file_watch.hpp"

#include <sys/stat.h>

#include <fstream>

#include "core/notice_file.hpp"

namespace gracegate {

Result<std::optional<std::string>> FileWatch::look() {
  struct stat about {};
  if (::stat(path_.c_str(), &about) != 0) {
    seen_.reset();
    return std::optional<std::string>();
  }
  const Print print{about.st_dev, about.st_ino, about.st_size, about.st_mtim};
  if (seen_ == print) return std::optional<std::string>();
  seen_ = print;
  std::ifstream file;
  if (S_ISREG(about.st_mode)) file.open(path_, std::ios::binary);  // a pipe would hold us up
  if (!file.is_open()) return Error{ErrorCode::unavailable, "it cannot be read by this user", {}};
  std::string text(kMaxNoticeFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return std::optional<std::string>(std::move(text));
}

}  // namespace gracegate
