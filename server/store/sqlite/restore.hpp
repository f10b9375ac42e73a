// A backup becomes the database of a server that is not running.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_RESTORE_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_RESTORE_HPP

#include <cstdint>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::server {

// Copies the backup to `folder`/gracegate.db (0600), whole or not at all, and returns its new epoch: one more
// than the backup's, so that products take what this server signs for newer than anything they hold. All
// notices are signed anew at the next start. `folder` is created (0700) where it is not there.
// Errors: invalid_argument (the file is not there, is damaged, is no backup of ours, or is a database in
// use), conflict (the folder has a database), unavailable (cannot be written, or newer than this program).
Result<std::int64_t> restore_sqlite_store(const std::string& backup, const std::string& folder);

}  // namespace gracegate::server

#endif
