#include "server/store/sqlite/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "server/store/sqlite/failure.hpp"

namespace gracegate::server::sqlite {

namespace {

[[noreturn]] void refuse(const std::string& what, int error) {
  throw Failure({ErrorCode::unavailable, what + ": " + std::strerror(error), ""});
}

int open_private(const std::string& file) {
  return ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

}  // namespace

LockFile::LockFile(const std::string& file) : descriptor_(open_private(file)) {
  if (descriptor_ < 0) refuse("give this user the right to write the database's folder", errno);
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  ::close(descriptor_);
  if (error == EWOULDBLOCK)
    throw Failure({ErrorCode::unavailable, "stop the other gracegated that uses this database first", ""});
  refuse("the database cannot be locked", error);
}

LockFile::~LockFile() { ::close(descriptor_); }

void create_private_file(const std::string& file) {
  const int descriptor = open_private(file);
  if (descriptor < 0) refuse("give this user the right to write the database", errno);
  const int failed = ::fchmod(descriptor, S_IRUSR | S_IWUSR);
  const int error = errno;
  ::close(descriptor);
  if (failed != 0) refuse("the database must belong to this user", error);
}

}  // namespace gracegate::server::sqlite
