#include "client/file_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace gracegate {
namespace {

constexpr off_t kMostBytes = 512 * 1024 * 1024;

// A descriptor that closes itself. A resource.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

// With the reason that errno gives.
Error trouble(const std::string& what, const std::string& path) {
  return {ErrorCode::unavailable, what + " " + path + ": " + std::generic_category().message(errno), {}};
}

bool write_all(int fd, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    done += static_cast<std::size_t>(written);
  }
  return true;
}

bool read_all(int fd, std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(fd, bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return true;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// So that the new name is on the disk too. Where a file system has no such thing, the rename stands without
// it.
void flush_folder(const std::string& path) {
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) (void)::fsync(folder.get());
}

// A new file beside `path`; its name replaces `name`.
bool write_beside(std::string& name, const std::string& bytes) {
  const Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  return file.is_open() && write_all(file.get(), bytes) && ::fsync(file.get()) == 0;
}

}  // namespace

Result<std::optional<std::string>> FileCache::load() {
  const Descriptor file(::open(path_.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open() && errno == ENOENT) return std::optional<std::string>();
  struct stat about {};
  if (!file.is_open() || ::fstat(file.get(), &about) != 0) return trouble("cannot read", path_);
  if (!S_ISREG(about.st_mode) || about.st_size > kMostBytes)
    return Error{ErrorCode::unavailable, "not a cache, or too large: " + path_, {}};
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  if (!read_all(file.get(), bytes)) return trouble("cannot read", path_);
  return std::optional<std::string>(std::move(bytes));
}

Result<void> FileCache::store(const std::string& bytes) {
  std::string beside = path_ + ".XXXXXX";
  if (!write_beside(beside, bytes) || std::rename(beside.c_str(), path_.c_str()) != 0) {
    Error error = trouble("cannot write", path_);
    ::unlink(beside.c_str());
    return error;
  }
  flush_folder(path_);
  return {};
}

Result<std::string> FileCache::set_aside() {
  for (const char* const ending :
       {".bad", ".bad2", ".bad3", ".bad4", ".bad5", ".bad6", ".bad7", ".bad8", ".bad9"}) {
    const std::string aside = path_ + ending;
    struct stat about {};
    if (::lstat(aside.c_str(), &about) == 0) continue;
    if (std::rename(path_.c_str(), aside.c_str()) != 0) return trouble("cannot set aside", path_);
    return aside;
  }
  return Error{ErrorCode::unavailable, "remove what was set aside earlier, up to " + path_ + ".bad9", {}};
}

}  // namespace gracegate
