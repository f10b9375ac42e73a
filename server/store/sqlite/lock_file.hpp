// Keeps a second gracegated away from the same database: each holds in memory what it has published, and
// would not learn of the other's changes.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_LOCK_FILE_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_LOCK_FILE_HPP

#include <string>

#include "server/files/descriptor.hpp"

namespace gracegate::server::sqlite {

// A resource: the lock ends with it, or with the process however that ends. Threads: any.
class LockFile {
 public:
  // Throws Failure: another process, or another store of this one, holds the lock.
  explicit LockFile(const std::string& file);
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

 private:
  const Descriptor descriptor_;
};

// Creates the file, readable by this user alone, unless it exists; takes others' rights away if it does.
// Throws Failure. Must not be called while SQLite has the file open: POSIX ends SQLite's locks with the first
// descriptor of the file that is closed.
void make_private(const std::string& file);

}  // namespace gracegate::server::sqlite

#endif
