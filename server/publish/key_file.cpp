#include "server/publish/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace gracegate::server {

namespace {

constexpr std::size_t kMaxBytes = 1u << 20;  // a key set of thousands of keys is below it

Error trouble(const std::string& file, int error) {
  return {ErrorCode::unavailable, file + ": " + std::strerror(error), ""};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

Result<void> check_private(const Descriptor& open, const std::string& file) {
  struct stat status {};
  if (::fstat(open.get(), &status) != 0) return trouble(file, errno);
  if (status.st_uid != ::geteuid())
    return Error{ErrorCode::untrusted, file + ": belongs to another user: chown it to this one", ""};
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return Error{ErrorCode::untrusted, file + ": others may read or change it: chmod 600 it", ""};
  return {};
}

Result<std::optional<std::string>> read(const std::string& file, bool is_secret) {
  const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!open.is_open() && errno == ENOENT) return std::optional<std::string>();
  if (!open.is_open()) return trouble(file, errno);
  if (is_secret)
    if (const auto checked = check_private(open, file); !checked) return checked.error();
  std::string bytes;
  std::array<char, 4096> piece;
  while (bytes.size() <= kMaxBytes) {
    const ssize_t count = ::read(open.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return trouble(file, errno);
    if (count == 0) return std::optional(std::move(bytes));
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
  return Error{ErrorCode::malformed, file + ": is too long for a key", ""};
}

bool write_all(const Descriptor& open, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(open.get(), bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(open.get()) == 0;
}

// A name in a folder is durable once the folder is.
void sync_folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open.is_open()) ::fsync(open.get());
}

// What was written under another name first: nobody ever sees half a file under its own.
Result<std::string> write_aside(const std::string& file, const std::string& bytes) {
  const std::string aside = file + ".new";
  ::unlink(aside.c_str());  // left by one that was killed
  const Descriptor open(::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!open.is_open()) return trouble(aside, errno);
  if (write_all(open, bytes)) return aside;
  const int error = errno;
  ::unlink(aside.c_str());
  return trouble(aside, error);
}

}  // namespace

Result<void> make_private_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return trouble(folder, errno);
}

Result<std::optional<std::string>> read_private_file(const std::string& file) { return read(file, true); }

Result<std::optional<std::string>> read_public_file(const std::string& file) { return read(file, false); }

Result<void> create_private_file_with(const std::string& file, const std::string& bytes) {
  const auto aside = write_aside(file, bytes);
  if (!aside) return aside.error();
  const int failed = ::link(aside->c_str(), file.c_str());  // unlike rename(), never over an existing file
  const int error = errno;
  ::unlink(aside->c_str());
  if (failed != 0 && error == EEXIST) return Error{ErrorCode::conflict, file + ": exists already", ""};
  if (failed != 0) return trouble(file, error);
  sync_folder_of(file);
  return {};
}

Result<void> replace_file(const std::string& file, const std::string& bytes) {
  const auto aside = write_aside(file, bytes);
  if (!aside) return aside.error();
  if (std::rename(aside->c_str(), file.c_str()) != 0) return trouble(file, errno);
  sync_folder_of(file);
  return {};
}

}  // namespace gracegate::server
