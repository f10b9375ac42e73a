#include "server/store/sqlite/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "server/store/sqlite/failure.hpp"

namespace gracegate::server::sqlite {

namespace {

[[noreturn]] void refuse(const std::string& what, int error) {
  throw Failure({ErrorCode::unavailable, what + ": " + std::strerror(error), ""});
}

Descriptor open_private(const std::string& file) {
  return Descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
}

}  // namespace

LockFile::LockFile(const std::string& file) : descriptor_(open_private(file)) {
  if (!descriptor_.is_open()) refuse("give this user the right to write the database's folder", errno);
  if (::flock(descriptor_.get(), LOCK_EX | LOCK_NB) == 0) return;
  if (errno == EWOULDBLOCK)
    throw Failure({ErrorCode::unavailable, "stop the other gracegated that uses this database first", ""});
  refuse("the database cannot be locked", errno);
}

void make_private(const std::string& file) {
  const Descriptor open = open_private(file);
  if (!open.is_open()) refuse("give this user the right to write the database", errno);
  if (::fchmod(open.get(), S_IRUSR | S_IWUSR) != 0) refuse("the database must belong to this user", errno);
}

}  // namespace gracegate::server::sqlite
