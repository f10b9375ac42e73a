#include "server/publish/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "server/files/descriptor.hpp"

namespace gracegate::server {

namespace {

constexpr std::size_t kMaxBytes = 1u << 20;  // the largest key set is far below it

Error trouble(const std::string& file, int error) {
  return {ErrorCode::unavailable, file + ": " + std::strerror(error), ""};
}

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

}  // namespace

Result<void> make_private_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0) return {};
  struct stat status {};
  if (errno != EEXIST || ::stat(folder.c_str(), &status) != 0) return trouble(folder, errno);
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return {};
  return Error{ErrorCode::untrusted, folder + ": others may put files there or take them away: chmod 700 it",
               ""};
}

Result<std::optional<std::string>> read_private_file(const std::string& file) { return read(file, true); }

Result<std::optional<std::string>> read_public_file(const std::string& file) { return read(file, false); }

}  // namespace gracegate::server
