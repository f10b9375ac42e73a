// The store in one SQLite file.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_SQLITE_STORE_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_SQLITE_STORE_HPP

#include <memory>
#include <string>

#include "gracegate/result.hpp"
#include "server/store/store.hpp"

namespace gracegate::server {

// Opens or creates the file (0600) and brings its schema up to date. Errors: unavailable (cannot be opened,
// is newer than this program, is no database of ours), with what to do.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& file);

}  // namespace gracegate::server

#endif
