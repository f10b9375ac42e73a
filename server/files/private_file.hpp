// Files that this user alone may read (0600). One is there whole, and stays there when the power fails, or it
// is not there at all. Signals wait while one is written: only what cannot be held off leaves a piece behind,
// under a name of its own.
#ifndef GRACEGATE_SERVER_FILES_PRIVATE_FILE_HPP
#define GRACEGATE_SERVER_FILES_PRIVATE_FILE_HPP

#include <string>
#include <string_view>

#include "gracegate/result.hpp"

namespace gracegate::server {

// A new file. Errors: conflict (it exists), unavailable.
Result<void> write_private_file(const std::string& file, std::string_view bytes);
// In place of what is there. Errors: unavailable.
Result<void> replace_private_file(const std::string& file, std::string_view bytes);

}  // namespace gracegate::server

#endif
